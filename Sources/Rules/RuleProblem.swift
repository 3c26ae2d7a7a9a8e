/// What is wrong with a rule, where, and how to mend it.
package struct RuleProblem: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// `family/name`; "" where the problem is not in one rule.
    package var rule: String
    /// The path as people give it, such as `rules/health/log-gap/rule.md`.
    package var file: String
    /// Counted from 1.
    package var line: Int
    package var text: String
    /// What to do about it.
    package var fix: String

    package init(rule: String, file: String, line: Int, text: String, fix: String) {
        self.rule = rule
        self.file = file
        self.line = line
        self.text = text
        self.fix = fix
    }

    package var description: String { "\(file):\(line): error: \(text); \(fix)" }

    package static func < (left: RuleProblem, right: RuleProblem) -> Bool {
        (left.file, left.line, left.text) < (right.file, right.line, right.text)
    }
}
