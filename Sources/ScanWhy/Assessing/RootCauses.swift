internal import CaseModel

/// The findings that no other finding causes, with all they stand behind.
struct RootCauses {
    /// The one with the most subjects first.
    let causes: [Assessment.Answer.RootCause]
    /// Ids of all subjects that at least one of the causes stands behind.
    let reached: Set<String>

    /// Lists the files to free, whatever locked them: never a cause itself.
    private static let workList = "nutanix-unknown/needs-reset"

    init(_ findings: [Assessment.Finding]) {
        let named = Set(findings.flatMap(\.causedBy))
        let effects = Self.effects(findings)
        let roots = findings.filter {
            $0.causedBy.isEmpty && $0.rule != Self.workList
                && ($0.severity >= .error || named.contains($0.id))
        }
        var reached: Set<String> = []
        causes = roots.map { root in
            let subjects = Self.reach(of: root, effects)
            reached.formUnion(subjects.keys)
            return Assessment.Answer.RootCause(
                finding: root.id,
                subjectCount: Self.victims(subjects),
                confidence: root.confidence
            )
        }.sorted { left, right in
            let one = (left.subjectCount, left.confidence)
            let two = (right.subjectCount, right.confidence)
            return one == two ? left.finding < right.finding : one > two
        }
        self.reached = reached
    }

    /// The causes in their order, then what they cause, then the rest; information comes last.
    func ordered(_ findings: [Assessment.Finding]) -> [Assessment.Finding] {
        let places = Dictionary(
            zip(causes.map(\.finding), 0...),
            uniquingKeysWith: { first, _ in first }
        )
        func rank(_ finding: Assessment.Finding) -> Int {
            if let place = places[finding.id] { return place }
            guard finding.severity > .info else { return places.count + 2 }
            return places.count + (finding.causedBy.isEmpty ? 1 : 0)
        }
        // The order that they come in decides between equals.
        return findings.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }.map(\.element)
    }

    private struct Effect {
        var finding: Assessment.Finding
        /// Nil if the cause stands behind all of it.
        var subjects: Set<String>?
    }

    private static func effects(_ findings: [Assessment.Finding]) -> [String: [Effect]] {
        var effects: [String: [Effect]] = [:]
        for finding in findings {
            for cause in finding.causedBy {
                let part = finding.causesBySubject.first { $0.finding == cause }
                effects[cause, default: []].append(
                    Effect(finding: finding, subjects: part.map { Set($0.subjects) })
                )
            }
        }
        return effects
    }

    /// Subjects of the finding and of all it causes, with their kinds.
    private static func reach(of root: Assessment.Finding, _ effects: [String: [Effect]])
        -> [String: Assessment.Subject.Kind]
    {
        var subjects = Dictionary(
            root.subjects.map { ($0.id, $0.kind) },
            uniquingKeysWith: { first, _ in first }
        )
        var seen: Set<String> = [root.id]
        var waiting = [root.id]
        while let next = waiting.popLast() {
            for effect in effects[next] ?? [] {
                for subject in effect.finding.subjects
                where effect.subjects?.contains(subject.id) != false {
                    subjects[subject.id] = subject.kind
                }
                guard seen.insert(effect.finding.id).inserted else { continue }
                waiting.append(effect.finding.id)
            }
        }
        return subjects
    }

    /// Victims where there are any: an engine that failed is not counted beside its files.
    private static func victims(_ subjects: [String: Assessment.Subject.Kind]) -> Int {
        let victims = subjects.values.count { ![.engine, .service, .package].contains($0) }
        return victims > 0 ? victims : subjects.count
    }
}
