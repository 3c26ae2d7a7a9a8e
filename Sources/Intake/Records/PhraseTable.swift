internal import CaseModel
internal import CaseStore

/// Pieces of text that many scan records share; each is stored once.
struct PhraseTable {
    private struct Entry {
        var id: Int64
        var bytes: [UInt8]
    }

    private var entries: [UInt64: Entry] = [:]
    private var bytes = 0
    private var lastID: Int64 = 0
    private let limitBytes: Int

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// The id of a phrase; nil if there is no room for another, if two phrases share a hash, or if
    /// it is no UTF-8.
    @inline(__always)
    mutating func intern(_ text: ByteText, _ rows: inout SideRows) -> Int64? {
        let hash = text.hash
        if let found = entries[hash] { return text.equals(found.bytes) ? found.id : nil }
        // Text that is no UTF-8 could not be put together again byte for byte.
        guard bytes + text.count <= limitBytes, let string = text.exactString else { return nil }
        lastID += 1
        bytes += text.count + 64
        entries[hash] = Entry(id: lastID, bytes: text.copied())
        rows.add(PhraseRow(id: lastID, text: string))
        return lastID
    }
}

/// What the scans of one outcome share, found by the text that decides it.
struct ScanDetailTable {
    struct Detail {
        var id: Int64
        var isClean: Bool
        fileprivate var key: [UInt8]
    }

    private var details: [UInt64: Detail] = [:]
    private var bytes = 0
    private var lastID: Int64 = 0
    private let limitBytes: Int

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// The detail of a text seen before; nil for a new one.
    @inline(__always)
    func find(_ text: ByteText) -> Detail? {
        guard let found = details[text.hash], text.equals(found.key) else { return nil }
        return found
    }

    /// Stores a detail; it is found again by `text` while there is room.
    mutating func add(_ row: ScanDetailRow, for text: ByteText?, _ rows: inout SideRows) -> Detail {
        lastID += 1
        var row = row
        row.id = lastID
        rows.add(row)
        let detail = Detail(
            id: lastID,
            isClean: Self.isClean(row),
            key: text?.copied() ?? []
        )
        if let text, bytes + text.count <= limitBytes, details[text.hash] == nil {
            bytes += text.count + 64
            details[text.hash] = detail
        }
        return detail
    }

    /// Clean means a code of the clean or neutral classes, or none and allowed.
    private static func isClean(_ row: ScanDetailRow) -> Bool {
        guard let code = row.resultCode, let known = ResultCode.of(code) else { return false }
        return known.kind == .clean && row.allowed != false
    }
}
