/// A form with a file, as browsers send it (RFC 7578): fields, and one file at most.
struct MultipartForm: Sendable {
    var fields = FormFields()
    var file: (name: String, bytes: [UInt8])?

    private static let maxParts = 20
    private static let maxHeadBytes = 8 << 10

    /// Nil for what is no such form.
    ///
    /// - Parameters:
    ///   - contentType: The header with the boundary.
    ///   - body: All of it.
    init?(contentType: String, body: [UInt8]) {
        guard let boundary = Self.boundary(of: contentType) else { return nil }
        let mark = Array("--\(boundary)".utf8)
        guard body.starts(with: mark) else { return nil }
        var rest = body[...].dropFirst(mark.count)
        let next = Array("\r\n".utf8) + mark
        for _ in 0..<Self.maxParts {
            if rest.starts(with: Array("--".utf8)) { return }
            guard rest.starts(with: Array("\r\n".utf8)) else { return nil }
            rest = rest.dropFirst(2)
            guard let end = Self.first(next, in: rest), add(rest[..<end]) else { return nil }
            rest = rest[(end + next.count)...]
        }
        return nil
    }

    /// Takes a part; false if it is malformed.
    private mutating func add(_ part: ArraySlice<UInt8>) -> Bool {
        let blank = Array("\r\n\r\n".utf8)
        let head = part.prefix(Self.maxHeadBytes)
        guard let end = Self.first(blank, in: head) else { return false }
        let content = part[(end + blank.count)...]
        let lines = String(decoding: part[..<end], as: UTF8.self).split(separator: "\r\n")
        let line = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let line, let name = Self.parameter("name", of: line) else { return false }
        if let fileName = Self.parameter("filename", of: line) {
            guard file == nil else { return false }
            file = (fileName, Array(content))
        } else {
            guard content.count <= FormFields.maxBytes else { return false }
            fields.add(name, String(decoding: content, as: UTF8.self))
        }
        return true
    }

    private static func boundary(of contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let text = parameter("boundary", of: contentType[...])
        else { return nil }
        // RFC 2046 5.1.1: 70 signs at most.
        return (1...70).contains(text.utf8.count) ? text : nil
    }

    /// The value of `; name=value` or `; name="value"`; browsers write `"` in it as `%22`.
    private static func parameter(_ name: String, of line: Substring) -> String? {
        var rest = line
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
            guard rest.lowercased().hasPrefix(name + "=") else {
                rest = skipped(rest)
                continue
            }
            rest = rest.dropFirst(name.count + 1)
            if rest.first == "\"" {
                return String(rest.dropFirst().prefix { $0 != "\"" })
                    .replacing("%22", with: "\"")
            }
            return String(rest.prefix { $0 != ";" && $0 != " " })
        }
        return nil
    }

    /// What follows a parameter, so that a `;` in quotes is not taken for the next one.
    private static func skipped(_ text: Substring) -> Substring {
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ";", !isQuoted { return text[index...] }
        }
        return ""
    }

    private static func first(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var from = bytes.startIndex
        while let start = bytes[from...].firstIndex(of: mark[0]) {
            if bytes[start...].starts(with: mark) { return start }
            from = start + 1
        }
        return nil
    }
}
