import CaseModel
import Foundation
import ScanWhy
import TestSupport
import Testing

/// What `--affected` advises, over a story in which most of the locked files must stay locked.
struct ReleaseListTests {
    private func list(_ story: String) throws -> ReleaseList {
        try list(of: "samples/stories/\(story)/package")
    }

    private func list(of folder: String) throws -> ReleaseList {
        let inputs = "\(repositoryRoot)/\(folder)"
        var options = Analyzer.Options()
        options.inputs = try FileManager.default.contentsOfDirectory(atPath: inputs).sorted()
            .map { "\(inputs)/\($0)" }
        let analyzer = Analyzer(options)
        return try analyzer.run { assessment, file in
            try analyzer.releaseList(of: file, assessment)
        }
    }

    @Test func `no file that ever had a verdict against it is freed`() throws {
        let rows = try list("mixed-locks").rows
        #expect(rows.count == 6)
        let freed = rows.filter { $0.kind != "hold" }
        #expect(freed.map(\.path) == ["/kitchen/menu.pdf", "/lab/lab report 881.pdf"])
        #expect(freed.allSatisfy { $0.action == "RESCAN" && $0.wave == 1 })
        let held = rows.filter { $0.kind == "hold" }
        #expect(held.allSatisfy { $0.wave == nil && $0.action?.hasPrefix("NONE") == true })
        #expect(held.contains { $0.path == "/lab/lab report 882.pdf" && $0.why == "verdict" })
    }

    @Test func `each row names the finding that explains its lock`() throws {
        let rows = try list("icap-stopped").rows
        #expect(rows.count == 5)
        #expect(rows.allSatisfy { $0.finding?.hasPrefix("nutanix-unknown/") == true })
        #expect(rows.allSatisfy { $0.extID != nil && $0.timeUS != nil })
    }

    @Test func `what is said of a server without a file does not end the list`() throws {
        // The health check of a server is a fact that has no file.
        let package = "rules/nutanix-unknown/needs-reset/cases/fires-policy-proven/package"
        let rows = try list(of: package).rows
        #expect(!rows.isEmpty)
        #expect(Set(rows.map(\.path)).count == rows.count)
    }

    @Test func `a case without locks has an empty list`() throws {
        #expect(try list("database-lost").rows.isEmpty)
    }
}
