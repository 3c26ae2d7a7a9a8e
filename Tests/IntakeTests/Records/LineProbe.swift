@testable import Intake

/// What a grammar reads from one line, as text.
struct LineProbe: Equatable {
    var level: Int
    /// Seconds after 2026-06-27 20:00:00.
    var seconds: Double
    var component: String
    var msgid: Int64
    var message: String

    static let startUS: Int64 = 1_782_590_400_000_000

    init(level: Int, seconds: Double, component: String, msgid: Int64, message: String) {
        self.level = level
        self.seconds = seconds
        self.component = component
        self.msgid = msgid
        self.message = message
    }

    /// nil if no record begins with the line.
    init?(_ line: String, _ grammar: inout some LineGrammar) {
        guard
            let probe = withText(
                line,
                { text -> LineProbe? in
                    guard let head = grammar.head(of: text) else { return nil }
                    return LineProbe(
                        level: head.level,
                        seconds: Double(head.timeUS - Self.startUS) / 1_000_000,
                        component: text.string(head.componentStart, head.componentEnd),
                        msgid: head.msgid,
                        message: text.string(head.messageStart, head.messageEnd)
                    )
                }
            )
        else { return nil }
        self = probe
    }

    init?(_ line: String) {
        var grammar = ProductLogGrammar()
        self.init(line, &grammar)
    }
}

/// Gives `body` the bytes of a text as the scanners see them; it must not be empty.
func withText<Result>(_ text: String, _ body: (ByteText) throws -> Result) rethrows -> Result {
    var bytes = Array(text.utf8)
    let count = bytes.count
    // A byte behind the text, so that an empty one has an address as well.
    bytes.append(0)
    // SAFETY: the bytes live until the closure returns.
    return try bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("there is a byte") }
        return try body(ByteText(base: base, count: count))
    }
}
