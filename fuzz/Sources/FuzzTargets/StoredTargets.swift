import GRDB

@testable import Archives
@testable import CaseModel
@testable import CaseStore
@testable import Intake

/// What writes into a case file: here one in memory, which forgets each input.
enum StoredTargets {
    private static let database: DatabaseQueue = {
        do {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            configuration.allowsUnsafeTransactions = true
            let queue = try DatabaseQueue(configuration: configuration)
            try Schema.migrator.migrate(queue)
            return queue
        } catch {
            preconditionFailure("A case file in memory can be made: \(error)")
        }
    }()

    static var limits: Limits {
        var limits = ArchiveTargets.limits
        limits.recordBytes = 512
        limits.continuationLines = 3
        limits.shapes = 20
        limits.phraseBytes = 4_096
        limits.secretBytes = 256
        limits.openRequests = 4
        limits.jsonDepth = 12
        limits.cellBytes = 256
        limits.csvColumns = 50
        limits.notesPerEntry = 5
        return limits
    }

    private static let paths = [
        "log/core.log", "settings_export.json", "config/ometascan.conf", "history.csv",
        "readyz.json", "mdicapsrv/access.log", "stat/engines.json", "file",
    ]

    static func productLog(_ bytes: [UInt8]) {
        log(bytes) { LogReader(ProductLogGrammar(), entryID: $0, source: .coreLog, limits: limits) }
    }

    static func nginxLog(_ bytes: [UInt8]) {
        log(bytes) { LogReader(NginxGrammar(), entryID: $0, source: .icapNginx, limits: limits) }
    }

    /// The first byte says how long the blocks are.
    private static func log<Reader: EntryReader & SendableMetatype>(
        _ bytes: [UInt8],
        _ make: @escaping @Sendable (Int64) -> Reader
    ) {
        let text = Array(bytes.dropFirst())
        let length = max(1, Int(bytes.first ?? 0) * 2)
        store { state in
            var reader = make(state.beginEntry(path: "log/a.log"))
            for start in stride(from: 0, to: text.count, by: length) {
                let block = Array(text[start..<min(start + length, text.count)])
                reader.read(block, into: &state)
                state.flush()
            }
            _ = reader.finish(into: &state)
        }
    }

    static func cloudCapture(_ bytes: [UInt8]) {
        store { state in
            let id = state.beginEntry(path: "capture.txt")
            var reader = CloudCapture(
                EntryContext(
                    entryID: id,
                    packageID: state.package.id,
                    path: "capture.txt",
                    source: .cloudAnswers,
                    limits: limits
                )
            )
            for block in DecoderTargets.halves(of: bytes) { reader.read(block, into: &state) }
            _ = reader.finish(into: &state)
        }
    }

    /// Any entry: recognised, read by whoever claims it, and stored.
    ///
    /// The first byte picks its name.
    static func document(_ bytes: [UInt8]) {
        let path = paths[Int(bytes.first ?? 0) % paths.count]
        let text = Array(bytes.dropFirst())
        store { state in
            var entry = OpenEntry(id: state.beginEntry(path: path), path: path, format: nil)
            // The recogniser is given the head in one piece, as in a package.
            let head = text.count - text.count / 3
            entry.read(Array(text.prefix(head)), into: &state)
            if head < text.count { entry.read(Array(text.dropFirst(head)), into: &state) }
            entry.finish(EntryEnd(bytes: Int64(text.count), isWhole: true), into: &state)
        }
    }

    /// A whole package, from its bytes to what wants an explanation.
    static func intake(_ bytes: [UInt8]) {
        let file = MemoryFile(bytes)
        let intake = Intake(limits: limits, options: Intake.Options())
        let path = file.path
        write { writer in
            try intake.begin([.file(path: path)]).store(into: writer)
            try intake.conclude(writer)
        }
        extendLifetime(file)
    }

    private static func store(_ read: @escaping @Sendable (inout IntakeState) -> Void) {
        let limits = limits
        write { writer in
            try StoreQueue.start { store in
                var state = IntakeState(store: store, limits: limits)
                state.beginPackage()
                read(&state)
                state.package.products.finish(&state.sideRows)
                let package = state.package
                package.shapes.write(&state)
                state.flush()
            }.store(into: writer)
        }
    }

    /// Readers of formats cannot fail, so that whatever storing throws is a finding.
    private static func write(_ body: (CaseWriter) throws -> Void) {
        do {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "BEGIN")
                try body(CaseWriter(db, limits: limits))
                try db.execute(sql: "ROLLBACK")
            }
        } catch {
            preconditionFailure("Storing failed: \(error)")
        }
    }

    private static func extendLifetime(_ file: borrowing MemoryFile) { _ = file.path }
}
