package import CaseModel
package import CaseStore
internal import GRDB
internal import Rules

/// Reads what the rules came to out of a case file, in the order in which reports print it.
package struct AssessmentReader {
    private let reader: SealedReader
    private let limits: Limits

    /// `limits` are those the case was made with; they name the values of limits that were reached.
    package init(_ file: CaseFile, limits: Limits = Limits()) throws {
        reader = try SealedReader(file)
        self.limits = limits
    }

    /// The assessment that was stored last; empty but for packages and notes if there is none.
    package func assessment(toolVersion: String) throws -> Assessment {
        try reader.read(subject: "assessment") { db in
            let kept = try StoredNotes(db)
            let labels = try PackageLabels(db)
            let subjects = try SubjectReading(db)
            let read = try FindingReading(db, labels, subjects).findings
            let roots = RootCauses(read)
            let findings = roots.ordered(read)
            let outcomes = try OutcomeReading.outcomes(db)
            let summary = try SummaryReading(db, kept).summary(outcomes)
            let notes = try NoteReading(db, labels)
            let locked = try LockedReading(db, kept).locked()
            let headline = Headline(
                findings: findings,
                roots: roots,
                locked: locked,
                summary: summary
            )
            let packages = try PackageReading(db, labels).packages
            // "Nothing was found" would be no answer where nothing was read.
            let isUnread = packages.allSatisfy { $0.records == 0 && $0.product == .unknown }
            let tool = Assessment.Tool(
                version: toolVersion,
                rulesDigest: kept[ResultStore.Key.digest] ?? ""
            )
            return Assessment(
                tool: tool,
                options: kept.options,
                answer: Assessment.Answer(
                    headline: isUnread ? Self.unread : headline.sentence,
                    rootCauses: roots.causes,
                    locked: locked,
                    collect: OutcomeReading.collect(outcomes)
                ),
                packages: packages,
                summary: summary,
                subjects: subjects.all,
                findings: findings,
                outcomes: outcomes,
                notes: notes.notes,
                limitsReached: notes.limits(limits)
            )
        }
    }

    private static let unread =
        "Nothing here was recognised as a log, a result or a list, so nothing can be said."
}
