import Glibc

/// Where a package comes from.
package enum Input: Sendable, Hashable {
    case file(path: String)
    case folder(path: String)
    case standardInput

    /// Reads a command line argument: `-` is the standard input, anything else must be there.
    ///
    /// - Throws: `cannotOpen` for what is missing, unreadable, or neither file nor folder.
    package init(argument: String) throws(ArchiveError) {
        guard argument != "-" else {
            self = .standardInput
            return
        }
        var status = stat()
        guard stat(argument, &status) == 0, access(argument, R_OK) == 0 else {
            throw .cannotOpen(.file(path: argument), reason: SystemError.current)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: self = .folder(path: argument)
        case S_IFREG: self = .file(path: argument)
        default:
            throw .cannotOpen(
                .file(path: argument),
                reason: "it is neither a regular file nor a folder"
            )
        }
    }

    /// The last component of the path as safe text; backslashes separate as well.
    package var name: String {
        switch self {
        case .file(let path), .folder(let path):
            let parts = Array(path.utf8).split {
                $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
            }
            return EntryName(Array(parts.last ?? []), limitBytes: 4096).text
        case .standardInput:
            return "standard-input"
        }
    }
}

extension ArchiveError {
    static func cannotOpen(_ input: Input, reason: String) -> ArchiveError {
        ArchiveError(code: .cannotOpen, attempt: "open", subject: input.name, reason: reason)
    }
}

/// What the system says about its last refusal.
enum SystemError {
    static var current: String { text(errno) }

    static func text(_ code: Int32) -> String {
        guard let message = strerror(code) else { return "error \(code)" }
        // SAFETY: strerror gives a C string that stays valid until the next call; it is copied.
        return String(cString: message)
    }
}
