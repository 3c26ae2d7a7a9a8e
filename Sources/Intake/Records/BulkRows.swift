internal import CaseStore

/// Rows of the large tables that wait for the next flush, and the ids that were given out.
struct BulkRows: Sendable {
    /// Scans that came from no log are numbered from here on: see `scan_row`.
    static let firstDocumentScanID: Int64 = 1 << 40

    var records = RowBatch(BulkTable.record.layout)
    var scans = RowBatch(BulkTable.scan.layout)
    var scanDetails = RowBatch(BulkTable.scanDetail.layout)
    var phrases = RowBatch(BulkTable.phrase.layout)
    var uncleanScans = RowBatch(BulkTable.uncleanScan.layout)
    var httpRequests = RowBatch(BulkTable.httpRequest.layout)
    var fields = RowBatch(BulkTable.field.layout)
    /// Bytes of records whose secrets were replaced; ranges past the block point here.
    var rewritten: [UInt8] = []
    private(set) var lastRecordID: Int64 = 0
    private(set) var lastDocumentScanID = firstDocumentScanID

    mutating func nextRecordID() -> Int64 {
        lastRecordID &+= 1
        return lastRecordID
    }

    mutating func nextDocumentScanID() -> Int64 {
        lastDocumentScanID += 1
        return lastDocumentScanID
    }

    var isEmpty: Bool {
        records.isEmpty && scans.isEmpty && scanDetails.isEmpty && phrases.isEmpty
            && uncleanScans.isEmpty && httpRequests.isEmpty && fields.isEmpty
    }

    /// The rows that wait, which are then no longer here.
    mutating func take() -> BulkRows {
        let taken = self
        records = taken.records.emptied()
        scans = taken.scans.emptied()
        scanDetails = taken.scanDetails.emptied()
        phrases = taken.phrases.emptied()
        uncleanScans = taken.uncleanScans.emptied()
        httpRequests = taken.httpRequests.emptied()
        fields = taken.fields.emptied()
        rewritten = []
        return taken
    }

    /// Stores the rows; text ranges point into `block`, and past its end into `rewritten`.
    func write(to writer: CaseWriter, block: [UInt8]) throws {
        let bytes = rewritten.isEmpty ? block : block + rewritten
        try writer.insert(records, into: .record, bytes: bytes)
        try writer.insert(scans, into: .scan, bytes: bytes)
        try writer.insert(scanDetails, into: .scanDetail, bytes: bytes)
        try writer.insert(phrases, into: .phrase, bytes: bytes)
        try writer.insert(uncleanScans, into: .uncleanScan)
        try writer.insert(httpRequests, into: .httpRequest, bytes: bytes)
        try writer.insert(fields, into: .field, bytes: bytes)
    }
}
