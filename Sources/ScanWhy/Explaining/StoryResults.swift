internal import CaseModel
internal import GRDB
internal import Rules

/// What the rules came to, asked for one file.
struct StoryResults {
    /// What the results say of one file.
    struct Answer {
        var explanations: [Story.Explanation] = []
        var remediation: [Assessment.Step] = []
        var ruledOut: [Assessment.Finding.RuledOut] = []
        /// Rules that could not be decided for it.
        var gaps: [Story.Gap] = []
    }

    private let findings: [String: Assessment.Finding]
    private let ruledOut: RuledOutReading
    private let outcomes: [Assessment.Outcome]
    private let specificity: [String: Int]

    init(_ db: Database, _ labels: PackageLabels, _ kept: StoredNotes) throws {
        let all = try FindingReading(db, labels, SubjectReading(db)).findings
        findings = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        ruledOut = try RuledOutReading(db)
        outcomes = try OutcomeReading.outcomes(db)
        specificity = outcomes.reduce(into: [:]) { table, outcome in
            table[outcome.rule] = kept[ResultStore.Key.specificity + outcome.rule].flatMap {
                Int($0)
            }
        }
    }

    func answer(for subjects: [String]) -> Answer {
        var answer = Answer()
        guard !outcomes.isEmpty else {
            answer.gaps = [Story.Gap(why: "no rule has been run on this case file yet")]
            return answer
        }
        let own = Set(subjects)
        let direct = findings.values.filter { finding in
            finding.subjects.contains { own.contains($0.id) }
        }.sorted(by: precedes)
        let chain = self.chain(from: Self.causesFirst(direct, for: own), for: own)
        answer.explanations = chain.map(Self.explanation)
        answer.remediation = Self.remediation(of: chain.map(\.finding))
        let fitting = Set(direct.map(\.rule))
        answer.ruledOut = ruledOut.ruledOut(for: subjects)
            .filter { !fitting.contains($0.rule) }
        answer.gaps = outcomes.compactMap { outcome in
            guard outcome.undeterminedFor.contains(where: own.contains) else { return nil }
            let why = outcome.why ?? "something it needs is missing"
            return Story.Gap(
                why: "\(outcome.rule) cannot be decided for this file: \(why)",
                collect: outcome.collect?.split(separator: "\n").joined(separator: "; ")
            )
        }
        return answer
    }

    /// The surest first, then the one that says most.
    private func precedes(_ left: Assessment.Finding, _ right: Assessment.Finding) -> Bool {
        func rank(_ finding: Assessment.Finding) -> (Confidence, Int, Severity) {
            (finding.confidence, specificity[finding.rule] ?? 0, finding.severity)
        }
        let (one, two) = (rank(left), rank(right))
        return one == two ? (left.rule, left.id) < (right.rule, right.id) : one > two
    }

    /// Effects behind their causes, so that what is to be repaired stands before what is to be
    /// done again.
    private static func causesFirst(_ findings: [Assessment.Finding], for own: Set<String>)
        -> [Assessment.Finding]
    {
        var waiting = findings
        var ordered: [Assessment.Finding] = []
        while !waiting.isEmpty {
            let ids = Set(waiting.map(\.id))
            let next = waiting.firstIndex {
                ids.subtracting([$0.id]).isDisjoint(with: causes(of: $0, for: own))
            }
            // In a circle the best one begins.
            ordered.append(waiting.remove(at: next ?? 0))
        }
        return ordered
    }

    /// Only a finding that holds the file itself tells whom of its subjects a cause hit.
    private static func causes(of finding: Assessment.Finding, for own: Set<String>) -> [String] {
        guard finding.subjects.contains(where: { own.contains($0.id) }) else {
            return finding.causedBy
        }
        return finding.causedBy.filter { id in
            let part = finding.causesBySubject.first { $0.finding == id }
            return part.map { !own.isDisjoint(with: $0.subjects) } ?? true
        }
    }

    private struct Link {
        var finding: Assessment.Finding
        /// Titles of the findings that it causes for this file.
        var effects: [String] = []
    }

    /// The findings, and behind them what causes them for these subjects.
    private func chain(from direct: [Assessment.Finding], for own: Set<String>) -> [Link] {
        var chain = direct.map { Link(finding: $0) }
        var next = 0
        while next < chain.count {
            let effect = chain[next].finding
            next += 1
            for id in Self.causes(of: effect, for: own) {
                guard let cause = findings[id] else { continue }
                let index = chain.firstIndex { $0.finding.id == id } ?? chain.count
                if index == chain.count { chain.append(Link(finding: cause)) }
                chain[index].effects.append(effect.title)
            }
        }
        return chain
    }

    private static func explanation(_ link: Link) -> Story.Explanation {
        var words = link.finding.explanation
        if !link.effects.isEmpty {
            let effects = link.effects.map { "“\($0)”" }.joined(separator: " and ")
            words = "This is what stands behind \(effects).\n\n\(words)"
        }
        return Story.Explanation(
            finding: link.finding.id,
            rule: link.finding.rule,
            title: link.finding.title,
            severity: link.finding.severity,
            confidence: link.finding.confidence,
            explanation: words
        )
    }

    /// In the order of the findings; what two of them ask of one person is asked once.
    private static func remediation(of findings: [Assessment.Finding]) -> [Assessment.Step] {
        var seen: Set<[String]> = []
        return findings.flatMap(\.remediation).filter {
            seen.insert([$0.actor.rawValue, $0.step]).inserted
        }
    }
}
