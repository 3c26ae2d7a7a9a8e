/// The first file of a form, as `multipart/form-data` holds it.
struct MultipartBody: Sendable {
    /// As the form names it; nil if it does not.
    let fileName: String?
    let content: ArraySlice<UInt8>

    /// Bytes of the lines before a part's content.
    private static let headBytes = 8 << 10

    /// Nil if the body holds no file; `contentType` is the request's, with the boundary.
    init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Self.boundary(in: contentType) else { return nil }
        let dashes = Array("--\(boundary)".utf8)
        let end = Array("\r\n--\(boundary)".utf8)
        guard var rest = Self.after(dashes, in: body[...]) else { return nil }
        while rest.starts(with: [13, 10]) {
            let part = rest.dropFirst(2)
            guard let head = Self.range(of: [13, 10, 13, 10], in: part.prefix(Self.headBytes))
            else { return nil }
            let content = part[head.upperBound...]
            guard let close = Self.range(of: end, in: content) else { return nil }
            let lines = String(decoding: part[..<head.lowerBound], as: UTF8.self)
            if let name = Self.parameter("filename", in: lines) {
                fileName = name.isEmpty ? nil : name
                self.content = content[..<close.lowerBound]
                return
            }
            if Self.parameter("name", in: lines) == "file" {
                fileName = nil
                self.content = content[..<close.lowerBound]
                return
            }
            rest = content[close.upperBound...]
        }
        return nil
    }

    static func isOne(_ contentType: String) -> Bool {
        contentType.lowercased().hasPrefix("multipart/form-data")
    }

    private static func boundary(in contentType: String) -> String? {
        guard isOne(contentType), let boundary = parameter("boundary", in: contentType),
            (1...70).contains(boundary.utf8.count)
        else { return nil }
        return boundary
    }

    /// The value of `name=value` or `name="value"`.
    private static func parameter(_ name: String, in text: String) -> String? {
        for part in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2,
                pair[0].drop(while: { $0 == " " }).lowercased() == name
            else { continue }
            return pair[1].filter { $0 != "\"" }
        }
        return nil
    }

    private static func after(
        _ pattern: [UInt8],
        in bytes: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8>? {
        range(of: pattern, in: bytes).map { bytes[$0.upperBound...] }
    }

    private static func range(
        of pattern: [UInt8],
        in bytes: ArraySlice<UInt8>
    ) -> Range<Int>? {
        var from = bytes.startIndex
        while let start = bytes[from...].firstIndex(of: pattern[0]) {
            if bytes[start...].starts(with: pattern) { return start..<(start + pattern.count) }
            from = start + 1
        }
        return nil
    }
}
