/// How the bytes of a text become UTF-8, as its first bytes tell.
enum TextDecoding: Sendable {
    /// UTF-8, with Windows-1252 where it is none.
    case bytes(LegacyDecoder)
    case utf16(UTF16Decoder)

    init(head: [UInt8]) {
        self = UTF16Decoder(head: head).map(TextDecoding.utf16) ?? .bytes(LegacyDecoder())
    }

    /// The name in a sentence; nil for UTF-8, which goes without saying.
    var name: String? {
        switch self {
        case .bytes: nil
        case .utf16: "UTF-16"
        }
    }

    /// The first bytes of a text in UTF-8; nil if they are UTF-16 by their form but not by what
    /// they say.
    func text(of head: [UInt8]) -> [UInt8]? {
        var copy = self
        let text = copy.read(head).text
        // Decoded text does not begin as UTF-16 does: one zero byte would have to be a character.
        if case .utf16 = self, UTF16Decoder(head: text) != nil { return nil }
        return text
    }

    mutating func read(_ block: [UInt8]) -> (text: [UInt8], origins: [LineOrigin]) {
        switch self {
        case .bytes(var decoder):
            // Without this the decoder would be copied with what it keeps.
            self = .bytes(LegacyDecoder())
            let result = decoder.read(block)
            self = .bytes(decoder)
            return result
        case .utf16(var decoder):
            let result = decoder.lines(block)
            self = .utf16(decoder)
            return result
        }
    }

    mutating func finish() -> [UInt8] {
        switch self {
        case .bytes(var decoder):
            defer { self = .bytes(decoder) }
            return decoder.finish()
        case .utf16(var decoder):
            defer { self = .utf16(decoder) }
            return decoder.finish()
        }
    }
}
