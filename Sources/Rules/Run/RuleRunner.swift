internal import CaseModel
package import CaseStore
internal import Dispatch
internal import GRDB
internal import Synchronization

/// Runs rules on a finished case file and says what each came to; a rule that fails is an outcome.
package struct RuleRunner {
    private let rules: [Rule]
    private let digest: String
    let options: RuleOptions
    private let parameters: [String: [RulePage.Parameter]]

    /// Throws if the set has problems or a parameter belongs to no rule.
    package init(_ set: RuleSet, options: RuleOptions = RuleOptions()) throws(RuleError) {
        try set.requireReadable()
        let families = options.families
        let active = set.rules.filter {
            $0.page.status != .retired && (families.isEmpty || families.contains($0.family))
        }
        parameters = try options.bound(to: set.rules)
        rules = active
        digest = set.digest
        self.options = options
    }

    var limits: Limits { options.limits }

    func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    func bound(to rule: String) -> [RulePage.Parameter] { parameters[rule] ?? [] }

    /// What the rules come to; throws only if the case file itself cannot be read.
    package func run(on reader: SealedReader) throws -> RuleResults {
        var run = try queried(reader)
        var subjects = try SubjectBook(named(in: run), in: reader)
        let places = try EvidenceBook(
            run.rows.values.reduce(into: []) { $0.formUnion($1.evidence) },
            in: reader
        )
        for rule in rules { verify(rule, subjects, places, &run) }
        let joinedByName = run.facts.joinedByName
        for id in run.rows.keys.sorted() { run.rows[id]?.cap(joinedByName, at: .likely) }
        var association = Association(reader)
        for rule in rules where rule.contrast == nil {
            guard var rows = run.rows[rule.id] else { continue }
            run.contrasts[rule.id] = try association.contrasts(of: rule, &rows)
            run.rows[rule.id] = rows
        }
        // A cause that lost all of its subjects is told of its package instead.
        try subjects.add(named(in: run), in: reader)
        for id in run.rows.keys.sorted() {
            run.rows[id]?.filter { options.includes($1 ?? subjects[$0]?.timeUS) }
        }
        Yielding.apply(to: &run.rows, rules: rules)

        let clocks = try Self.unsureClocks(reader)
        var findings: [RuleResults.Finding] = []
        for rule in rules {
            guard let rows = run.rows[rule.id] else { continue }
            let maker = FindingMaker(
                rule: rule,
                rows: rows,
                contrasts: run.contrasts[rule.id] ?? [:],
                subjects: subjects,
                places: places,
                reader: reader,
                unsureClocks: clocks,
                evidenceLimit: options.limits.evidencePerFinding
            )
            findings += try maker.findings()
        }
        return results(findings, named(in: run), subjects, run)
    }

    /// Runs every query, on two connections at once.
    ///
    /// Planning a rule costs more than running it, and the core that inflated the package is idle.
    private func queried(_ reader: SealedReader) throws -> Run {
        let facts = try CaseFacts(reader, options)
        let readers = [reader, try SealedReader(reader.file)]
        for reader in readers { try SignTables.create(in: reader) }
        let signs = try SignSearch.hits(of: rules, in: reader)
        let parts = Mutex(readers.map { _ in Run(facts: facts) })
        // The longest first, so that no connection is left with a long one at the end.
        let waiting = Mutex(rules.sorted { $0.detect.utf8.count < $1.detect.utf8.count })
        DispatchQueue.concurrentPerform(iterations: readers.count) { index in
            var part = Run(facts: facts)
            while let rule = waiting.withLock({ $0.popLast() }) {
                query(rule, readers[index], signs, &part)
            }
            parts.withLock { [part] in $0[index] = part }
        }
        return parts.withLock { parts in
            parts.dropFirst().reduce(parts[0]) { $0.merging($1) }
        }
    }

    /// What is known while the rules run.
    struct Run: Sendable {
        var facts: CaseFacts
        var rows: [String: RuleRows] = [:]
        var contrasts: [String: [RowKey?: RuleResults.Finding.Contrast]] = [:]
        /// Outcomes that are settled before any finding is made.
        var settled: [String: (OutcomeKind, String)] = [:]

        /// Both; no rule is in both.
        func merging(_ other: Run) -> Run {
            var merged = self
            merged.rows.merge(other.rows) { own, _ in own }
            merged.contrasts.merge(other.contrasts) { own, _ in own }
            merged.settled.merge(other.settled) { own, _ in own }
            return merged
        }
    }

    /// Every subject that a symptom or a row names.
    private func named(in run: Run) -> Set<RowKey> {
        var keys = Set(run.facts.symptoms.values.joined().map(\.subject))
        for rows in run.rows.values { keys.formUnion(rows.subjects) }
        return keys
    }

    private func query(
        _ rule: Rule,
        _ reader: SealedReader,
        _ signs: SignHits,
        _ run: inout Run
    ) {
        switch RuleAdmission(rule, run.facts, signs) {
        case .asked: break
        case .idle: return
        case .notApplicable(let why):
            run.settled[rule.id] = (.notApplicable, why)
            return
        }
        let bound = parameters[rule.id] ?? []
        do {
            if !rule.page.signs.isEmpty {
                try SignTables.fill(rule, signs, in: reader, steps: options.limits.ruleSteps)
            }
            var rows = RuleRows(rule.page)
            let detect = RuleQuery(sql: rule.detect, parameters: bound, subject: rule.id)
            let names = Set(try detect.columns(in: reader))
            if let name = RuleRows.required.first(where: { !names.contains($0) }) {
                throw RowFault("detect.sql yields no column \(name)")
            }
            try detect.forEach(
                in: reader,
                steps: options.limits.ruleSteps,
                maxRows: options.limits.ruleRows
            ) { columns, row in try rows.take(columns, row) }
            if let sql = rule.contrast, !rows.causes.isEmpty {
                let query = RuleQuery(sql: sql, parameters: bound, subject: rule.id)
                run.contrasts[rule.id] = try contrasts(query, reader)
            }
            run.rows[rule.id] = rows
        } catch {
            run.settled[rule.id] = (.failed, Self.reason(error))
        }
    }

    private func contrasts(_ query: RuleQuery, _ reader: SealedReader) throws
        -> [RowKey?: RuleResults.Finding.Contrast]
    {
        var contrasts: [RowKey?: RuleResults.Finding.Contrast] = [:]
        try query.forEach(
            in: reader,
            steps: options.limits.ruleSteps,
            maxRows: options.limits.ruleRows
        ) { columns, row in
            let reading = RowReading(columns, row)
            func count(_ name: String) throws -> Int64 {
                guard let count = try reading.integer(name) else {
                    throw RowFault("contrast.sql yields no \(name)")
                }
                return count
            }
            contrasts[try reading.cause()] = RuleResults.Finding.Contrast(
                insideHits: try count("inside_hits"),
                insideAll: try count("inside_all"),
                outsideHits: try count("outside_hits"),
                outsideAll: try count("outside_all")
            )
        }
        return contrasts
    }

    /// A rule that names rows nobody can open has failed, whatever else it says.
    private func verify(
        _ rule: Rule,
        _ subjects: SubjectBook,
        _ places: EvidenceBook,
        _ run: inout Run
    ) {
        guard let rows = run.rows[rule.id] else { return }
        let lost =
            rows.subjects.filter { subjects[$0] == nil }.min()
            ?? rows.evidence.filter { places[$0] == nil }.min()
        guard let lost else { return }
        run.rows[rule.id] = nil
        run.settled[rule.id] = (.failed, "a row names \(lost), which is not in the case")
    }

    private func results(
        _ findings: [RuleResults.Finding],
        _ keys: Set<RowKey>,
        _ subjects: SubjectBook,
        _ run: Run
    ) -> RuleResults {
        let rowsByID = keys.sorted().reduce(into: [String: [String]]()) { rows, key in
            if let id = subjects[key]?.id { rows[id, default: []].append(key.description) }
        }
        let links = CauseLinks(findings) { rowsByID[$0] ?? [] }
        let linked = findings.map { finding in
            var finding = finding
            finding.causedBy = links[finding.id]
            return finding
        }
        let found = Set(findings.map(\.rule.id))
        let outcomes = rules.map { outcome($0, found: found.contains($0.id), subjects, run) }
        return RuleResults(
            rulesDigest: digest,
            options: options,
            subjects: Self.sorted(keys, subjects),
            outcomes: outcomes,
            findings: linked.sorted(by: Self.precedes),
            ruledOut: rules.flatMap { Self.ruledOut($0, run, subjects) },
            rules: rules
        )
    }

    private func outcome(_ rule: Rule, found: Bool, _ subjects: SubjectBook, _ run: Run)
        -> RuleResults.Outcome
    {
        if let (kind, why) = run.settled[rule.id] {
            return RuleResults.Outcome(
                rule: rule.id,
                family: rule.family,
                version: rule.version,
                kind: kind,
                why: why
            )
        }
        let decision = OutcomeDecision(
            rule: rule,
            facts: run.facts,
            rows: run.rows[rule.id] ?? RuleRows(rule.page),
            found: found
        )
        return decision.outcome { subjects[$0]?.id }
    }
}
