/// A piece of SQL text, as far as the gates on rules look into it.
struct SQLToken: Equatable {
    enum Kind {
        case word
        case string
        case parameter
        case comment
        case other
    }

    var kind: Kind
    /// A word in small letters, a string without its quotes, a parameter without its colon.
    var text: String
    /// Counted from 1.
    var line: Int

    /// The tokens of a text, comments included; what is not closed runs to the end.
    static func tokens(of sql: String) -> [SQLToken] {
        var scan = SQLScan(Array(sql.utf8))
        var tokens: [SQLToken] = []
        while let token = scan.next() { tokens.append(token) }
        return tokens
    }
}

private struct SQLScan {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> SQLToken? {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { advance() }
        guard index < bytes.count else { return nil }
        let start = line
        switch bytes[index] {
        case 0x2D where follows(0x2D):
            return SQLToken(kind: .comment, text: take { $0 != 0x0A }, line: start)
        case 0x2F where follows(0x2A):
            return SQLToken(kind: .comment, text: block(), line: start)
        case 0x27:
            return SQLToken(kind: .string, text: quoted(), line: start)
        case 0x3A, 0x40, 0x24:
            advance()
            return SQLToken(kind: .parameter, text: take(Self.isWord), line: start)
        case let byte where Self.isWord(byte):
            return SQLToken(kind: .word, text: take(Self.isWord).lowercased(), line: start)
        case let byte:
            advance()
            return SQLToken(
                kind: .other,
                text: String(decoding: [byte], as: UTF8.self),
                line: start
            )
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
        default: false
        }
    }

    private func follows(_ byte: UInt8) -> Bool {
        index + 1 < bytes.count && bytes[index + 1] == byte
    }

    private mutating func advance() {
        if bytes[index] == 0x0A { line += 1 }
        index += 1
    }

    private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
        let start = index
        while index < bytes.count, belongs(bytes[index]) { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func block() -> String {
        let start = index
        advance()
        advance()
        while index < bytes.count, !(bytes[index] == 0x2A && follows(0x2F)) { advance() }
        for _ in 0..<2 where index < bytes.count { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quoted() -> String {
        advance()
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x27 {
                // A doubled quote is one quote within the string.
                guard follows(0x27) else { break }
                advance()
            }
            text.append(byte)
            advance()
        }
        if index < bytes.count { advance() }
        return String(decoding: text, as: UTF8.self)
    }
}
