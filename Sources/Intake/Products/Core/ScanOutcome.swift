internal import CaseModel
internal import CaseStore

/// What the fields of a scan record say of its outcome, as ranges of the record.
struct ScanOutcome {
    /// The fields that a detail keeps.
    enum Key: Int, Sendable {
        case resultLabel, blocked, blockedReason, ruleName, userAgent, source, threatName
    }

    /// By key, as cells of a batch whose offsets count from the text; NULL where it has none.
    private var ranges = SIMD8<Int64>(repeating: RowBatch.null)
    private(set) var resultCode: Int?
    private(set) var allowed: Bool?

    /// Reads what `scan` has just found in `text`.
    init(_ text: ByteText, _ scan: FieldScan, _ words: inout ScanWords) {
        for field in scan.fields {
            guard let key = words.key(text.slice(field.keyStart, field.keyEnd)) else { continue }
            let value = text.slice(field.valueStart, field.valueEnd)
            switch key {
            case .resultLabel: resultCode = words.code(ofLabel: value)
            case .blocked:
                allowed = value.isSame("true") ? false : value.isSame("false") ? true : nil
            default: break
            }
            ranges[key.rawValue] = RowBatch.range(field.valueStart, value.count)
        }
    }

    /// False for a record that tells of no result.
    var hasResult: Bool { ranges[Key.resultLabel.rawValue] != RowBatch.null }

    /// Stores the detail.
    ///
    /// - Parameters:
    ///   - id: As the table of details gave it.
    ///   - text: The cell of the text that all scans of the detail share; NULL if they share none.
    ///   - cellBase: What turns an index of the scanned text into a cell's offset.
    ///   - bulk: Takes the row.
    func store(id: Int64, text: Int64, cellBase: Int, _ bulk: inout BulkRows) {
        func cell(_ key: Key) -> Int64 {
            let range = ranges[key.rawValue]
            return range == RowBatch.null ? range : range &+ RowBatch.range(cellBase, 0)
        }
        bulk.scanDetails.cells.append(id)
        bulk.scanDetails.cells.append(text)
        bulk.scanDetails.cells.append(resultCode.map(Int64.init) ?? RowBatch.null)
        bulk.scanDetails.cells.append(cell(.resultLabel))
        bulk.scanDetails.cells.append(allowed.map { $0 ? 1 : 0 } ?? RowBatch.null)
        bulk.scanDetails.cells.append(cell(.blockedReason))
        bulk.scanDetails.cells.append(cell(.ruleName))
        bulk.scanDetails.cells.append(cell(.userAgent))
        bulk.scanDetails.cells.append(cell(.source))
        bulk.scanDetails.cells.append(cell(.threatName))
    }
}

/// What the keys and labels of scan records mean, remembered by their bytes.
///
/// Looking a word up costs less than folding it.
struct ScanWords {
    private struct Known<Meaning> {
        var bytes: [UInt8]
        var meaning: Meaning
    }

    /// Words that are remembered; hostile records may each have new ones.
    private static let limit = 4_096
    private var keys: [HashKey: Known<ScanOutcome.Key?>] = [:]
    private var codes: [HashKey: Known<Int?>] = [:]

    /// nil for a key that a detail does not keep.
    mutating func key(_ text: ByteText) -> ScanOutcome.Key? {
        let hash = HashKey(text.hash)
        if let known = keys[hash], text.equals(known.bytes) { return known.meaning }
        let key: ScanOutcome.Key? =
            switch HeaderNames.normalised(text.string) {
            case "overallresult": .resultLabel
            case "blocked": .blocked
            case "blockedreason": .blockedReason
            case "rulename": .ruleName
            case "useragent": .userAgent
            case "source": .source
            case "threatname": .threatName
            default: nil
            }
        if keys.count < Self.limit { keys[hash] = Known(bytes: text.copied(), meaning: key) }
        return key
    }

    /// nil for a label nobody documented.
    mutating func code(ofLabel text: ByteText) -> Int? {
        let hash = HashKey(text.hash)
        if let known = codes[hash], text.equals(known.bytes) { return known.meaning }
        let code = ResultCode.code(ofLabel: text.string)
        if codes.count < Self.limit { codes[hash] = Known(bytes: text.copied(), meaning: code) }
        return code
    }
}
