import Quarantine
import Testing

/// What the pages and the writers of packages read from a run.
@Suite struct DetailTests {
    @Test func `an item has everything that its details show`() throws {
        let ending = try ScenarioFolder.ending("item-details")
        let item = try #require(ending.items.first?.item.facts)
        #expect(item.name == "eicar.com")
        #expect(item.path == "/inbox/eicar.com")
        #expect(item.sizeBytes == 20 << 10)
        #expect(item.sha256.count == 64)
        #expect(item.dataID.count == 32)
        #expect(item.resultCode == 1)
        #expect(item.blockedReason == "Infected")
        #expect(item.quarantinedUS > 0)
    }

    @Test func `ids are the same on every machine and in every process`() throws {
        let ending = try ScenarioFolder.ending("item-details")
        let item = try #require(ending.items.first?.item.facts)
        #expect(item.dataID == "71862e998a246b0a1a570d8e96def1ac")
        #expect(item.sha256.hasPrefix("d47f47758df3d784"))
    }

    @Test func `a page of results has result, verdict, engines, time and link`() throws {
        let ending = try ScenarioFolder.ending("result-details")
        let page = try #require(ending.items.first?.item.cloud.pages.first)
        #expect(page.isBlocked)
        #expect(page.verdict == "Infected")
        #expect(page.engines == 22)
        #expect(page.totalUS == 45_000_000)
        #expect(page.link.hasPrefix("https://metadefender.opswat.com/results/file/"))
        #expect(page.link.contains(page.cloudID))
    }

    @Test func `the Technologies list has the Threat Intelligence entry`() throws {
        let scenario = try ScenarioFolder.scenario("enabled-by-toggle")
        var engine = Engine(scenario)
        let before = engine.cores[0].technologies.last
        #expect(before?.name == "Threat Intelligence")
        #expect(before?.isLicensed == true)
        #expect(before?.isEnabled == false)
        #expect(before?.isConfigured == true)
        _ = engine.run()
        #expect(engine.cores[0].technologies.last?.isEnabled == true)
    }

    @Test func `a blocked answer has the documented headers`() throws {
        let answer = try #require(try answers("use-case-one").first)
        #expect(answer.status == 200)
        #expect(answer.info == "Blocked")
        #expect(answer.description == "Infected")
        #expect(answer.blockedReason == "Infected")
        #expect(answer.profile == "File process")
        #expect(answer.virusID == "EICAR-Test-File")
        #expect(answer.infection == "Type=0; Resolution=0; Threat=EICAR-Test-File;")
    }

    @Test func `a block without a completed scan has no headers of a scan`() throws {
        for name in ["refused-503-locks-unknown", "core-down-no-first-scan", "clean-but-locked"] {
            let answer = try #require(try answers(name).first)
            #expect(answer.info == "Blocked")
            #expect(answer.description != nil)
            #expect(!answer.hasVerdict)
        }
    }

    @Test func `a scan cut by a restart has an empty reason before 5 19, and one since`() throws {
        for (name, isEmpty) in [
            ("restart-cuts-a-scan-before-5-19", true), ("restart-cuts-a-scan-since-5-19", false),
        ] {
            let row = try #require(try ScenarioFolder.ending(name).servers.first?.history.first)
            #expect(row.result.blockedReason.isEmpty == isEmpty)
            #expect(row.result.isBlocked)
        }
    }

    @Test func `a live engine is moved on step by step and answers an upload at once`() throws {
        var scenario = Scenario()
        scenario.name = "live"
        var engine = Engine(scenario)
        var file = ScenarioFile()
        file.path = "/live/eicar.com"
        file.content = .infected
        let facts = engine.facts(of: file)
        let client = ClientFacts(address: "127.0.0.1", agent: "curl/8", user: "LOCAL/admin")
        guard case .accepted(let dataID) = engine.submit(facts, to: 0, client: client) else {
            Issue.record("the upload was not taken")
            return
        }
        engine.advance(toUS: scenario.startUS + 60_000_000)
        #expect(engine.cores[0].history.first?.scan.dataID == dataID)
        let fault = engine.begin(Fault(.coreStopped))
        let refused = engine.submit(facts, to: 0, client: client)
        #expect(
            refused == .unreachable(error: "Connection refused", cause: .fault("core-stopped-1"))
        )
        engine.endFault(fault)
        engine.advance(toUS: scenario.startUS + 120_000_000)
        #expect(engine.cores[0].isRunning)
        engine.perform(Action(.send, files: ["/live/eicar.com"]))
        engine.advance(toUS: scenario.startUS + 300_000_000)
        #expect(engine.cores[0].items.first?.cloud.pages.count == 1)
    }

    private func answers(_ name: String) throws -> [ICAPAnswer] {
        try ScenarioFolder.ending(name).occurrences.compactMap {
            if case .answered(_, let answer, _, _) = $0.kind { answer } else { nil }
        }
    }
}
