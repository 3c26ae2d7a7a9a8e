internal import CaseModel

/// One sentence that a support agent can read aloud.
struct Headline {
    let findings: [Assessment.Finding]
    let causes: [Assessment.Answer.RootCause]
    let locked: Assessment.Answer.Locked
    let summary: Assessment.Summary

    /// Causes named in full; a listener keeps no more in mind.
    private static let shownCauses = 3

    var sentence: String {
        let parts = [what, why].compactMap { $0 }
        let text = parts.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }

    /// The harm, by the numbers; nil where nobody was hit.
    private var what: String? {
        var parts: [String] = []
        if locked.withoutVerdict > 0 {
            parts.append("\(Self.files(locked.withoutVerdict)) locked without a verdict")
        }
        if locked.unknown > 0 {
            parts.append("\(Self.files(locked.unknown)) locked for a reason not known yet")
        }
        if locked.byVerdict > 0 {
            parts.append("\(Self.files(locked.byVerdict)) locked by a verdict")
        }
        if parts.isEmpty { parts = symptoms }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// Locked files alone where there are any: the failed scans behind them would count them twice.
    private var symptoms: [String] {
        let locked = summary.symptoms.filter { $0.family == "nutanix-unknown" }
        let sentences = locked.compactMap(Self.symptoms)
        return sentences.isEmpty ? summary.symptoms.compactMap(Self.symptoms) : sentences
    }

    private var why: String {
        guard causes.isEmpty else { return "\(Self.count(causes.count, "cause")) found: \(titles)" }
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

    private var titles: String {
        let shown = causes.prefix(Self.shownCauses).map { cause in
            findings.first { $0.id == cause.finding }?.title ?? cause.finding
        }
        let rest = causes.count - shown.count
        return shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
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

    /// "1 file is", "2 files are".
    private static func files(_ count: Int) -> String {
        count == 1 ? "1 file is" : "\(count) files are"
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
