/// What the first bytes of a stream say that it is.
///
/// Names are never asked; only a tar whose first header is damaged is looked for by its name.
enum ContentKind: Hashable, Sendable {
    case plain
    case gzip, xz, zstd, bzip2
    case tar, zip, sevenZip

    /// Bytes that are enough to decide: one tar header.
    static let headBytes = 512

    init(head: [UInt8]) {
        let magics: [(ContentKind, [UInt8])] = [
            (.zip, [0x50, 0x4B, 0x03, 0x04]),
            // An archive without members is its end record alone.
            (.zip, [0x50, 0x4B, 0x05, 0x06]),
            // The mark of a split archive that came out in one piece.
            (.zip, [0x50, 0x4B, 0x07, 0x08, 0x50, 0x4B, 0x03, 0x04]),
            (.zip, [0x50, 0x4B, 0x30, 0x30, 0x50, 0x4B, 0x03, 0x04]),
            (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
            (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
            (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
        ]
        if let found = magics.first(where: { head.starts(with: $0.1) }) {
            self = found.0
        } else if Self.isGzip(head) {
            self = .gzip
        } else if Self.isBzip2(head) {
            self = .bzip2
        } else if TarHeader.beginsTar(head) {
            self = .tar
        } else {
            self = .plain
        }
    }

    /// Magic, method deflate, and no reserved flag (RFC 1952 2.3.1).
    private static func isGzip(_ head: [UInt8]) -> Bool {
        head.starts(with: [0x1F, 0x8B, 0x08]) && head.count > 3 && head[3] & 0xE0 == 0
    }

    /// `BZh`, the block size as a digit, then the magic of a block or of the end.
    private static func isBzip2(_ head: [UInt8]) -> Bool {
        guard head.starts(with: Array("BZh".utf8)), head.count >= 10 else { return false }
        guard (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(head[3]) else { return false }
        let block: [UInt8] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
        let end: [UInt8] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]
        return head[4..<10] == block[...] || head[4..<10] == end[...]
    }
}
