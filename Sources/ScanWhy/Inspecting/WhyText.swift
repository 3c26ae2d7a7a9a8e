internal import Archives
internal import CaseModel
internal import Intake
internal import Reports

/// Tells why entries were read as they were: what was tried on them, and what each format found.
package struct WhyText {
    private let inputs: [String]
    private let limits: Limits

    /// `inputs` are packages as typed.
    package init(inputs: [String]) {
        self.inputs = inputs
        limits = Limits()
    }

    /// What was tried on entries of this path or with this end; `*` stands for any characters.
    ///
    /// Throws a message where no entry is called so, or a package cannot be read.
    package func text(of entry: String) throws -> String {
        let inputs = try inputs.map { try Input(argument: $0) }
        let answers = try EntryQuestion(glob: entry, limits: limits).answers(inputs)
        guard !answers.isEmpty else {
            throw UserMessage(
                problem: "no entry has this name",
                location: entry,
                help: "run scanwhy inspect without --why for a list of all entries"
            )
        }
        return answers.map(Self.text).joined(separator: "\n")
    }

    private static func text(_ answer: EntryQuestion.Answer) -> String {
        var lines = ["\(answer.path) in \(answer.package)"]
        let outcome = answer.format.map { "read as \($0)" } ?? "not read"
        lines.append("  \(outcome): \(answer.why)")
        let width = answer.attempts.map(\.format.count).max() ?? 0
        for attempt in answer.attempts {
            let pad = String(repeating: " ", count: width - attempt.format.count)
            let mark = attempt.fits ? "fits " : "no   "
            lines.append("  \(mark) \(attempt.format)\(pad)  \(attempt.found)")
        }
        // Names and keys are foreign text.
        return lines.map { SafeText.visible($0) + "\n" }.joined()
    }
}
