internal import Archives
internal import CaseStore
internal import Rules

/// What could not be done, for people: what, why, where, and what to do about it.
public struct UserMessage: Error, Sendable, Hashable, CustomStringConvertible {
    /// What could not be done, without a full stop.
    public var problem: String
    /// Why; "" if the problem says it all.
    public var reason: String
    /// A file or option; "" if there is none.
    public var location: String
    /// What to do; never empty.
    public var help: String

    /// Makes a message; `help` must say what to do.
    public init(problem: String, reason: String = "", location: String = "", help: String) {
        precondition(!help.isEmpty, "a message must say what to do")
        self.problem = problem
        self.reason = reason
        self.location = location
        self.help = help
    }

    /// Gives any error of ours the shape that people read.
    public init(_ error: any Error) {
        switch error {
        case let error as UserMessage: self = error
        case let error as ArchiveError:
            self.init(
                problem: "cannot \(error.attempt)",
                reason: error.reason,
                location: error.subject,
                help: "check the name and that you may read it"
            )
        case let error as StoreError: self.init(store: error)
        case let error as RuleError:
            self.init(
                problem: "cannot \(error.action)",
                reason: ([error.message] + error.problems.map(\.description)).joined(
                    separator: "\n"
                ),
                location: error.subject,
                help: "mend the rules, or leave out --rules"
            )
        default:
            self.init(
                problem: "something unexpected failed",
                reason: "\(error)",
                help: "run it again with fewer inputs, and report this message"
            )
        }
    }

    private init(store error: StoreError) {
        let help =
            switch error.code {
            case .full: "free some space, or name another place with --case FILE"
            case .notACaseFile: "give the packages themselves, or a case file of scanwhy"
            case .newerVersion: "use the newer scanwhy that wrote it"
            case .stepLimit: "narrow the query; a rule that needs this much is broken"
            case .refused: "give one SELECT over the views (see docs/schema.md)"
            case .cannotCreate, .cannotOpen: "check the path and that you may use it"
            case .failed: "check the words of SQLite above"
            }
        self.init(
            problem: "cannot \(error.action)",
            reason: error.message,
            location: error.subject,
            help: help
        )
    }

    /// Lines for a terminal.
    public var description: String {
        var lines = ["scanwhy: \(problem)\(location.isEmpty ? "" : ": \(location)")"]
        if !reason.isEmpty { lines += reason.split(separator: "\n").map { "  \($0)" } }
        lines.append("  help: \(help)")
        return lines.joined(separator: "\n")
    }
}
