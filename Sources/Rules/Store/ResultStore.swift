internal import CaseModel
package import CaseStore
internal import GRDB

/// Writes what the rules came to into the case file, in place of any earlier assessment.
package enum ResultStore {
    /// Keys of `assessment_row`; those that end in a slash are followed by a rule.
    package enum Key {
        package static let digest = "rules_digest"
        package static let since = "since_us"
        package static let until = "until_us"
        package static let families = "families"
        package static let parameters = "parameters"
        package static let specificity = "specificity/"
        package static let explains = "explains/"
    }

    /// Keeps `extra` beside the options of the rules, such as the time zone that was asked for.
    package static func write(
        _ results: RuleResults,
        to file: CaseFile,
        isKept: Bool = true,
        extra: [String: String] = [:]
    ) throws {
        let notes = try Self.notes(results).merging(extra) { own, _ in own }
        try ResultWriter(file, isKept: isKept).replaceResults { db in
            for (key, value) in notes.sorted(by: { $0.key < $1.key }) {
                try insert("assessment_row", ["key": key, "value": value], db)
            }
            for outcome in results.outcomes { try write(outcome, db) }
            for subject in results.subjects { try write(subject, db) }
            for (index, finding) in results.findings.enumerated() {
                try write(finding, rank: index + 1, db)
            }
            for finding in results.findings { try writeCauses(of: finding, db) }
            for out in results.ruledOut {
                try insert(
                    "ruled_out_row",
                    [
                        "rule": out.rule, "subject": out.subject, "why_code": out.whyCode,
                        "why": out.why,
                    ],
                    db
                )
            }
        }
    }

    private static func notes(_ results: RuleResults) throws -> [String: String] {
        let options = results.options
        var notes = [
            Key.digest: results.rulesDigest,
            Key.families: try StoredJSON.text(of: options.families),
            Key.parameters: try StoredJSON.text(of: options.parameters),
        ]
        notes[Key.since] = options.sinceUS.map(String.init)
        notes[Key.until] = options.untilUS.map(String.init)
        for rule in results.rules {
            notes[Key.specificity + rule.id] = String(rule.page.specificity)
            notes[Key.explains + rule.id] = rule.page.explains
        }
        return notes
    }

    private static func write(_ outcome: RuleResults.Outcome, _ db: Database) throws {
        try insert(
            "outcome_row",
            [
                "rule": outcome.rule, "family": outcome.family, "rule_version": outcome.version,
                "outcome": outcome.kind.rawValue, "why": outcome.why, "collect": outcome.collect,
            ],
            db
        )
        for subject in outcome.undeterminedFor {
            try insert(
                "outcome_undetermined_row",
                ["rule": outcome.rule, "subject": subject],
                db
            )
        }
    }

    private static func write(_ subject: RuleResults.Subject, _ db: Database) throws {
        try insert(
            "subject_row",
            [
                "subject": subject.id, "kind": subject.kind, "row_id": subject.rowID,
                "label": subject.label, "time_us": subject.timeUS, "data_id": subject.dataID,
                "sha256": subject.sha256, "path": subject.path, "server": subject.server,
                "package": subject.package,
            ],
            db
        )
    }

    private static func write(_ finding: RuleResults.Finding, rank: Int, _ db: Database) throws {
        let page = finding.rule.page
        try insert(
            "finding_row",
            [
                "id": finding.id, "rule": finding.rule.id, "severity": finding.severity.name,
                "confidence": finding.confidence.name, "inferred": page.inferred, "rank": rank,
                "title": finding.title, "explanation": finding.explanation,
                "false_positives": finding.whenWrong,
                "remediation": try StoredStep.text(of: page.remediation),
                "sources": try StoredJSON.text(of: page.references), "cause": finding.cause,
                "count": finding.hits.count, "first_us": finding.firstUS,
                "last_us": finding.lastUS, "evidence_count": finding.evidenceCount,
                "inside_hits": finding.contrast?.insideHits,
                "inside_all": finding.contrast?.insideAll,
                "outside_hits": finding.contrast?.outsideHits,
                "outside_all": finding.contrast?.outsideAll,
                "depends_on_clock": finding.dependsOnClock,
            ],
            db
        )
        for hit in finding.hits {
            try insert(
                "finding_subject_row",
                ["finding_id": finding.id, "subject": hit.subject, "time_us": hit.timeUS],
                db
            )
        }
        for (position, evidence) in finding.evidence.enumerated() {
            try write(evidence, of: finding.id, at: position, db)
        }
    }

    private static func write(
        _ evidence: RuleResults.Evidence,
        of finding: String,
        at position: Int,
        _ db: Database
    ) throws {
        try insert(
            "evidence_row",
            [
                "finding_id": finding, "position": position, "kind": evidence.kind,
                "package": evidence.package, "entry": evidence.entry, "line": evidence.line,
                "byte_offset": evidence.byteOffset, "row": evidence.row, "key": evidence.key,
                "time_us": evidence.timeUS, "msgid": evidence.msgid, "text": evidence.text,
                "source": evidence.silence?.source, "from_us": evidence.silence?.fromUS,
                "to_us": evidence.silence?.toUS, "before_entry": evidence.silence?.beforeEntry,
                "before_line": evidence.silence?.beforeLine,
                "after_entry": evidence.silence?.afterEntry,
                "after_line": evidence.silence?.afterLine,
            ],
            db
        )
    }

    private static func writeCauses(of finding: RuleResults.Finding, _ db: Database) throws {
        for cause in finding.causedBy {
            // The row without a subject says that there is a cause; others say for whom alone.
            for subject in [""] + cause.subjects {
                try insert(
                    "finding_cause_row",
                    ["finding_id": finding.id, "caused_by": cause.finding, "subject": subject],
                    db
                )
            }
        }
    }

    private static func insert(
        _ table: String,
        _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>,
        _ db: Database
    ) throws {
        let columns = values.map(\.key).joined(separator: ", ")
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))"
        )
        try statement.setArguments(StatementArguments(values.map(\.value)))
        try statement.execute()
    }
}
