/// A word or sign of a query with its place in the text, and how deep it stands.
struct SQLPiece: Equatable {
    /// A word in small letters; a sign as it is; a text or name in quotes as `'`.
    var text: String
    /// Bytes of the query.
    var range: Range<Int>
    /// Counted from 1.
    var line: Int
    /// Parentheses and CASE … END around it; the signs and words that open and close are outside.
    var depth: Int

    /// The pieces of a query without its comments, and the comments by line.
    static func pieces(of sql: [UInt8]) -> (pieces: [SQLPiece], comments: [Int: String]) {
        var scan = PieceScan(bytes: sql)
        while scan.step() {}
        return (scan.pieces, scan.comments)
    }
}

private struct PieceScan {
    let bytes: [UInt8]
    var pieces: [SQLPiece] = []
    var comments: [Int: String] = [:]
    private var index = 0
    private var line = 1
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes one piece, comment or blank; false at the end.
    mutating func step() -> Bool {
        guard index < bytes.count else { return false }
        let start = index
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\n"):
            line += 1
            index += 1
        case 0x20, 0x09, 0x0D: index += 1
        case UInt8(ascii: "-") where follows(UInt8(ascii: "-")):
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            comments[line] = String(decoding: bytes[start..<index], as: UTF8.self)
        case UInt8(ascii: "/") where follows(UInt8(ascii: "*")):
            index += 2
            while index < bytes.count,
                !(bytes[index] == UInt8(ascii: "*") && follows(UInt8(ascii: "/")))
            { advance() }
            index = min(index + 2, bytes.count)
        case UInt8(ascii: "'"), UInt8(ascii: "\""): takeQuoted(byte)
        case _ where Self.isWord(byte):
            while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
            let word = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
            add(word, start, opens: word == "case", closes: word == "end")
        default:
            index += 1
            let sign = String(decoding: [byte], as: UTF8.self)
            add(sign, start, opens: sign == "(", closes: sign == ")")
        }
        return true
    }

    private mutating func takeQuoted(_ quote: UInt8) {
        let (start, startLine) = (index, line)
        index += 1
        while index < bytes.count {
            if bytes[index] == quote {
                // A doubled quote is one quote within.
                guard follows(quote) else { break }
                index += 1
            }
            advance()
        }
        index = min(index + 1, bytes.count)
        pieces.append(SQLPiece(text: "'", range: start..<index, line: startLine, depth: depth))
    }

    private mutating func add(_ text: String, _ start: Int, opens: Bool, closes: Bool) {
        if closes { depth -= 1 }
        pieces.append(SQLPiece(text: text, range: start..<index, line: line, depth: depth))
        if opens { depth += 1 }
    }

    private mutating func advance() {
        if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private func follows(_ byte: UInt8) -> Bool {
        index + 1 < bytes.count && bytes[index + 1] == byte
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
