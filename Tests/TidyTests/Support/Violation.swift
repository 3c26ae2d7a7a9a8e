/// A broken house rule, printed the way a compiler prints an error.
struct Violation: Sendable, Hashable, Comparable, CustomStringConvertible {
    let path: String
    /// Counted from 1; 1 too where the rule is about the whole file or folder.
    let line: Int
    let problem: String
    /// What to do instead: an order, such as "use precondition".
    let remedy: String

    var description: String { "\(path):\(line): error: \(problem), \(remedy)" }

    static func < (left: Violation, right: Violation) -> Bool {
        (left.path, left.line, left.problem) < (right.path, right.line, right.problem)
    }
}
