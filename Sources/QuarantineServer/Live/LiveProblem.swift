/// Why the live server cannot start or go on: what is wrong, and what to do about it.
package struct LiveProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package var text: String
    package var help: String

    package init(_ text: String, help: String) {
        self.text = text
        self.help = help
    }

    package var description: String { "\(text); \(help)" }
}
