import CaseModel
import CaseStore
import Foundation
import Testing

@testable import Rules

struct CaseFactsTests {
    @Test func `the symptoms of a large case are read without making all of its scans`() throws {
        let path = FileManager.default.temporaryDirectory.path() + "facts-\(UUID()).case"
        // A file that cannot be removed lies in a temporary folder and holds nothing.
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
            try writer.buildIndexes()
        }
        try file.planAsLarge()
        let reader = try SealedReader(file)
        let query = RuleQuery(sql: CaseFacts.symptomQuery, parameters: [], subject: "symptoms")
        let plan = try query.plan(in: reader)
        try #require(plan.contains { $0.hasPrefix("SEARCH scan_row USING INTEGER PRIMARY KEY") })
        #expect(!plan.contains { $0.hasPrefix("SCAN scan_row") || $0.contains("AUTOMATIC") })
    }
}
