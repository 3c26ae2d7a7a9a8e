internal import Yams

/// Writes values so that they are read back as the same text.
enum YAMLText {
    /// A scalar; quoted where its plain form would mean something else.
    static func scalar(_ text: String) -> Node {
        let isPlain =
            !text.isEmpty && text.utf8.allSatisfy(isHarmless)
            && text.utf8.first != UInt8(ascii: "-") && text.utf8.first != UInt8(ascii: ".")
        return .scalar(
            Node.Scalar(text, Tag(.str), isPlain ? .plain : .doubleQuoted)
        )
    }

    static func document(_ node: Node) throws -> String {
        try Yams.serialize(node: node, width: -1, allowUnicode: true, sortKeys: false)
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: Array("_-./".utf8).contains(byte)
        }
    }
}
