internal import CaseModel
internal import CaseStore
internal import Crypto

/// Makes findings of a rule's rows: one for each cause and each confidence its subjects have.
///
/// A subject about which a rule is less sure does not make the others less sure.
struct FindingMaker {
    let rule: Rule
    let rows: RuleRows
    let contrasts: [RowKey?: RuleResults.Finding.Contrast]
    let subjects: SubjectBook
    let places: EvidenceBook
    let reader: SealedReader
    /// Labels of packages whose times rest on an assumption.
    let unsureClocks: Set<String>
    let evidenceLimit: Int

    func findings() throws -> [RuleResults.Finding] {
        var findings: [RuleResults.Finding] = []
        for cause in rows.causes.values {
            for confidence in Confidence.allCases {
                let hits = cause.hits.filter { $0.value.confidence == confidence }
                guard !hits.isEmpty else { continue }
                findings.append(try finding(cause, hits, confidence))
            }
        }
        findings.sort { Self.order($0) < Self.order($1) }
        return Self.withUniqueIDs(findings)
    }

    private func finding(
        _ cause: RuleRows.Cause,
        _ hits: [RowKey: RuleRows.Hit],
        _ confidence: Confidence
    ) throws -> RuleResults.Finding {
        let list = Self.hits(hits, subjects)
        var support: [RowKey: Int] = [:]
        for hit in hits.values { for key in hit.evidence { support[key, default: 0] += 1 } }
        let evidence = try places.best(support, limit: evidenceLimit, in: reader)
        let times = list.compactMap(\.timeUS)
        var values = cause.values
        values["count"] = String(list.count)
        values["first"] = times.min().map(UTCText.seconds)
        values["last"] = times.max().map(UTCText.seconds)
        let packages = Set(evidence.map(\.package))
        return RuleResults.Finding(
            id: Self.id(rule.id, list.map(\.subject)),
            rule: rule,
            severity: severity(cause, list),
            confidence: confidence,
            title: rule.page.title.rendered(values),
            explanation: Prose.unwrapped(rule.page.meaning.rendered(values)),
            whenWrong: Prose.unwrapped(rule.page.whenWrong.rendered(values)),
            values: values,
            cause: cause.key?.description,
            hits: list,
            firstUS: times.min(),
            lastUS: times.max(),
            evidence: evidence,
            evidenceCount: support.count,
            contrast: contrasts[cause.key],
            dependsOnClock: packages.count > 1 && !packages.isDisjoint(with: unsureClocks)
        )
    }

    /// Trouble that hit nobody warns: a licence that ran out is no failed scan.
    private func severity(_ cause: RuleRows.Cause, _ hits: [RuleResults.Finding.Hit]) -> Severity {
        let own = min(cause.severity ?? rule.page.severity, rule.page.severity)
        guard rule.page.explains != nil else { return own }
        let withoutVictims = hits.allSatisfy { hit in
            ["engine/", "service/", "package/"].contains { hit.subject.hasPrefix($0) }
        }
        return withoutVictims ? min(own, .warning) : own
    }

    /// Sorted by subject; two rows of one stable id are one hit.
    private static func hits(_ hits: [RowKey: RuleRows.Hit], _ subjects: SubjectBook)
        -> [RuleResults.Finding.Hit]
    {
        var times: [String: Int64?] = [:]
        for (key, hit) in hits {
            guard let subject = subjects[key] else { continue }
            let time = hit.timeUS ?? subject.timeUS
            let other = times[subject.id] ?? nil
            times[subject.id] = .some([time, other].compactMap { $0 }.min())
        }
        return times.sorted { $0.key < $1.key }.map {
            RuleResults.Finding.Hit(subject: $0.key, timeUS: $0.value)
        }
    }

    private static func id(_ rule: String, _ subjects: [String]) -> String {
        let digest = SHA256.hash(data: Array(subjects.joined(separator: "\n").utf8))
        return "\(rule):\(Identifier.hex(of: Array(digest)).prefix(12))"
    }

    private static func order(_ finding: RuleResults.Finding) -> (String, Int64, String, String) {
        let place = finding.evidence.first.map {
            "\($0.package)\n\($0.entry ?? "")\n\($0.line ?? 0)\n\($0.row ?? 0)"
        }
        return (finding.id, finding.firstUS ?? .max, finding.title, place ?? "")
    }

    /// Two causes that hit the very same subjects share an id, so later ones are numbered.
    private static func withUniqueIDs(_ findings: [RuleResults.Finding]) -> [RuleResults.Finding] {
        var seen: [String: Int] = [:]
        return findings.map { finding in
            var finding = finding
            seen[finding.id, default: 0] += 1
            if let count = seen[finding.id], count > 1 { finding.id += "-\(count)" }
            return finding
        }
    }
}
