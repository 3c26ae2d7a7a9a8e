/// The `key='value'` pairs of a message, as ranges.
struct FieldScan {
    struct Field {
        var keyStart: Int
        var keyEnd: Int
        var valueStart: Int
        var valueEnd: Int
    }

    /// The longest path of the systems that the products run on.
    private static let pathBytes = 4_096

    private(set) var fields: [Field] = []
    private var names: [String: String] = [:]

    /// Finds the pairs of `text`; earlier ones are forgotten.
    mutating func scan(_ text: ByteText) {
        fields.removeAll(keepingCapacity: true)
        var position = 0
        while let quote = text.first(0x27, from: position, to: text.count) {
            guard let opening = Self.keyStart(text, before: quote) else {
                position = quote + 1
                continue
            }
            let end = Self.valueEnd(text, from: quote + 1)
            fields.append(
                Field(
                    keyStart: opening,
                    keyEnd: Self.keyEnd(text, before: quote),
                    valueStart: quote + 1,
                    valueEnd: end
                )
            )
            position = end + 1
        }
    }

    /// All fields as text, keys in their comparison form, in the order they stand.
    mutating func texts(in text: ByteText) -> [(key: String, value: String)] {
        var texts: [(key: String, value: String)] = []
        texts.reserveCapacity(fields.count)
        for field in fields {
            let key = text.string(field.keyStart, field.keyEnd)
            texts.append((comparisonForm(of: key), text.string(field.valueStart, field.valueEnd)))
        }
        return texts
    }

    /// Keys repeat in every record, and folding one costs more than looking it up.
    private mutating func comparisonForm(of key: String) -> String {
        if let known = names[key] { return known }
        let name = HeaderNames.normalised(key)
        if names.count < 4_096 { names[key] = name }
        return name
    }

    /// Where a value that began after a quote ends: at a quote that is followed by another `,
    /// key='`, by a message id or by the end.
    ///
    /// Values are not escaped (file names hold apostrophes), so the first quote is not enough; if
    /// none qualifies, the first that is followed by a comma, a blank or the end is taken; no path
    /// is longer than what is looked at behind it, and a record of nothing but quotes must not be
    /// searched once for each.
    static func valueEnd(_ text: ByteText, from start: Int) -> Int {
        var fallback: Int?
        var position = start
        while let quote = text.first(0x27, from: position, to: text.count) {
            if let fallback, quote - fallback > pathBytes { return fallback }
            let next = quote + 1
            if next >= text.count { return quote }
            let byte = text[next]
            if byte == 0x0A || byte == 0x0D { return quote }
            if byte == 0x2C || byte == 0x20 || byte == 0x2E {
                if beginsField(text, at: next) { return quote }
                if fallback == nil { fallback = quote }
            } else if byte == 0x29 || byte == 0x5D, fallback == nil {
                fallback = quote
            }
            position = next
        }
        return fallback ?? text.count
    }

    /// True if `, key='`, `, key: '` or `[msgid` stands at `start`, or nothing but the end.
    private static func beginsField(_ text: ByteText, at start: Int) -> Bool {
        var index = start
        while index < text.count, text[index] == 0x2C || text[index] == 0x20 || text[index] == 0x2E
        {
            index += 1
        }
        if index >= text.count { return true }
        if text[index] == 0x5B { return text.hasPrefix("[msgid", at: index) }
        guard text[index].isLetter || text[index] == 0x5F else { return false }
        let limit = min(text.count, index + 64)
        while index < limit, text[index].isKeyByte { index += 1 }
        if index < limit, text[index] == 0x3D {
            return index + 1 < text.count && text[index + 1] == 0x27
        }
        return text.hasPrefix(": '", at: index)
    }

    /// Where the key of a value begins whose opening quote is at `quote`; nil if it is no field.
    private static func keyStart(_ text: ByteText, before quote: Int) -> Int? {
        let end = keyEnd(text, before: quote)
        guard end > 0 else { return nil }
        var start = end
        while start > 0, text[start - 1].isKeyByte { start -= 1 }
        return start < end ? start : nil
    }

    /// Where the key ends: before `=` or before `: ` (one published message uses the colon); 0 if
    /// neither stands before the quote.
    private static func keyEnd(_ text: ByteText, before quote: Int) -> Int {
        if quote >= 2, text[quote - 1] == 0x3D { return quote - 1 }
        if quote >= 3, text[quote - 1] == 0x20, text[quote - 2] == 0x3A { return quote - 2 }
        return 0
    }
}
