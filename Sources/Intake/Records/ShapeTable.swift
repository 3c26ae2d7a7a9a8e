internal import CaseModel
internal import CaseStore

/// What an extractor does with the records of a shape; decided once, when the shape is new.
struct Interest: OptionSet, Sendable {
    let rawValue: UInt16
    /// Core finished a scan.
    static let scan = Interest(rawValue: 1)
    /// A step of an ICAP request.
    static let icap = Interest(rawValue: 2)
    /// A service began or ended.
    static let service = Interest(rawValue: 4)
    /// An engine began, ended or failed.
    static let engine = Interest(rawValue: 8)
    /// May tell of a refusal: the words stand in a value, so each record is looked at.
    static let refusal = Interest(rawValue: 16)
    /// May tell of a quarantine item or of Cloud.
    static let cloud = Interest(rawValue: 32)
    /// An access log line.
    static let access = Interest(rawValue: 64)
}

/// The message shapes of one package, and which records have them.
struct ShapeTable {
    struct Shape {
        var row: ShapeRow
        var interest: Interest
        /// Record ids as differences in seven-bit groups: 8 million records take 12 MB.
        var postings: [UInt8] = []
        var lastRecordID: Int64 = 0
    }

    private(set) var shapes: [Shape] = []
    private var indexByHash: [HashKey: Int] = [:]
    private let firstID: Int64
    private let limit: Int

    /// - Parameters:
    ///   - firstID: The row id of the first shape.
    ///   - limit: Shapes after which new ones share one.
    init(firstID: Int64, limit: Int) {
        self.firstID = firstID
        self.limit = limit
    }

    var nextID: Int64 { firstID + Int64(shapes.count) }

    @inline(__always)
    func index(ofHash hash: UInt64) -> Int? { indexByHash[HashKey(hash)] }

    /// True if the next new shape has to share one.
    var isFull: Bool { shapes.count >= limit }

    mutating func add(_ row: ShapeRow, interest: Interest, hash: UInt64) -> Int {
        // What nobody extracts must not hide what somebody does: each interest shares its own.
        let sharedHash = HashKey(UInt64(interest.rawValue))
        let hash = HashKey(hash)
        if isFull, let shared = indexByHash[sharedHash] {
            indexByHash[hash] = shared
            return shared
        }
        var row = row
        row.id = nextID
        if isFull {
            row.text = "(other)"
            row.component = nil
            row.msgid = nil
            row.level = nil
        }
        indexByHash[isFull ? sharedHash : hash] = shapes.count
        indexByHash[hash] = shapes.count
        shapes.append(Shape(row: row, interest: interest))
        return shapes.count - 1
    }

    @inline(__always)
    mutating func count(_ index: Int, record: Int64, timeUS: Int64) {
        shapes[index].row.count &+= 1
        var difference = UInt64(truncatingIfNeeded: record &- shapes[index].lastRecordID)
        shapes[index].lastRecordID = record
        while difference >= 0x80 {
            shapes[index].postings.append(UInt8(truncatingIfNeeded: difference) | 0x80)
            difference &>>= 7
        }
        shapes[index].postings.append(UInt8(truncatingIfNeeded: difference))
        guard timeUS != RecordHead.noTime else { return }
        if shapes[index].row.firstUS == nil || timeUS < (shapes[index].row.firstUS ?? .max) {
            shapes[index].row.firstUS = timeUS
        }
        if timeUS > (shapes[index].row.lastUS ?? .min) { shapes[index].row.lastUS = timeUS }
    }

    /// Hands over the shapes and, in the order of the look-up, which records have them.
    func write(_ state: inout IntakeState) {
        var batch = RowBatch(BulkTable.byShape.layout)
        for shape in shapes {
            state.sideRows.add(shape.row)
            var record: Int64 = 0
            var difference: UInt64 = 0
            var shift: UInt64 = 0
            for byte in shape.postings {
                difference |= UInt64(byte & 0x7F) &<< shift
                shift &+= 7
                guard byte & 0x80 == 0 else { continue }
                record &+= Int64(truncatingIfNeeded: difference)
                difference = 0
                shift = 0
                batch.cells.append(shape.row.id)
                batch.cells.append(record)
                if batch.cells.count >= 131_072 {
                    let full = batch
                    batch = full.emptied()
                    state.onStore { try $0.insert(full, into: .byShape) }
                }
            }
        }
        state.onStore { [batch] in try $0.insert(batch, into: .byShape) }
    }
}
