internal import CaseModel
internal import GRDB
internal import Rules

/// Reads the findings with their subjects, evidence, causes and what was ruled out for them.
struct FindingReading {
    /// The worst first, then the surest, then the largest.
    let findings: [Assessment.Finding]

    init(_ db: Database, _ labels: PackageLabels, _ subjects: SubjectReading) throws {
        let families = try Row.fetchAll(
            db,
            sql: "SELECT rule, family, rule_version FROM outcome_row"
        )
        .reduce(into: [String: (String, String)]()) { $0[$1[0]] = ($1[1], $1[2]) }
        let hits = try Self.hits(db)
        let ruledOut = try RuledOutReading(db)
        let evidence = try EvidenceReading(db, labels)
        let causes = try Self.causes(db)
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM finding_row ORDER BY id")
        findings = try rows.compactMap { row -> Assessment.Finding? in
            let id: String = row["id"]
            guard var finding = try Self.finding(row, families) else { return nil }
            let ids = hits[id] ?? []
            finding.subjects = ids.compactMap { subjects[$0] }
            finding.evidence = evidence[id]
            let total: Int = row["evidence_count"]
            finding.evidenceTotal = total > finding.evidence.count ? total : nil
            finding.ruledOut = ruledOut.ruledOut(for: ids, butBy: finding.rule)
            let links = causes[id] ?? [:]
            finding.causedBy = links.keys.sorted()
            finding.causesBySubject = links.filter { !$0.value.isEmpty }
                .sorted { $0.key < $1.key }.map {
                    Assessment.Finding.SubjectCause(finding: $0.key, subjects: $0.value)
                }
            return finding
        }.sorted(by: Self.precedes)
    }

    private static func finding(_ row: Row, _ families: [String: (String, String)]) throws
        -> Assessment.Finding?
    {
        let rule: String = row["rule"]
        guard let severity = Severity(name: row["severity"]),
            let confidence = Confidence(name: row["confidence"]),
            let (family, version) = families[rule]
        else { return nil }
        var finding = Assessment.Finding(
            id: row["id"],
            rule: rule,
            ruleVersion: version,
            family: family,
            severity: severity,
            confidence: confidence,
            inferred: row["inferred"],
            title: row["title"],
            explanation: row["explanation"],
            remediation: try StoredStep.steps(of: row["remediation"]),
            falsePositives: row["false_positives"],
            references: try StoredJSON.value([String].self, of: row["sources"]),
            firstUS: row["first_us"],
            lastUS: row["last_us"],
            dependsOnClock: row["depends_on_clock"]
        )
        if let insideHits = row["inside_hits"] as Int?, let insideAll = row["inside_all"] as Int?,
            let outsideHits = row["outside_hits"] as Int?,
            let outsideAll = row["outside_all"] as Int?
        {
            finding.contrast = Assessment.Finding.Contrast(
                inside: Assessment.Finding.Share(insideHits, of: insideAll),
                outside: Assessment.Finding.Share(outsideHits, of: outsideAll)
            )
        }
        return finding
    }

    private static func precedes(_ left: Assessment.Finding, _ right: Assessment.Finding) -> Bool {
        let one = (left.severity, left.confidence, left.count)
        let two = (right.severity, right.confidence, right.count)
        return one == two ? (left.rule, left.id) < (right.rule, right.id) : one > two
    }

    private static func hits(_ db: Database) throws -> [String: [String]] {
        var hits: [String: [String]] = [:]
        let cursor = try Row.fetchCursor(
            db,
            sql: "SELECT finding_id, subject FROM finding_subject_row ORDER BY 1, 2"
        )
        while let row = try cursor.next() { hits[row[0], default: []].append(row[1]) }
        return hits
    }

    /// By finding and cause: the subjects it stands behind, none if it is all of them.
    private static func causes(_ db: Database) throws -> [String: [String: [String]]] {
        var causes: [String: [String: [String]]] = [:]
        let sql = "SELECT finding_id, caused_by, subject FROM finding_cause_row ORDER BY 1, 2, 3"
        for row in try Row.fetchAll(db, sql: sql) {
            let subject: String = row[2]
            var subjects = causes[row[0]]?[row[1]] ?? []
            if !subject.isEmpty { subjects.append(subject) }
            causes[row[0], default: [:]][row[1]] = subjects
        }
        return causes
    }
}
