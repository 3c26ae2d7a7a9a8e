extension SecretSearch {
    /// Where a key's value may begin, and how it is written.
    private struct Opening {
        var start: Int
        var separator: UInt8
        /// The quote around the value, with the backslashes before it when it lies inside a string.
        var quote: UInt8?
        var backslashes = 0
        var keyIsQuoted = false
    }

    /// The value behind a key that ends here; nil when no separator follows or nothing is secret.
    func value(behindKeyEnd end: Int?) -> Range<Int>? {
        guard let end, let opening = opening(behindKeyEnd: end) else { return nil }
        return secret(valueRange(opening, keyEnd: end))
    }

    /// The credential of `Authorization: scheme credential`; a known scheme stays readable.
    func credential(at index: Int) -> Range<Int>? {
        guard isWord("authorization", at: index),
            let opening = opening(behindKeyEnd: index + 13)
        else { return nil }
        let word = opening.start..<wordEnd(from: opening.start)
        let scheme = String(decoding: bytes[word].prefix(20), as: UTF8.self).lowercased()
        var rest = opening
        rest.start = end(from: word.upperBound) { !Self.isBlank($0) }
        switch scheme {
        case "basic", "bearer", "token", "apikey", "negotiate", "ntlm":
            guard opening.quote == nil else {
                let range = quotedRange(rest)
                // What touches the scheme belongs to it, or the token would touch it next time.
                let touches = rest.start == word.upperBound && !range.isEmpty
                return secret(touches ? quotedRange(opening) : range)
            }
            return secret(rest.start..<wordEnd(from: rest.start))
        case "digest", "hawk", "signature", "aws4-hmac-sha256": break
        default:
            if isProse(word) { return nil }
            rest = opening
            if opening.quote == nil, !Self.isBlank(byte(word.upperBound)) { return secret(word) }
        }
        guard opening.quote == nil else { return secret(quotedRange(rest)) }
        // Parameters have quotes and commas of their own, so that the line is the bound.
        return secret(rest.start..<lineEnd(from: rest.start))
    }

    /// The credential of `Bearer …` outside a header.
    func bearer(at index: Int) -> Range<Int>? {
        guard isWord("bearer", at: index), !Self.isName(byte(index - 1)),
            Self.isBlank(byte(index + 6))
        else { return nil }
        let start = end(from: index + 6) { !Self.isBlank($0) }
        let range = start..<wordEnd(from: start)
        switch String(decoding: bytes[range].prefix(16), as: UTF8.self).lowercased() {
        case "token", "tokens", "auth", "authentication", "scheme", "is", "of", "was", "error=":
            return nil
        default:
            return secret(range)
        }
    }

    /// The password of `scheme://user:password@host`, whose `@` this is.
    func password(before at: Int) -> Range<Int>? {
        guard bytes[at] == UInt8(ascii: "@") else { return nil }
        // No user name and password are longer than this together.
        let bound = max(0, at - 512)
        var start = at
        while start > bound, !Self.endsAuthority(bytes[start - 1]) {
            // The first `@` of an authority has looked behind all others.
            if bytes[start - 1] == UInt8(ascii: "@") { return nil }
            start -= 1
        }
        guard byte(start - 1) == UInt8(ascii: "/"), byte(start - 2) == UInt8(ascii: "/"),
            byte(start - 3) == UInt8(ascii: ":")
        else { return nil }
        // To its very end: a bound here would leave what another pass finds, and so on for ever.
        let authority = bytes[start...].prefix { !Self.endsAuthority($0) }
        guard let last = authority.lastIndex(of: UInt8(ascii: "@")),
            let colon = authority[..<last].firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return secret((colon + 1)..<last)
    }

    private func secret(_ range: Range<Int>) -> Range<Int>? {
        SecretScanner.isMasked(bytes[range]) ? nil : range
    }

    private func opening(behindKeyEnd end: Int) -> Opening? {
        var index = skipQuote(at: end)?.end ?? end
        var opening = Opening(start: index, separator: 0)
        opening.keyIsQuoted = index > end
        let isSpaced = Self.isBlank(byte(index))
        let spaced = index
        while Self.isBlank(byte(index)), index - end < 16 { index += 1 }
        switch byte(index) {
        case UInt8(ascii: "="), UInt8(ascii: ":"): opening.separator = byte(index)
        case UInt8(ascii: ">") where isTag(endingAt: end):
            opening.start = index + 1
            opening.separator = UInt8(ascii: ">")
            return opening
        default:
            // `--password value` of a command line.
            guard isSpaced, isOption(endingAt: end) else { return nil }
            index = spaced
            opening.separator = UInt8(ascii: " ")
        }
        index += 1
        // `=>`, `:=` and `==` are written for the same.
        let isSign = opening.separator != UInt8(ascii: " ")
        if isSign, byte(index) == UInt8(ascii: "=") || byte(index) == UInt8(ascii: ">") {
            index += 1
        }
        while Self.isBlank(byte(index)) { index += 1 }
        if let quote = skipQuote(at: index) {
            opening.quote = byte(quote.end - 1)
            opening.backslashes = quote.backslashes
            index = quote.end
        }
        opening.start = min(index, bytes.count)
        return opening
    }

    private func valueRange(_ opening: Opening, keyEnd: Int) -> Range<Int> {
        let start = opening.start
        if opening.separator == UInt8(ascii: ">") {
            return start..<end(from: start) { $0 == UInt8(ascii: "<") }
        }
        if opening.quote != nil { return quotedRange(opening) }
        // An object or list is no value; what it holds is looked at by itself.
        if byte(start) == UInt8(ascii: "{") || byte(start) == UInt8(ascii: "[") {
            return start..<start
        }
        let range = start..<wordEnd(from: start)
        if !opening.keyIsQuoted, opening.separator != UInt8(ascii: " "), beginsLine(keyEnd) {
            // Settings and headers have the line for themselves, unless other settings follow.
            let line = start..<lineEnd(from: start)
            let rest = bytes[range.upperBound..<max(range.upperBound, line.upperBound)]
            let isOneWord = rest.contains(UInt8(ascii: "="))
            return isOneWord || SecretScanner.isMasked(bytes[range]) ? range : line
        }
        let isSentence = opening.separator == UInt8(ascii: ":") && isProse(range)
        return isSentence ? start..<start : range
    }

    /// Up to the same quote with a separator behind it, or to the line's end.
    private func quotedRange(_ opening: Opening) -> Range<Int> {
        let quote = opening.quote ?? UInt8(ascii: "\"")
        var index = opening.start
        var backslashes = 0
        while index < bytes.count, !Self.isLineEnd(bytes[index]) {
            if bytes[index] == quote {
                // Inside a string the quote has as many backslashes as the one that opened.
                let closes =
                    opening.backslashes > 0
                    ? backslashes == opening.backslashes
                    : quote == UInt8(ascii: "'") || backslashes % 2 == 0
                if closes, !Self.isAlphanumeric(byte(index + 1)) {
                    return opening.start..<(index - opening.backslashes)
                }
            }
            backslashes = bytes[index] == 0x5C ? backslashes + 1 : 0
            index += 1
        }
        return opening.start..<lineEnd(from: opening.start)
    }

    /// A lower-case word in the middle of a sentence, as in `wrong password: archive is locked`.
    private func isProse(_ range: Range<Int>) -> Bool {
        range.count <= 16 && bytes[range].allSatisfy { $0 &- 0x61 < 26 }
            && byte(range.upperBound) == 0x20 && byte(range.upperBound + 1) &- 0x61 < 26
    }

    private func skipQuote(at index: Int) -> (end: Int, backslashes: Int)? {
        var next = index
        while byte(next) == 0x5C, next - index < 8 { next += 1 }
        guard byte(next) == UInt8(ascii: "\"") || byte(next) == UInt8(ascii: "'") else {
            return nil
        }
        return (next + 1, next - index)
    }

    /// Whether only blanks and a list's dash stand before the key on its line.
    private func beginsLine(_ keyEnd: Int) -> Bool {
        var index = nameStart(endingAt: keyEnd)
        let bound = max(0, index - 64)
        while index > bound, Self.isBlank(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: "-")
        {
            index -= 1
        }
        return index == 0 || Self.isLineEnd(bytes[index - 1])
    }

    private func isTag(endingAt end: Int) -> Bool {
        byte(nameStart(endingAt: end) - 1) == UInt8(ascii: "<")
    }

    private func isOption(endingAt end: Int) -> Bool {
        let start = nameStart(endingAt: end)
        return byte(start) == UInt8(ascii: "-") && byte(start + 1) == UInt8(ascii: "-")
    }

    private func nameStart(endingAt end: Int) -> Int {
        var index = end
        let bound = max(0, end - 64)
        while index > bound, Self.isName(bytes[index - 1]) { index -= 1 }
        return index
    }

    /// The end of the line without blanks before it.
    private func lineEnd(from start: Int) -> Int {
        var index = end(from: start) { _ in false }
        while index > start, Self.isBlank(bytes[index - 1]) { index -= 1 }
        return index
    }

    /// The end of a value without quotes.
    private func wordEnd(from start: Int) -> Int {
        end(from: start) { Self.isBlank($0) || Self.endsWord($0) }
    }

    /// The first place from here on that stops, at most the end of the line.
    private func end(from start: Int, _ stops: (UInt8) -> Bool) -> Int {
        var index = min(start, bytes.count)
        while index < bytes.count, !Self.isLineEnd(bytes[index]), !stops(bytes[index]) {
            index += 1
        }
        return index
    }
}

extension SecretSearch {
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || isBlank(byte) || endsWord(byte)
    }

    static func isName(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    /// Whether a value without quotes ends before this byte.
    static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""),
            UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            true
        default: false
        }
    }
}
