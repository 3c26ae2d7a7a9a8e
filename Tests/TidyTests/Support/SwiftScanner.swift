/// Walks over Swift source and tells code from comments and strings.
///
/// It knows nested comments, raw and multi-line strings and interpolations, and takes a regex
/// between slashes for code.
struct SwiftScanner {
    /// The source with comments and string contents as spaces, byte for byte as long as it was.
    private(set) var code: [UInt8]
    /// Numbers, from 1, of the lines that hold a part of a comment.
    private(set) var commentLines: Set<Int> = []
    /// Numbers of the lines that begin inside a multi-line string.
    private(set) var literalLines: Set<Int> = []

    private static let openers = Array("/#\"()".utf8)
    private let source: [UInt8]
    private var at = 0
    private var line = 1

    init(_ text: String) {
        source = Array(text.utf8)
        code = source
        scanCode(insideInterpolation: false)
    }

    /// Stops before the parenthesis that ends an interpolation, or at the end of the source.
    private mutating func scanCode(insideInterpolation: Bool) {
        var depth = 0
        while at < source.count {
            // Nearly every byte is none of these, and is not looked at any further.
            guard Self.openers.contains(source[at]) else {
                step()
                continue
            }
            if starts("//") {
                blankLineComment()
            } else if starts("/*") {
                blankBlockComment()
            } else if let hashes = hashesOfString() {
                blankString(hashes: hashes)
            } else {
                if starts("(") { depth += 1 }
                if starts(")") {
                    if insideInterpolation && depth == 0 { return }
                    depth -= 1
                }
                step()
            }
        }
    }

    private mutating func blankLineComment() {
        commentLines.insert(line)
        while at < source.count && !starts("\n") { blank() }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            commentLines.insert(line)
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && at < source.count
    }

    /// The number of `#` before the quote where a string begins here, else nil.
    private func hashesOfString() -> Int? {
        let hashes = source[at...].prefix { $0 == UInt8(ascii: "#") }.count
        return starts("\"", offset: hashes) ? hashes : nil
    }

    private mutating func blankString(hashes: Int) {
        blank(hashes)
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        let tail = String(repeating: "#", count: hashes)
        let close = quotes + tail
        let escape = "\\" + tail
        blank(quotes.utf8.count)
        while at < source.count {
            if starts(close) {
                blank(close.utf8.count)
                return
            }
            if starts(escape) {
                let interpolates = starts("(", offset: escape.utf8.count)
                blank(escape.utf8.count + 1)
                guard interpolates else { continue }
                scanCode(insideInterpolation: true)
                blank()
            } else if starts("\n") && quotes == "\"" {
                return
            } else {
                blank()
                if source[at - 1] == 10 { literalLines.insert(line) }
            }
        }
    }

    private func starts(_ word: String, offset: Int = 0) -> Bool {
        var index = at + offset
        for byte in word.utf8 {
            guard index < source.count && source[index] == byte else { return false }
            index += 1
        }
        return true
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where at < source.count {
            if source[at] != 10 { code[at] = UInt8(ascii: " ") }
            step()
        }
    }

    private mutating func step() {
        if source[at] == 10 { line += 1 }
        at += 1
    }
}
