internal import CaseModel
internal import Quarantine

/// Something that a trial has and must not have; the smaller trial must have it too.
package struct Failure: Sendable, Hashable, Comparable {
    package enum Kind: Int, Sendable, Hashable, Comparable {
        case harmful, crashed, wrongAtCertain, wrongAtLikely, missed, undetermined

        package static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    package var kind: Kind
    package var group: Trial.Group
    /// The rule that is wrong, or that misses something; empty for what is no rule's.
    package var rule: String
    /// What really happened, in the words of the truth.
    package var truth: String

    package init(_ kind: Kind, _ group: Trial.Group, rule: String = "", truth: String = "") {
        self.kind = kind
        self.group = group
        self.rule = rule
        self.truth = truth
    }

    package static func < (one: Failure, other: Failure) -> Bool {
        (one.kind, one.group.rawValue, one.rule, one.truth)
            < (other.kind, other.group.rawValue, other.rule, other.truth)
    }
}

extension Comparison {
    /// All that is wrong with it, worst first.
    package var failures: [Failure] {
        var found: Set<Failure> = []
        if !harmful.isEmpty { found.insert(Failure(.harmful, group)) }
        for wrong in wrong {
            let kind: Failure.Kind =
                wrong.confidence == .certain ? .wrongAtCertain : .wrongAtLikely
            found.insert(
                Failure(kind, group, rule: wrong.rule, truth: wrong.right.joined(separator: " "))
            )
        }
        for judged in judged
        where group == .whole && (judged.verdict == .silent || judged.verdict == .undetermined) {
            let row = judged.row
            found.insert(
                Failure(
                    judged.verdict == .silent ? .missed : .undetermined,
                    group,
                    rule: judged.rule,
                    truth: "\(row.symptom.rawValue) \(row.chain.rawValue)"
                )
            )
        }
        return found.sorted()
    }
}
