internal import Quarantine

/// Scans by the hash of what was scanned, for `GET /hash/{hash}`.
struct ScanIndex: Sendable {
    private struct Content: Sendable {
        var sha1: String
        var md5: String
        /// Data ids, the latest last; only a few, as a look-up wants the latest.
        var dataIDs: [String] = []
        /// Counts the contents in the order in which they were last seen.
        var seen: Int
    }

    private static let idsPerContent = 8

    private var contents: [String: Content] = [:]
    private var sha256ByOther: [String: String] = [:]
    private var count = 0

    /// The hashes of a file that is about to be scanned.
    mutating func learn(_ file: LiveFile) {
        count += 1
        contents[file.sha256, default: Content(sha1: file.sha1, md5: file.md5, seen: 0)].seen =
            count
        sha256ByOther[file.sha1] = file.sha256
        sha256ByOther[file.md5] = file.sha256
    }

    mutating func add(_ scan: ScanFacts) {
        guard var content = contents[scan.file.sha256] else { return }
        content.dataIDs.append(scan.dataID)
        if content.dataIDs.count > Self.idsPerContent { content.dataIDs.removeFirst() }
        contents[scan.file.sha256] = content
    }

    /// Data ids of a content, the latest first, by any of its hashes in small letters.
    func dataIDs(of hash: String) -> [String] {
        let sha256 = sha256ByOther[hash] ?? hash
        return contents[sha256]?.dataIDs.reversed() ?? []
    }

    /// The other hashes of a content; empty if it is not known.
    func others(of sha256: String) -> (sha1: String, md5: String) {
        contents[sha256].map { ($0.sha1, $0.md5) } ?? ("", "")
    }

    /// Forgets contents that were not seen for long, down to half of what may be there.
    mutating func shrink(to most: Int) {
        guard contents.count > most else { return }
        let order = contents.sorted { $0.value.seen < $1.value.seen }
        for (sha256, content) in order.prefix(contents.count - most / 2) {
            contents[sha256] = nil
            sha256ByOther[content.sha1] = nil
            sha256ByOther[content.md5] = nil
        }
    }
}
