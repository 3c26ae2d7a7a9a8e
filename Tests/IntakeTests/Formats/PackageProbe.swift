import Archives
import CaseModel
import CaseStore
import FoundationEssentials
import GRDB

@testable import Intake

/// A package of a few files, read whole as intake reads it.
struct PackageProbe {
    private let reader: SealedReader

    /// Reads the files as one folder, whose name may say which product it is of.
    static func read<Result>(
        _ files: [(path: String, bytes: [UInt8])],
        name: String = "package",
        limits: Limits = Limits(),
        _ body: (PackageProbe) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-\(UUID().uuidString)")
        defer {
            // What is left behind is the system's to clean.
            try? FileManager.default.removeItem(at: folder)
        }
        for file in files {
            let place = folder.appending(path: name).appending(path: file.path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.bytes).write(to: place)
        }
        let intake = Intake(limits: limits, options: Intake.Options())
        let input = Input.folder(path: folder.appending(path: name).path)
        let (file, _) = try CaseFile.create(
            at: folder.appending(path: "case.db").path,
            limits: limits
        ) { writer in
            try intake.begin([input]).store(into: writer)
        }
        return try body(PackageProbe(reader: try SealedReader(file)))
    }

    static func read<Result>(
        _ text: String,
        path: String,
        _ body: (PackageProbe) throws -> Result
    ) throws -> Result {
        try read([(path, Array(text.utf8))], body)
    }

    /// The rows of a query, each as its cells joined by `|`; NULL is `-`.
    func rows(_ sql: String) throws -> [String] {
        try reader.read { db in try cellTexts(sql, in: db) }
    }
}
