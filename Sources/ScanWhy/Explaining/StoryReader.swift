package import CaseModel
package import CaseStore
internal import GRDB
internal import Rules

/// Tells the stories of the files that a person's words may mean, out of a case file.
package struct StoryReader {
    /// Files told in full; a name such as Thumbs.db fits thousands, which nobody would read.
    package static let mostStories = 20

    private let reader: SealedReader

    package init(_ reader: SealedReader) {
        self.reader = reader
    }

    /// One story a file, sorted by what a person calls it; empty if nothing in the case fits.
    ///
    /// - Parameters:
    ///   - item: A path, the end of one, a file name, SHA-256, data id, or connection or request id
    ///     of ICAP Server.
    ///   - toolVersion: Ours, for the head of a report.
    /// - Returns: At most `mostStories`; each names the other files that fit.
    /// - Throws: `StoreError` if the case file cannot be read.
    package func stories(of item: String, toolVersion: String) throws -> [Story] {
        try reader.read(subject: "story") { db in
            let found = try ItemMatches(item, db)
            guard !found.matches.isEmpty else { return [] }
            let labels = try PackageLabels(db)
            let kept = try StoredNotes(db)
            let tool = Assessment.Tool(
                version: toolVersion,
                rulesDigest: kept[ResultStore.Key.digest] ?? ""
            )
            let packages = try PackageReading(db, labels).packages
            let results = try StoryResults(db, labels, kept)
            let coverage = try StoryCoverage(db)
            let told = try found.matches.prefix(Self.mostStories).map {
                (match: $0, rows: try StoryRows($0, db))
            }
            let polls = try FailedPolls(of: told.map(\.rows), db)
            let subjects = try found.subjects(labels, db)
            return try told.enumerated().map { index, told in
                let (match, rows) = told
                var others = subjects
                others.remove(at: index)
                let windows = StoryWindows(rows)
                let answer = results.answer(for: try match.subjects(in: db))
                let unknown = StoryUnknowns(rows: rows, windows: windows, coverage: coverage)
                return Story(
                    tool: tool,
                    item: item,
                    label: match.label,
                    identity: StoryIdentity.identity(of: match, rows),
                    packages: packages,
                    steps: try StorySteps(db, labels).steps(rows, windows, polls),
                    explanations: answer.explanations,
                    ruledOut: answer.ruledOut,
                    remediation: answer.remediation,
                    gaps: unknown.gaps + answer.gaps + found.cut,
                    otherMatches: others
                )
            }
        }
    }
}
