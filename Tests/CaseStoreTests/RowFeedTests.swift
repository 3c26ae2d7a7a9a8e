import CaseModel
import CaseStore
import FoundationEssentials
import GRDB
import Testing

@Suite struct RowFeedTests {
    @Test func `numbers, texts and NULLs arrive as they were given`() throws {
        let cases = try TemporaryCase()
        try cases.create { writer in
            let bytes = Array("hello, O'Brien".utf8)
            var batch = RowBatch(BulkTable.record.layout)
            batch.cells += [1, 1, 7, 70, RowBatch.null, 1, RowBatch.range(7, 7)]
            batch.cells += [2, 1, 8, 80, -5, 1, RowBatch.null]
            batch.cells += [3, 1, 9, 90, .max, 1, RowBatch.range(0, 0)]
            #expect(batch.rowCount == 3)
            try writer.insert(batch, into: .record, bytes: bytes)
        }
        let rows = try cases.plain { try Row.fetchAll($0, sql: "SELECT * FROM record_row") }
        #expect(rows.map { $0["id"] as Int64 } == [1, 2, 3])
        #expect(rows.map { $0["time_us"] as Int64? } == [nil, -5, .max])
        #expect(rows.map { $0["message"] as String? } == ["O'Brien", nil, ""])
    }

    @Test func `blobs of ids and hashes keep their bytes`() throws {
        let cases = try TemporaryCase()
        try cases.create { writer in
            try writer.insert(ScanDetailRow(id: 1))
            var batch = RowBatch(BulkTable.scan.layout)
            batch.cells += [1, 1, 16, 0x0807_0605_0403_0201, -1]
            batch.cells += [32, 0, 1, 2, 3, RowBatch.range(0, 5), 1]
            batch.cells += [RowBatch.null, RowBatch.null, RowBatch.null]
            batch.cells += [2, 1, RowBatch.null, 0, 0]
            batch.cells += [RowBatch.null, 0, 0, 0, 0, RowBatch.null, 1]
            batch.cells += [RowBatch.null, RowBatch.null, RowBatch.null]
            try writer.insert(batch, into: .scan, bytes: Array("a.doc".utf8))
        }
        let rows = try cases.plain { try Row.fetchAll($0, sql: "SELECT * FROM scan_row") }
        let id = rows.first?["data_id"] as Data?
        #expect(id.map(Array.init) == [1, 2, 3, 4, 5, 6, 7, 8] + Array(repeating: 255, count: 8))
        let hash = rows.first?["sha256"] as Data?
        #expect(hash?.count == 32)
        #expect(hash?[8] == 1)
        #expect(rows.last?["data_id"] as Data? == nil)
        #expect(rows.last?["sha256"] as Data? == nil)
        #expect(rows.last?["file_name"] as String? == nil)
    }

    @Test func `a range may begin past sixteen million bytes`() throws {
        let cases = try TemporaryCase()
        let offset = (1 << 24) + 3
        try cases.create { writer in
            var bytes = [UInt8](repeating: 0x2E, count: offset)
            bytes += Array("far away".utf8)
            var batch = RowBatch(BulkTable.record.layout)
            batch.cells += [1, 1, 1, 0, 0, 1, RowBatch.range(offset, 8)]
            try writer.insert(batch, into: .record, bytes: bytes)
        }
        let text = try cases.plain {
            try String.fetchOne($0, sql: "SELECT message FROM record_row")
        }
        #expect(text == "far away")
    }

    @Test func `an offset and a length are packed without touching each other`() {
        let cell = RowBatch.range(1 << 37, (1 << 24) - 1)
        #expect(cell >> 24 == 1 << 37)
        #expect(cell & 0xFF_FFFF == (1 << 24) - 1)
    }

    @Test func `bytes that are no UTF-8 and NULs are stored as they are`() throws {
        let cases = try TemporaryCase()
        let bytes: [UInt8] = [0x61, 0x00, 0xFF, 0xC3, 0x62]
        try cases.create { writer in
            var batch = RowBatch(BulkTable.record.layout)
            batch.cells += [1, 1, 1, 0, 0, 1, RowBatch.range(0, 5)]
            try writer.insert(batch, into: .record, bytes: bytes)
        }
        let stored = try cases.plain {
            try Data.fetchOne($0, sql: "SELECT CAST(message AS BLOB) FROM record_row")
        }
        #expect(stored.map(Array.init) == bytes)
    }

    @Test func `an empty batch stores nothing`() throws {
        let cases = try TemporaryCase()
        try cases.create { writer in
            for table in BulkTable.allCases {
                let batch = RowBatch(table.layout)
                #expect(batch.isEmpty)
                try writer.insert(batch, into: table)
            }
        }
        let count = try cases.plain { try Int.fetchOne($0, sql: "SELECT count(*) FROM record_row") }
        #expect(count == 0)
    }

    @Test func `several feeds and several batches of one feed keep apart`() throws {
        let cases = try TemporaryCase()
        try cases.create { writer in
            for id in 1...3 as ClosedRange<Int64> {
                var records = RowBatch(BulkTable.record.layout)
                records.cells += [id, 1, id, 0, 0, 1, RowBatch.range(0, 1)]
                var postings = RowBatch(BulkTable.byShape.layout)
                postings.cells += [1, id]
                var minutes = RowBatch(BulkTable.minute.layout)
                minutes.cells += [1, id, 1, 10 * id, -1]
                try writer.insert(records, into: .record, bytes: Array("\(id)".utf8))
                try writer.insert(postings, into: .byShape)
                try writer.insert(minutes, into: .minute)
            }
        }
        try cases.plain { db in
            let texts = try String.fetchAll(db, sql: "SELECT message FROM record_row ORDER BY id")
            #expect(texts == ["1", "2", "3"])
            let counts = try Int.fetchAll(db, sql: "SELECT count FROM minute_row ORDER BY minute")
            #expect(counts == [10, 20, 30])
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM by_shape_row") == 3)
        }
    }

    @Test func `a batch that is emptied can be filled again`() {
        var batch = RowBatch([.integer, .text])
        batch.cells += [1, 2]
        batch.removeAll()
        #expect(batch.isEmpty)
        batch.cells += [3, 4]
        #expect(batch.rowCount == 1)
    }
}
