/// A form with a file, as browsers, curl and the vendor's SDK send it (RFC 7578).
struct MultipartForm: Sendable {
    struct Part: Sendable {
        let name: String
        /// Nil for what is no file, or for a file that nobody chose.
        let fileName: String?
        let content: ArraySlice<UInt8>
    }

    /// In their order; 20 at most.
    private(set) var parts: [Part] = []

    private static let maxParts = 20
    /// Bytes of the lines before a part's content.
    private static let maxHeadBytes = 8 << 10

    /// Nil for what is no such form, or a part of one.
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
            guard rest.starts(with: Array("\r\n".utf8)),
                let part = Self.part(rest.dropFirst(2), until: next)
            else { return nil }
            parts.append(part)
            rest = body[(part.content.endIndex + next.count)...]
        }
        return nil
    }

    /// The first file, or what a field of the name `file` holds; nil if there is neither.
    var file: Part? { parts.first { $0.fileName != nil || $0.name == "file" } }

    /// The parts that are no files; nil if one is longer than a form of ours.
    var fields: FormFields? {
        var fields = FormFields()
        for part in parts where part.fileName == nil {
            guard part.content.count <= FormFields.maxBytes else { return nil }
            fields.add(part.name, String(decoding: part.content, as: UTF8.self))
        }
        return fields
    }

    static func isOne(_ contentType: String) -> Bool {
        contentType.lowercased().hasPrefix("multipart/form-data")
    }

    /// A part up to the next mark; nil if it is malformed or not whole.
    private static func part(_ rest: ArraySlice<UInt8>, until next: [UInt8]) -> Part? {
        let blank = Array("\r\n\r\n".utf8)
        guard let end = first(blank, in: rest.prefix(maxHeadBytes)) else { return nil }
        let content = rest[(end + blank.count)...]
        let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n")
        let line = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let line, let close = first(next, in: content) else { return nil }
        let fileName = parameter("filename", of: line)
        // A file may come without the name of its field.
        guard let name = parameter("name", of: line) ?? fileName.map({ _ in "" }) else {
            return nil
        }
        return Part(
            name: name,
            fileName: fileName == "" ? nil : fileName,
            content: content[..<close]
        )
    }

    private static func boundary(of contentType: String) -> String? {
        guard isOne(contentType), let text = parameter("boundary", of: contentType[...]) else {
            return nil
        }
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
