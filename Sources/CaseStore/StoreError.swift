/// What went wrong with a case file: a code, what was tried, on what, and what SQLite said.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable {
        case cannotCreate = "cannot-create"
        case cannotOpen = "cannot-open"
        case notACaseFile = "not-a-case-file"
        case newerVersion = "newer-version"
        case full
        case refused
        case stepLimit = "step-limit"
        case failed
    }

    package var code: Code
    /// A verb phrase, such as "store log records".
    package var action: String
    /// The name of the case file or rule.
    package var subject: String
    /// SQLite's own words; it quotes our SQL at most, never the customer's values.
    package var message: String

    package init(_ code: Code, _ action: String, on subject: String, message: String) {
        self.code = code
        self.action = action
        self.subject = subject
        self.message = message
    }

    package var description: String { "cannot \(action) (\(subject)): \(message)" }
}
