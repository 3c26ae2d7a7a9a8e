/// Why rules could not be read or run at all: a code, what was tried, on what, and the reason.
package struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable {
        case unreadable
        case broken
        case unknownParameter = "unknown-parameter"
        case storeFailed = "store-failed"
    }

    package var code: Code
    /// A verb phrase, such as "read a rule folder".
    package var action: String
    /// A path or rule.
    package var subject: String
    package var message: String
    /// Each with file and line; empty unless the code is `.broken`.
    package var problems: [RuleProblem]

    package init(
        _ code: Code,
        _ action: String,
        on subject: String,
        message: String,
        problems: [RuleProblem] = []
    ) {
        self.code = code
        self.action = action
        self.subject = subject
        self.message = message
        self.problems = problems
    }

    package var description: String {
        let head = "cannot \(action) (\(subject)): \(message)"
        return ([head] + problems.map(\.description)).joined(separator: "\n")
    }
}
