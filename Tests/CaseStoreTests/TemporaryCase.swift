import CaseModel
import CaseStore
import Foundation
import GRDB

/// A folder for case files that goes away with the test.
final class TemporaryCase {
    let folder: String

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "store-tests-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
    }

    deinit {
        // What stays behind lies in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/test.case" }
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder) }
    }

    /// A case file with one package and one entry, and what `fill` adds.
    @discardableResult
    func create(maxPages: Int? = nil, _ fill: (CaseWriter) throws -> Void = { _ in }) throws
        -> CaseFile
    {
        try CaseFile.create(at: path, limits: Limits(), maxPages: maxPages) { writer in
            try writer.insert(
                PackageRow(
                    id: 1,
                    name: "core.tar.gz",
                    product: "core",
                    sha256: Identifier(bytes: [1]),
                    packedBytes: 1,
                    complete: true
                )
            )
            try writer.insert(
                EntryRow(id: 1, packageID: 1, path: "core.log", role: "records", why: "a test")
            )
            try writer.insert(ShapeRow(id: 1, packageID: 1, text: "words", count: 1))
            try fill(writer)
            try writer.buildIndexes()
        }.0
    }

    /// Opens the file as any program would, without our settings.
    func plain<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: path)
        return try queue.write(body)
    }
}

/// The code of the error of ours that `body` throws; nil for none or another.
func storeCode(_ body: () throws -> Void) -> StoreError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? StoreError)?.code
    }
}
