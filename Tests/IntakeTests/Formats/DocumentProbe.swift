import CaseModel
import CaseStore
import FoundationEssentials
import GRDB

@testable import Intake

/// One document, recognised and read into a case file of its own.
struct DocumentProbe {
    let recognition: Recognition
    let tally: EntryTally?
    let identity: PackageIdentity
    /// What the document turned out to be evidence of, where its head does not tell.
    let foundSource: Source?
    private let reader: SealedReader

    /// Reads a document in blocks of a few bytes, so that each place is a border once.
    static func read<Result>(
        _ text: String,
        path: String,
        product: Product? = nil,
        blockBytes: Int = 61,
        limits: Limits = Limits(),
        _ body: (DocumentProbe) throws -> Result
    ) throws -> Result {
        try read(
            Array(text.utf8),
            path: path,
            product: product,
            blockBytes: blockBytes,
            limits: limits,
            body
        )
    }

    static func read<Result>(
        _ bytes: [UInt8],
        path: String,
        product: Product? = nil,
        as format: String? = nil,
        blockBytes: Int = 61,
        limits: Limits = Limits(),
        _ body: (DocumentProbe) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // What is left behind is the system's to clean.
            try? FileManager.default.removeItem(at: folder)
        }
        let head = Array(bytes.prefix(Recogniser.headBytes))
        let recognition = Recogniser.recognise(
            head: head,
            path: path,
            product: product,
            as: format
        )
        let (file, (tally, identity, foundSource)) = try CaseFile.create(
            at: folder.appending(path: "case.db").path,
            limits: limits
        ) { writer in
            try StoreQueue.start { store in
                var state = IntakeState(store: store, limits: limits)
                state.beginPackage()
                let entry = EntryContext(
                    entryID: state.beginEntry(path: path),
                    packageID: state.package.id,
                    path: path,
                    source: recognition.source,
                    limits: limits
                )
                let tally = feed(bytes, blockBytes, to: recognition.make?(entry), &state)
                let shapes = state.package.shapes
                shapes.write(&state)
                state.flush()
                return (tally, state.package.identity, state.foundSource)
            }.store(into: writer)
        }
        return try body(
            DocumentProbe(
                recognition: recognition,
                tally: tally,
                identity: identity,
                foundSource: foundSource,
                reader: try SealedReader(file)
            )
        )
    }

    /// Reads many documents into one case file; how many somebody read, and the rows they gave.
    static func readAll(_ documents: [(bytes: [UInt8], path: String)]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // What is left behind is the system's to clean.
            try? FileManager.default.removeItem(at: folder)
        }
        let path = folder.appending(path: "case.db").path
        let (_, counts) = try CaseFile.create(at: path, limits: Limits()) { writer in
            try StoreQueue.start { store in
                var state = IntakeState(store: store, limits: Limits())
                state.beginPackage()
                return documents.map { document in
                    let recognition = Recogniser.recognise(
                        head: document.bytes,
                        path: document.path,
                        product: nil
                    )
                    let entry = EntryContext(
                        entryID: state.beginEntry(path: document.path),
                        packageID: state.package.id,
                        path: document.path,
                        source: recognition.source,
                        limits: Limits()
                    )
                    let tally = feed(document.bytes, 97, to: recognition.make?(entry), &state)
                    return "\(recognition.format ?? "-") \(tally?.records ?? 0)"
                }
            }.store(into: writer)
        }
        return counts
    }

    private static func feed(
        _ bytes: [UInt8],
        _ blockBytes: Int,
        to reader: (any EntryReader)?,
        _ state: inout IntakeState
    ) -> EntryTally? {
        guard var reader else { return nil }
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + blockBytes)
            reader.read(Array(bytes[start..<end]), into: &state)
            start = end
        }
        return reader.finish(into: &state)
    }

    /// The rows of a query, each as its cells joined by `|`; NULL is `-`.
    func rows(_ sql: String) throws -> [String] {
        try reader.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    if value.isNull { return "-" }
                    if let number = Double.fromDatabaseValue(value), case .double = value.storage {
                        return "\(number)"
                    }
                    return String.fromDatabaseValue(value)
                        ?? Int64.fromDatabaseValue(value).map(String.init) ?? "?"
                }.joined(separator: "|")
            }
        }
    }

    func notes() throws -> [String] { try rows("SELECT kind FROM note ORDER BY id") }

    /// Whether a text is nowhere in the case file.
    func lacks(_ text: String) throws -> Bool { try !allText().contains(text) }

    /// Every value that the case file holds.
    func allText() throws -> String {
        let tables = try rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%_row'"
        )
        return try tables.flatMap { try rows("SELECT * FROM \($0)") }.joined(separator: "\n")
    }
}
