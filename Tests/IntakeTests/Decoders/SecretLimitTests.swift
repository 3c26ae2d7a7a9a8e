import Archives
import CaseModel
import CaseStore
import Foundation
import GRDB
import Testing

@testable import Intake

/// The bound on secrets is one of the limits, and reaching it is noted.
struct SecretLimitTests {
    @Test(arguments: [300, 64 << 20])
    func `too many secrets leave a note that names the limit`(secretBytes: Int) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secret-tests-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            // What is left behind is the system's to clean.
            try? FileManager.default.removeItem(atPath: folder)
        }
        let lines = (10..<60).map {
            "[INFO   ] 2026.06.28 10:00:\($0).000: (core) Request, apikey='key-number-\($0)'\n"
        }
        try Data(lines.joined().utf8).write(to: URL(filePath: folder + "/core.log"))
        var limits = Limits()
        limits.secretBytes = secretBytes
        let intake = Intake(limits: limits, options: Intake.Options())

        let (file, _) = try CaseFile.create(at: folder + "/a.case", limits: limits) { writer in
            try intake.begin([.file(path: folder + "/core.log")]).store(into: writer)
        }

        let reader = try SealedReader(file)
        let found = try reader.read { db in
            try Row.fetchAll(db, sql: "SELECT text FROM note WHERE limit_name = 'secretBytes'")
        }
        #expect(found.count == (secretBytes == 300 ? 1 : 0))
    }
}
