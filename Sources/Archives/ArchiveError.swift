/// Why a package could not be opened, or an archive not written.
///
/// Damage inside a package is no error: it is a note.
package struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable {
        case cannotOpen = "cannot-open"
        case cannotWrite = "cannot-write"
    }

    package var code: Code
    /// What was tried, as a verb: "open", "pack".
    package var attempt: String
    /// On what: the input's name, never its content.
    package var subject: String
    /// What the system or the library said.
    package var reason: String

    package init(code: Code, attempt: String, subject: String, reason: String) {
        self.code = code
        self.attempt = attempt
        self.subject = subject
        self.reason = reason
    }

    package var description: String { "cannot \(attempt) \(subject): \(reason)" }
}
