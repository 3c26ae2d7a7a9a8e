internal import CaseModel

/// The findings that no other finding causes, with all they stand behind.
struct RootCauses {
    /// The one with the most subjects first.
    let causes: [Assessment.Answer.RootCause]

    init(_ findings: [Assessment.Finding]) {
        let named = Set(findings.flatMap(\.causedBy))
        let effects = Self.effects(findings)
        let roots = findings.filter {
            $0.causedBy.isEmpty && ($0.severity >= .error || named.contains($0.id))
        }
        causes = roots.map { root in
            Assessment.Answer.RootCause(
                finding: root.id,
                subjectCount: Self.reach(of: root, effects),
                confidence: root.confidence
            )
        }.sorted { left, right in
            let one = (left.subjectCount, left.confidence)
            let two = (right.subjectCount, right.confidence)
            return one == two ? left.finding < right.finding : one > two
        }
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

    /// Victims where there are any: an engine that failed is not counted beside its files.
    private static func reach(of root: Assessment.Finding, _ effects: [String: [Effect]]) -> Int {
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
        let victims = subjects.values.count { ![.engine, .service, .package].contains($0) }
        return victims > 0 ? victims : subjects.count
    }
}
