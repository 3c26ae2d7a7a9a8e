internal import CaseModel
internal import CaseStore

/// What the scans of one outcome share, found by the text that decides it.
struct ScanDetailTable {
    struct Detail {
        var id: Int64
        var isClean: Bool
        fileprivate var key: [UInt8]
    }

    private var details: [HashKey: Detail] = [:]
    private var bytes = 0
    private var lastID: Int64 = 0
    private let limitBytes: Int

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// The detail of a text seen before; nil for a new one.
    @inline(__always)
    func find(_ text: ByteText) -> Detail? {
        guard let found = details[HashKey(text.hash)], text.equals(found.key) else { return nil }
        return found
    }

    /// Numbers a detail; it is found again by `text` while there is room.
    mutating func add(resultCode: Int?, allowed: Bool?, for text: ByteText?) -> Detail {
        lastID += 1
        let detail = Detail(
            id: lastID,
            isClean: Self.isClean(resultCode, allowed),
            key: text?.copied() ?? []
        )
        if let text, bytes + text.count <= limitBytes, details[HashKey(text.hash)] == nil {
            bytes += text.count + 64
            details[HashKey(text.hash)] = detail
        }
        return detail
    }

    /// Numbers and stores the detail of a document's scan.
    mutating func add(_ row: ScanDetailRow, _ rows: inout SideRows) -> Detail {
        let detail = add(resultCode: row.resultCode, allowed: row.allowed, for: nil)
        var row = row
        row.id = detail.id
        rows.add(row)
        return detail
    }

    /// Clean means a code of the clean or neutral classes, or none and allowed.
    private static func isClean(_ code: Int?, _ allowed: Bool?) -> Bool {
        guard let code, let known = ResultCode.of(code) else { return false }
        return known.kind == .clean && allowed != false
    }
}
