import CaseModel
import CaseStore
import Foundation
import GRDB

@testable import Intake

/// One log, read in blocks into a case file of its own that goes away with the test.
final class LogProbe {
    enum Kind { case product, nginx }

    let file: CaseFile
    let tally: EntryTally
    private let folder: String
    private let reader: SealedReader

    init(
        _ bytes: [UInt8],
        blockBytes: Int = .max,
        kind: Kind = .product,
        source: Source = .coreLog,
        path: String = "log/a.log",
        limits: Limits = Limits()
    ) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "log-tests-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (file, tally) = try CaseFile.create(at: folder + "/log.case", limits: limits) { writer in
            try StoreQueue.start { store in
                var state = IntakeState(store: store, limits: limits)
                state.beginPackage()
                let id = state.beginEntry(path: path)
                var reader = Self.reader(kind, id, source, limits)
                var start = 0
                while start < bytes.count {
                    let end = start + min(blockBytes, bytes.count - start)
                    reader.read(Array(bytes[start..<end]), into: &state)
                    start = end
                }
                let tally = reader.finish(into: &state)
                Self.finish(id, &state)
                return tally
            }.store(into: writer)
        }
        reader = try SealedReader(file)
    }

    convenience init(
        _ lines: String...,
        blockBytes: Int = .max,
        kind: Kind = .product,
        source: Source = .coreLog,
        limits: Limits = Limits()
    ) throws {
        let text = lines.map { $0 + "\n" }.joined()
        try self.init(
            Array(text.utf8),
            blockBytes: blockBytes,
            kind: kind,
            source: source,
            limits: limits
        )
    }

    deinit {
        // What stays behind lies in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The rows of a query, each as its cells joined by `|`; NULL is `-`.
    func rows(_ sql: String) throws -> [String] {
        try reader.read { db in try cellTexts(sql, in: db) }
    }

    /// The messages of all records as bytes.
    func messages() throws -> [[UInt8]] {
        try reader.read { db in
            let blobs = try Data.fetchAll(
                db,
                sql: "SELECT CAST(message AS BLOB) FROM record ORDER BY id"
            )
            return blobs.map(Array.init)
        }
    }

    func texts() throws -> [String] { try messages().map { String(decoding: $0, as: UTF8.self) } }

    /// All that a log leaves, for comparing two ways of reading it.
    func everything() throws -> [String] {
        let tables = [
            "record", "shape", "by_shape", "minute", "field", "scan", "icap_request",
            "http_request", "refusal", "service_run", "engine", "note",
        ]
        return try tables.flatMap { table in
            try rows("SELECT * FROM \(table)").map { "\(table): \($0)" }
        }
    }

    func fileBytes() throws -> Data { try Data(contentsOf: URL(filePath: file.path)) }

    private static func reader(
        _ kind: Kind,
        _ id: Int64,
        _ source: Source,
        _ limits: Limits
    ) -> any EntryReader {
        switch kind {
        case .product:
            LogReader(ProductLogGrammar(), entryID: id, source: source, limits: limits)
        case .nginx: LogReader(NginxGrammar(), entryID: id, source: source, limits: limits)
        }
    }

    private static func finish(_ entryID: Int64, _ state: inout IntakeState) {
        state.package.products.finish(&state.sideRows)
        state.sideRows.add(
            PackageRow(
                id: 1,
                name: "a.tar.gz",
                product: "core",
                sha256: Identifier(bytes: [1]),
                packedBytes: 1,
                complete: true
            )
        )
        state.sideRows.add(
            EntryRow(id: entryID, packageID: 1, path: "log/a.log", role: "records", why: "a test")
        )
        let shapes = state.package.shapes
        shapes.write(&state)
        state.flush()
    }
}

/// The rows of a query, each as its cells joined by `|`; NULL is `-`, a blob is hex.
func cellTexts(_ sql: String, in db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { value in
            switch value.storage {
            case .null: "-"
            case .int64(let number): "\(number)"
            case .double(let number): "\(number)"
            case .string(let text): text
            case .blob(let data): Identifier.hex(of: data)
            }
        }.joined(separator: "|")
    }
}

/// Lines as the products write them, at 20:00 and some seconds.
enum LogLine {
    static let id = "0123456789abcdef0123456789abcdef"
    static let hash = String(repeating: "0123456789abcdef", count: 4)

    static func core(
        _ words: String,
        at clock: String = "20:00:00.000",
        level: String = "INFO",
        component: String = "core.workflow",
        msgid: Int? = nil
    ) -> String {
        let end = msgid.map { " [msgid: \($0)]" } ?? ""
        return "[\(level)] 2026.06.27 \(clock): (\(component)) \(words)\(end)"
    }

    static func scan(
        _ name: String,
        at clock: String = "20:00:00.000",
        result: String = "No Threat Detected",
        id: String = LogLine.id,
        hash: String = LogLine.hash,
        threat: String = ""
    ) -> String {
        core(
            scanMessage(name, result: result, id: id, hash: hash, threat: threat),
            at: clock,
            msgid: 82
        )
    }

    static func scanMessage(
        _ name: String,
        result: String = "No Threat Detected",
        id: String = LogLine.id,
        hash: String = LogLine.hash,
        threat: String = ""
    ) -> String {
        let isClean = result == "No Threat Detected"
        return "Processing finished, node=':4388', dataId='\(id)', fileName='\(name)', "
            + "sha256sum='\(hash)', blocked='\(isClean ? "false" : "true")', "
            + "overallResult='\(result)', threatName='\(threat)', ruleName='File process', "
            + "source='10.0.0.5'"
    }
}
