internal import CaseModel

/// The gates on what a rule advises: bad advice does more harm than none.
extension RuleGates {
    /// What no rule may advise, and how it may be spoken of.
    private static let harmful = [
        (
            "unquarantine",
            "UNQUARANTINE alone gives access to a file that nobody has scanned",
            "advise RESCAN, or say that it is never to be used"
        ),
        (
            "allow traffic",
            "letting traffic pass while Core is down delivers files that nobody has scanned",
            "advise a second Core, or say that it is not to be done"
        ),
    ]

    mutating func checkRemediation() {
        for step in rule.page.remediation {
            let texts = [step.step, step.before, step.check].compactMap(\.self)
            for text in texts where text.contains("{{") { reportPlaceholder(text) }
            checkHarm(step)
        }
        for text in rule.page.collect.values.sorted() where text.contains("{{") {
            reportPlaceholder(text)
        }
    }

    private mutating func reportPlaceholder(_ text: String) {
        report(
            "rule.md",
            line("remediation"),
            "\"\(text.prefix(40))…\" has a placeholder, which stands there as written",
            "say it without; the title and the meaning have placeholders"
        )
    }

    private mutating func checkHarm(_ step: Assessment.Step) {
        let words = step.step.lowercased().split { !$0.isLetter }.map(String.init)
        let text = words.joined(separator: " ")
        let warns = words.contains { ["never", "not"].contains($0) }
        for (phrase, harm, fix) in Self.harmful where text.contains(phrase) && !warns {
            report("rule.md", line("remediation"), harm, fix)
        }
        if words.contains("delete"), !warns, !step.risk.contains(.losesEvidence) {
            report(
                "rule.md",
                line("remediation"),
                "\"\(step.step.prefix(40))…\" deletes something without a risk",
                "add risk: [loses-evidence] and, as before, what to keep first"
            )
        }
    }
}
