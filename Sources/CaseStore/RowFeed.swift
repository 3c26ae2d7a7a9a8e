internal import CSQLite

/// The layout of one column of a `RowBatch`.
package enum FeedColumn: UInt8, Sendable {
    /// One cell; `RowBatch.null` is NULL.
    case integer
    /// One cell that packs offset and length of bytes beside the batch; `RowBatch.null` is NULL.
    case text
    /// A cell with the length (16 or `null`), then two cells with the bytes.
    case blob16
    /// A cell with the length (32 or `null`), then four cells with the bytes.
    case blob32

    /// Cells a column takes.
    package var cells: Int {
        switch self {
        case .integer, .text: 1
        case .blob16: 3
        case .blob32: 5
        }
    }
}

/// Rows that wait for one `INSERT … SELECT`: numbers, and ranges of a block of bytes.
package struct RowBatch: Sendable {
    /// Marks NULL in any column; no value of ours reaches it.
    package static let null = Int64.min

    /// Cells of all rows, row after row.
    package var cells: [Int64] = []
    package private(set) var layout: [FeedColumn]
    private let cellsPerRow: Int

    package init(_ layout: [FeedColumn]) {
        self.layout = layout
        cellsPerRow = layout.reduce(0) { $0 + $1.cells }
    }

    package var rowCount: Int { cells.count / cellsPerRow }
    package var isEmpty: Bool { cells.isEmpty }

    /// Packs a range of the bytes beside the batch: offset below 2^38, length below 2^24.
    @inline(__always)
    package static func range(_ offset: Int, _ count: Int) -> Int64 {
        Int64(truncatingIfNeeded: offset &<< 24 | count)
    }

    package mutating func removeAll() { cells.removeAll(keepingCapacity: true) }

    /// A batch without rows, with room for about as many as this one has.
    package func emptied() -> RowBatch {
        var batch = RowBatch(layout)
        batch.cells.reserveCapacity(cells.count + cells.count / 8)
        return batch
    }

    fileprivate var stride: Int { cellsPerRow }
}

/// A virtual table that hands SQLite the rows of a batch: the fastest way into a table, since no
/// value is bound and none is copied twice.
///
/// One feed belongs to one connection.
final class RowFeed {
    // Raw pointers are set for the length of one statement and cleared after it.
    fileprivate var cells: UnsafePointer<Int64>?
    fileprivate var bytes: UnsafePointer<UInt8>?
    fileprivate var rowCount = 0
    fileprivate var stride = 1
    fileprivate var kinds: UnsafeMutablePointer<UInt8>
    fileprivate var starts: UnsafeMutablePointer<Int>
    fileprivate let columnCount: Int
    private let module: UnsafeMutablePointer<sqlite3_module>

    init(columnCount: Int) {
        self.columnCount = columnCount
        kinds = .allocate(capacity: columnCount)
        kinds.initialize(repeating: 0, count: columnCount)
        starts = .allocate(capacity: columnCount)
        starts.initialize(repeating: 0, count: columnCount)
        module = .allocate(capacity: 1)
        module.initialize(to: RowFeed.makeModule())
    }

    deinit {
        kinds.deallocate()
        starts.deallocate()
        module.deallocate()
    }

    /// Registers the feed as the table `name`.
    ///
    /// The connection keeps the feed: at its end it still asks the module to disconnect.
    func register(as name: String, on connection: OpaquePointer) -> Int32 {
        sqlite3_create_module_v2(
            connection,
            name,
            module,
            Unmanaged.passRetained(self).toOpaque()
        ) { feed in
            // SAFETY: retained above; SQLite calls this once, also when the registration fails.
            if let feed { Unmanaged<RowFeed>.fromOpaque(feed).release() }
        }
    }

    /// Makes the batch the table's contents while `body` runs.
    func serve<Result>(
        _ batch: borrowing RowBatch,
        bytes block: [UInt8],
        _ body: () throws -> Result
    ) rethrows -> Result {
        precondition(batch.layout.count == columnCount, "a batch must fit its feed")
        var start = 0
        for (index, column) in batch.layout.enumerated() {
            kinds[index] = column.rawValue
            starts[index] = start
            start += column.cells
        }
        stride = batch.stride
        rowCount = batch.rowCount
        defer {
            cells = nil
            bytes = nil
            rowCount = 0
        }
        // SAFETY: both buffers live until the closures return; the statement ends within `body`.
        return try batch.cells.withUnsafeBufferPointer { cellBuffer in
            try block.withUnsafeBufferPointer { byteBuffer in
                cells = cellBuffer.baseAddress
                bytes = byteBuffer.baseAddress
                return try body()
            }
        }
    }
}

/// SQLite's view of the feed: C structs whose first member is SQLite's own.
private struct FeedTable {
    var base = sqlite3_vtab()
    var feed: UnsafeMutableRawPointer
}

private struct FeedCursor {
    var base = sqlite3_vtab_cursor()
    var cells: UnsafePointer<Int64>
    var bytes: UnsafePointer<UInt8>
    var kinds: UnsafePointer<UInt8>
    var starts: UnsafePointer<Int>
    var stride: Int
    var index: Int
    var count: Int
}

