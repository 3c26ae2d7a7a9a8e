@testable import Rules

/// What a folder of rules can hold.
enum RuleTargets {
    static func rulePage(_ bytes: [UInt8]) {
        do {
            _ = try RulePage(String(decoding: bytes, as: UTF8.self), rule: "a", file: "rule.md")
        } catch {
            precondition(!"\(error)".isEmpty, "A refusal says why.")
        }
    }

    static func sqlTokens(_ bytes: [UInt8]) {
        let sql = String(decoding: bytes, as: UTF8.self)
        let tokens = SQLToken.tokens(of: sql)
        let lines = tokens.map(\.line)
        precondition(lines == lines.sorted(), "Tokens come in order.")
        let last = 1 + sql.utf8.count { $0 == 0x0A }
        precondition((lines.last ?? 1) <= last, "Tokens lie inside the text.")
    }
}
