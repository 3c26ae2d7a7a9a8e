import CaseModel
import CaseStore
import Foundation
import GRDB
import Testing

@Suite struct CaseFileTests {
    private struct Interruption: Error {}

    @Test func `a case file may be read by its owner alone`() throws {
        let cases = try TemporaryCase()
        let file = try cases.create()
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(file.name == "test.case")
    }

    @Test func `nothing is left behind beside a finished file`() throws {
        let cases = try TemporaryCase()
        try cases.create()
        #expect(try cases.names == ["test.case"])
    }

    @Test func `nothing is left behind when the body throws`() throws {
        let cases = try TemporaryCase()
        #expect(throws: (any Error).self) { try cases.create { _ in throw Interruption() } }
        #expect(try cases.names.isEmpty)
    }

    @Test func `an error that is not of the store leaves as it is`() throws {
        let cases = try TemporaryCase()
        #expect(throws: Interruption.self) { try cases.create { _ in throw Interruption() } }
    }

    @Test func `an older file stays when the body throws`() throws {
        let cases = try TemporaryCase()
        try Data("older".utf8).write(to: URL(filePath: cases.path))
        #expect(throws: (any Error).self) { try cases.create { _ in throw Interruption() } }
        #expect(try Data(contentsOf: URL(filePath: cases.path)) == Data("older".utf8))
        #expect(try cases.names == ["test.case"])
    }

    @Test func `an older file is replaced by a finished one`() throws {
        let cases = try TemporaryCase()
        try Data("older".utf8).write(to: URL(filePath: cases.path))
        try cases.create()
        #expect(try cases.plain { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") } == 1)
    }

    @Test func `the rest of an interrupted build is no obstacle`() throws {
        let cases = try TemporaryCase()
        try Data("rest".utf8).write(to: URL(filePath: cases.path + ".building"))
        try cases.create()
        #expect(try cases.names == ["test.case"])
    }

    @Test func `a full disk is told as that`() throws {
        let cases = try TemporaryCase()
        let code = storeCode {
            try cases.create(maxPages: 64) { writer in
                let text = String(repeating: "x", count: 10_000)
                for _ in 1...1_000 { try writer.insert(LocatorRow(entryID: 1, text: text)) }
            }
        }
        #expect(code == .full)
        #expect(try cases.names.isEmpty)
    }

    @Test func `a full disk is told by a feed as well`() throws {
        let cases = try TemporaryCase()
        let code = storeCode {
            try cases.create(maxPages: 64) { writer in
                let bytes = [UInt8](repeating: 0x78, count: 4_000_000)
                var batch = RowBatch(BulkTable.record.layout)
                batch.cells += [1, 1, 1, 0, 0, 1, RowBatch.range(0, bytes.count)]
                try writer.insert(batch, into: .record, bytes: bytes)
            }
        }
        #expect(code == .full)
    }

    @Test func `a folder that is not there is told as that`() throws {
        let cases = try TemporaryCase()
        let code = storeCode {
            _ = try CaseFile.create(at: cases.folder + "/none/x.case", limits: Limits()) { _ in }
        }
        #expect(code == .cannotCreate)
    }

    @Test func `a case file is known by its first bytes`() throws {
        let cases = try TemporaryCase()
        try cases.create()
        let bytes = try Data(contentsOf: URL(filePath: cases.path))
        #expect(CaseFile.isCaseFile(header: bytes.prefix(100)))
        #expect(!CaseFile.isCaseFile(header: bytes.prefix(71)))
        #expect(!CaseFile.isCaseFile(header: Array("SQLite format 3".utf8)))
        var other = Array(bytes.prefix(100))
        other[70] ^= 1
        #expect(!CaseFile.isCaseFile(header: other))
    }

    @Test func `the same rows give the same bytes`() throws {
        let first = try TemporaryCase()
        let second = try TemporaryCase()
        try first.create()
        try second.create()
        let bytes = try Data(contentsOf: URL(filePath: first.path))
        #expect(try Data(contentsOf: URL(filePath: second.path)) == bytes)
    }
}