extension RowFeed {
    // SAFETY: SQLite calls these with the pointers it got from xConnect and xOpen, on the one
    // thread that runs the statement; the feed outlives the connection.
    fileprivate static func makeModule() -> sqlite3_module {
        var module = sqlite3_module()
        module.iVersion = 1
        module.xConnect = { connection, context, _, _, table, _ in
            RowFeed.connect(connection, context, table)
        }
        module.xDisconnect = { table in
            UnsafeMutableRawPointer(table)?.deallocate()
            return SQLITE_OK
        }
        module.xBestIndex = { _, _ in SQLITE_OK }
        module.xOpen = { _, cursor in RowFeed.open(cursor) }
        module.xClose = { cursor in
            UnsafeMutableRawPointer(cursor)?.deallocate()
            return SQLITE_OK
        }
        module.xFilter = { cursor, _, _, _, _ in RowFeed.rewind(cursor) }
        module.xNext = { cursor in
            guard let cursor else { return SQLITE_MISUSE }
            UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: FeedCursor.self)
                .pointee.index &+= 1
            return SQLITE_OK
        }
        module.xEof = { cursor in
            guard let cursor else { return 1 }
            let state = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: FeedCursor.self)
            return state.pointee.index >= state.pointee.count ? 1 : 0
        }
        module.xColumn = { cursor, context, column in
            RowFeed.column(cursor, context, Int(column))
        }
        module.xRowid = { cursor, rowid in
            guard let cursor, let rowid else { return SQLITE_MISUSE }
            rowid.pointee = Int64(
                UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: FeedCursor.self)
                    .pointee.index
            )
            return SQLITE_OK
        }
        return module
    }

    /// Declares the feed's columns and hands SQLite a table that knows the feed.
    private static func connect(
        _ connection: OpaquePointer?,
        _ context: UnsafeMutableRawPointer?,
        _ table: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?
    ) -> Int32 {
        guard let context, let connection, let table else { return SQLITE_MISUSE }
        let feed = Unmanaged<RowFeed>.fromOpaque(context).takeUnretainedValue()
        let names = (0..<feed.columnCount).map { "c\($0)" }.joined(separator: ", ")
        let code = scanwhy_declare_vtab(connection, "CREATE TABLE feed (\(names))")
        guard code == SQLITE_OK else { return code }
        let made = UnsafeMutablePointer<FeedTable>.allocate(capacity: 1)
        made.initialize(to: FeedTable(feed: context))
        table.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab.self)
        return SQLITE_OK
    }

    /// A zeroed cursor; `rewind` fills it.
    private static func open(
        _ cursor: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
    ) -> Int32 {
        guard let cursor else { return SQLITE_MISUSE }
        let made = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<FeedCursor>.size,
            alignment: MemoryLayout<FeedCursor>.alignment
        )
        made.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<FeedCursor>.size)
        cursor.pointee = made.assumingMemoryBound(to: sqlite3_vtab_cursor.self)
        return SQLITE_OK
    }

    /// Takes the feed's pointers into the cursor, so that a column costs no reference count.
    private static func rewind(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
        guard let cursor, let base = cursor.pointee.pVtab else { return SQLITE_MISUSE }
        let table = UnsafeMutableRawPointer(base).assumingMemoryBound(to: FeedTable.self)
        let feed = Unmanaged<RowFeed>.fromOpaque(table.pointee.feed).takeUnretainedValue()
        let state = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: FeedCursor.self)
        // An empty array has no address; the count keeps SQLite from asking for a cell then.
        let none = UnsafeRawPointer(feed.kinds)
        state.pointee.cells = feed.cells ?? none.assumingMemoryBound(to: Int64.self)
        state.pointee.bytes = feed.bytes ?? none.assumingMemoryBound(to: UInt8.self)
        state.pointee.kinds = UnsafePointer(feed.kinds)
        state.pointee.starts = UnsafePointer(feed.starts)
        state.pointee.stride = feed.stride
        state.pointee.index = 0
        state.pointee.count = feed.rowCount
        return SQLITE_OK
    }

    @inline(__always)
    private static func column(
        _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?,
        _ context: OpaquePointer?,
        _ column: Int
    ) -> Int32 {
        guard let cursor else { return SQLITE_MISUSE }
        let state = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: FeedCursor.self)
        let place = state.pointee.index &* state.pointee.stride &+ state.pointee.starts[column]
        let cell = state.pointee.cells + place
        let value = cell.pointee
        guard value != RowBatch.null else {
            sqlite3_result_null(context)
            return SQLITE_OK
        }
        switch state.pointee.kinds[column] {
        case FeedColumn.integer.rawValue:
            sqlite3_result_int64(context, value)
        case FeedColumn.text.rawValue:
            let start = state.pointee.bytes + Int(value &>> 24)
            start.withMemoryRebound(to: CChar.self, capacity: 1) {
                scanwhy_result_text_static(context, $0, Int32(value & 0xFF_FFFF))
            }
        default:
            scanwhy_result_blob_static(context, UnsafeRawPointer(cell + 1), Int32(value))
        }
        return SQLITE_OK
    }
}
