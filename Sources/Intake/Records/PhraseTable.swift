internal import CaseModel
internal import CaseStore

/// Pieces of text that many scan records share; each is stored once.
struct PhraseTable {
    private struct Entry {
        var id: Int64
        var bytes: [UInt8]
    }

    private var entries: [HashKey: Entry] = [:]
    private var bytes = 0
    private var lastID: Int64 = 0
    private let limitBytes: Int

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// The id of a phrase that stands at `cell` of the block; nil if there is no room for another,
    /// if two phrases share a hash, or if it is no UTF-8 or names a parent.
    @inline(__always)
    mutating func intern(_ text: ByteText, at cell: Int, _ bulk: inout BulkRows) -> Int64? {
        let hash = HashKey(text.hash)
        if let found = entries[hash] { return text.equals(found.bytes) ? found.id : nil }
        // The archive that a file was in is kept by its id, and few scans share it.
        guard text.first("arent") == nil else { return nil }
        // Text that is no UTF-8 could not be put together again byte for byte.
        guard bytes + text.count <= limitBytes, text.isUTF8 else { return nil }
        lastID += 1
        bytes += text.count + 64
        entries[hash] = Entry(id: lastID, bytes: text.copied())
        bulk.phrases.cells.append(lastID)
        bulk.phrases.cells.append(RowBatch.range(cell, text.count))
        return lastID
    }
}
