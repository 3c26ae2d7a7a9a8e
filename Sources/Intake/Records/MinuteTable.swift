internal import CaseStore

/// How many records of each shape one entry has in each minute, built while it is parsed.
struct MinuteTable {
    private struct Cell {
        var count: Int64 = 0
        var hashSum: UInt64 = 0
    }

    private struct Key: Hashable {
        var minute: Int64
        var shape: Int
    }

    private var minute = Int64.min
    private var current: [Cell] = []
    private var touched: [Int] = []
    private var done: [Key: Cell] = [:]

    @inline(__always)
    mutating func add(timeUS: Int64, shape: Int, hash: UInt64) {
        let recordMinute = timeUS / 60_000_000
        if recordMinute != minute {
            fold()
            minute = recordMinute
        }
        if shape >= current.count {
            current.append(contentsOf: repeatElement(Cell(), count: shape + 64 - current.count))
        }
        if current[shape].count == 0 { touched.append(shape) }
        current[shape].count &+= 1
        current[shape].hashSum &+= hash
    }

    /// The rows of the roll-up of `entryID`; the table begins anew.
    mutating func take(entryID: Int64, shapeIDs: (Int) -> Int64) -> RowBatch {
        fold()
        minute = .min
        var batch = RowBatch(BulkTable.minute.layout)
        let keys = done.keys.sorted {
            ($0.minute, $0.shape) < ($1.minute, $1.shape)
        }
        for key in keys {
            guard let cell = done[key] else { continue }
            batch.cells += [
                entryID, key.minute, shapeIDs(key.shape), cell.count,
                Int64(bitPattern: cell.hashSum),
            ]
        }
        done.removeAll()
        return batch
    }

    /// Moves the running minute into the finished ones; a clock that steps back adds to an old one.
    private mutating func fold() {
        for shape in touched {
            let cell = current[shape]
            done[Key(minute: minute, shape: shape), default: Cell()].count &+= cell.count
            done[Key(minute: minute, shape: shape), default: Cell()].hashSum &+= cell.hashSum
            current[shape] = Cell()
        }
        touched.removeAll(keepingCapacity: true)
    }
}
