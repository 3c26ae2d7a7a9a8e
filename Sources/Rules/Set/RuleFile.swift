/// A file of a rule folder as it was read.
package struct RuleFile: Sendable, Hashable {
    /// From the rules directory on, such as `health/log-gap/rule.md`.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// The files a rule consists of; all else in its folder is no part of its digest.
    package static let names = ["contrast.sql", "detect.sql", "rule.md"]
}
