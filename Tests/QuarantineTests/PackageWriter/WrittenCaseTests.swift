import Testing

@testable import Quarantine

@Suite struct WrittenCaseTests {
    private func package(_ server: String, _ name: String) -> WrittenPackage {
        WrittenPackage(server: server, name: name, kind: .zip, files: [], collectedSeconds: 0)
    }

    @Test func `packages that are named alike stand beside each other`() {
        var written = WrittenCase()
        for (server, name) in [
            ("icap01", "p-support-1.zip"), ("icap02", "p-support-1.zip"),
            ("icap03", "p-support-1.zip"), ("core01", "o.tar.gz"), ("core02", "o.tar.gz"),
            ("core03", "bare"), ("core04", "bare"),
        ] {
            written.add(package(server, name))
        }
        #expect(
            written.packages.map(\.name) == [
                "p-support-1.zip", "p-support-1 (1).zip", "p-support-1 (2).zip", "o.tar.gz",
                "o (1).tar.gz", "bare", "bare (1)",
            ]
        )
        #expect(written.packages.map(\.server).last == "core04")
    }

    @Test func `an upload that failed before one that did not is told, and asked of nobody`() throws
    {
        let scenario = try ScenarioFolder.scenario("manual-send-after-recovery")
        var engine = Engine(scenario)
        let rows = TruthReader(engine.run()).rows().filter { $0.symptom == .cloud }
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { !$0.stands })
        #expect(rows.allSatisfy { $0.rules.contains("cloud/cloud-unreachable") })
    }
}
