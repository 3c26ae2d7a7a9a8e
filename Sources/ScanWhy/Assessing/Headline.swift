internal import CaseModel

/// One short sentence that a support agent can read aloud; the titles stand below it.
struct Headline {
    let findings: [Assessment.Finding]
    let roots: RootCauses
    let locked: Assessment.Answer.Locked
    let summary: Assessment.Summary

    /// The family of files that are locked or reported as not accessible.
    private static let lockedFamily = "nutanix-unknown"
    private static let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]

    var sentence: String {
        let parts = [what, why].compactMap { $0 }
        let text = parts.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    /// The harm, by the numbers; nil where nobody was hit.
    private var what: String? {
        let kinds = [
            (locked.withoutVerdict, "without a verdict"),
            (locked.unknown, "for a reason not known yet"),
            (locked.byVerdict, "by a verdict"),
        ].filter { $0.0 > 0 }
        guard let first = kinds.first else { return symptoms }
        let rest = kinds.dropFirst().map { "\($0.0) \($0.1)" }
        return Self.list(["\(Self.files(first.0)) locked \(first.1)"] + rest)
    }

    /// Locked files alone where there are any: the failed scans behind them would count them twice.
    private var symptoms: String? {
        let locked = summary.symptoms.filter { $0.family == Self.lockedFamily }
        let sentences = locked.compactMap(Self.symptoms)
        let all = sentences.isEmpty ? summary.symptoms.compactMap(Self.symptoms) : sentences
        return all.isEmpty ? nil : Self.list(all)
    }

    private var why: String {
        guard roots.causes.isEmpty else { return causes }
        let open = summary.symptoms.reduce(0) { $0 + $1.unexplained.count }
        if open > 0 { return "no cause is in evidence yet" }
        if !findings.isEmpty {
            return "no fault was found, but \(Self.count(findings.count, "finding")) to look at"
        }
        if summary.undetermined + summary.failed > 0 {
            let rules = Self.count(summary.undetermined + summary.failed, "rule")
            return "nothing wrong was found, but \(rules) could not decide"
        }
        return "nothing wrong was found"
    }

    private var causes: String {
        let count = roots.causes.count
        let number = count < Self.words.count ? Self.words[count] : String(count)
        let causes = "\(number) cause\(count == 1 ? "" : "s")"
        let affected = self.affected
        let (were, it) = count == 1 ? ("was", "it") : ("were", "them")
        guard what != nil, !affected.isEmpty else {
            let cause = "\(causes) of trouble \(were) found"
            return "\(cause), but no file is known to have met \(it)"
        }
        let explained = affected.intersection(roots.reached).count
        if explained == 0 { return "\(causes) \(were) found, but not tied to them" }
        let verb = count == 1 ? "explains" : "explain"
        return explained == affected.count
            ? "\(causes) \(verb) all of them" : "\(causes) \(verb) \(explained) of them"
    }

    /// Subjects that `what` counts, but for those that a policy stopped as it should.
    private var affected: Set<String> {
        let onlyLocked = summary.symptoms.contains {
            $0.family == Self.lockedFamily && $0.subjects > 0
        }
        func counts(_ family: String) -> Bool { !onlyLocked || family == Self.lockedFamily }
        var affected = Set(summary.symptoms.filter { counts($0.family) }.flatMap(\.unexplained))
        for finding in findings where counts(finding.family) && finding.severity > .info {
            affected.formUnion(
                finding.subjects.filter { ![.engine, .service, .package].contains($0.kind) }
                    .map(\.id)
            )
        }
        return affected
    }

    private static func symptoms(_ symptoms: Assessment.Summary.Symptoms) -> String? {
        guard symptoms.subjects > 0 else { return nil }
        let count = symptoms.subjects
        switch symptoms.family {
        case "failed-to-scan": return "\(files(count)) without a proper scan result"
        case "missing-first-scan": return "\(files(count)) without any scan on record"
        case "nutanix-unknown": return "\(files(count)) locked or reported inaccessible"
        case "cloud": return "\(self.count(count, "quarantined file")) refused or stuck in Cloud"
        default: return nil
        }
    }

    /// "a", "a and b", "a, b and c".
    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) and \(last)"
    }

    /// "1 file is", "2 files are".
    private static func files(_ count: Int) -> String {
        count == 1 ? "1 file is" : "\(count) files are"
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
