internal import CaseModel
internal import CaseStore
internal import GRDB

/// What a run needs to say its results in one order and in words.
extension RuleRunner {
    static func reason(_ error: any Error) -> String {
        switch error {
        case let fault as RowFault: fault.text
        case let error as StoreError:
            error.code == .stepLimit
                ? "it did not finish within its limit (\(error.message))" : error.message
        default: "\(error)"
        }
    }

    static func sorted(_ keys: Set<RowKey>, _ book: SubjectBook) -> [RuleResults.Subject] {
        var byID: [String: RuleResults.Subject] = [:]
        for key in keys.sorted() {
            guard let subject = book[key], byID[subject.id] == nil else { continue }
            byID[subject.id] = subject
        }
        return byID.values.sorted { $0.id < $1.id }
    }

    static func ruledOut(_ rule: Rule, _ run: Run, _ subjects: SubjectBook)
        -> [RuleResults.RuledOut]
    {
        var seen: Set<[String]> = []
        let all = (run.rows[rule.id]?.ruledOut ?? []).compactMap { out -> RuleResults.RuledOut? in
            guard let id = subjects[out.subject]?.id,
                seen.insert([id, out.whyCode]).inserted
            else { return nil }
            return RuleResults.RuledOut(
                rule: rule.id,
                subject: id,
                whyCode: out.whyCode,
                why: out.why
            )
        }
        return all.sorted { ($0.subject, $0.whyCode) < ($1.subject, $1.whyCode) }
    }

    static func precedes(_ left: RuleResults.Finding, _ right: RuleResults.Finding) -> Bool {
        let one = (left.severity, left.confidence, left.hits.count)
        let two = (right.severity, right.confidence, right.hits.count)
        return one == two ? left.id < right.id : one > two
    }

    static func unsureClocks(_ reader: SealedReader) throws -> Set<String> {
        try reader.read(subject: "clocks") { db in
            let labels = try PackageLabels(db)
            let ids = try Int64.fetchAll(
                db,
                sql: """
                    SELECT package.id FROM package
                    LEFT JOIN clock ON clock.package_id = package.id
                    WHERE coalesce(clock.how, 'none') = 'none' OR clock.skew_us <> 0
                    """
            )
            return Set(ids.compactMap { labels.label(of: $0) })
        }
    }
}
