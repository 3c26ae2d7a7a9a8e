internal import CaseModel

/// Finding a tar whose very first header is damaged, so that its bytes do not say what it is.
extension EntryWalk {
    private static let magic = Array("ustar".utf8)
    /// Where the magic stands in a header.
    private static let magicOffset = 257
    private static let endings = [
        ".tar", ".tgz", ".txz", ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2",
    ]

    /// The stream as a tar if it looks like one and a later header holds, else as plain bytes.
    ///
    /// The magic or the name is only a reason to look further: a valid header decides.
    func withDamagedTar(
        _ peek: PeekStream,
        at place: Place
    ) -> (stream: PeekStream, kind: ContentKind) {
        guard Self.mayBeTar(peek.head, place.header.path) else { return (peek, .plain) }
        let wide = PeekStream(peek, upTo: budget.limits.bufferedMemberBytes)
        return (wide, Self.holdsHeader(wide.head) ? .tar : .plain)
    }

    private static func mayBeTar(_ head: [UInt8], _ path: String) -> Bool {
        if head.count == ContentKind.headBytes, head[magicOffset...].starts(with: magic) {
            return true
        }
        let name = path.lowercased()
        return endings.contains { name.hasSuffix($0) }
    }

    private static func holdsHeader(_ bytes: [UInt8]) -> Bool {
        let headerBytes = TarHeader.blockBytes
        var index = magicOffset
        while index + headerBytes - magicOffset <= bytes.count,
            let found = bytes[index...].firstIndex(of: magic[0])
        {
            let start = found - magicOffset
            guard start + headerBytes <= bytes.count else { return false }
            if bytes[found...].starts(with: magic),
                TarHeader.beginsTar(Array(bytes[start..<start + headerBytes]))
            {
                return true
            }
            index = found + 1
        }
        return false
    }
}
