import Quarantine
import Testing

/// What a run leaves behind, whatever the rendition.
@Suite struct PackageWriterTests {
    @Test func `the same run and rendition give the same bytes`() throws {
        let one = try written("clean-but-locked", Rendition(seed: 7))
        let two = try written("clean-but-locked", Rendition(seed: 7))
        #expect(one == two)
        #expect(try written("clean-but-locked", Rendition(seed: 8)) != one)
    }

    @Test func `the truth does not depend on the rendition`() throws {
        let scenario = try ScenarioFolder.scenario("only-some-files-are-missing")
        let truths = (1...5).map { seed in
            written(scenario, .random(seed: seed, of: scenario)).truth
        }
        #expect(Set(truths).count == 1)
        #expect((truths.first?.count ?? 0) >= 20)
    }

    @Test(arguments: ScenarioFolder.names)
    func `every row of the truth that stands has a rule`(_ name: String) throws {
        let rows = try written(name, Rendition(seed: 1)).truth
        let bare = rows.filter { $0.rules.isEmpty && $0.stands && $0.chain != .byHand }
        #expect(bare.isEmpty, "\(bare)")
    }

    @Test(arguments: ScenarioFolder.names)
    func `paths are safe and stand once`(_ name: String) throws {
        let scenario = try ScenarioFolder.scenario(name)
        for seed in [UInt64(1), 2, 3] {
            let written = written(scenario, .random(seed: seed, of: scenario))
            for package in written.packages {
                let paths = package.files.map(\.path)
                #expect(Set(paths).count == paths.count)
                #expect(paths.allSatisfy { !$0.hasPrefix("/") && !$0.contains("..") })
                #expect(package.files.allSatisfy { $0.isGzipped == $0.path.hasSuffix(".gz") })
            }
            let names = written.packages.map(\.name) + written.loose.map(\.path)
            #expect(Set(names).count == names.count)
        }
    }

    @Test func `published lines are written to the letter`() throws {
        let log = try text("clean-but-locked", in: "core.log")
        #expect(log.contains("(core.workflow) Processing finished, node=':"))
        #expect(log.contains("[msgid: 82]"))
        #expect(log.contains("', overallResult='No Threat Detected', threatFoundCount='0', "))
        let icap = try text("clean-but-locked", in: "mdicapsrv.log")
        #expect(icap.contains("(icap.scanner) Attempting to scan, connectionId='"))
        #expect(icap.contains("(icap.scanner) Error received from Metadefender Core, "))
    }

    @Test func `an engine that is updated leaves the published sequence`() throws {
        var scenario = Scenario()
        scenario.name = "update"
        var update = Fault(.engineUpdating)
        update.engine = "ClamAV"
        update.atUS = 60_000_000
        update.forUS = 5_000_000
        scenario.faults = [update]
        let log = lines(of: written(scenario, plain), "core.log").joined(separator: "\n")
        let ids = ["671", "5589", "5585", "228", "5586"].map { "[msgid: \($0)]" }
        let places = ids.compactMap { log.firstRange(of: $0)?.lowerBound }
        #expect(places.count == ids.count)
        #expect(places == places.sorted())
    }

    @Test func `a service that stops leaves its message`() throws {
        #expect(try text("out-of-memory", in: "core.log").contains("[msgid: 2892]"))
        #expect(try text("database-lost", in: "core.log").contains("giving up' [msgid: 4085]"))
        #expect(try text("agent-lost", in: "core.log").contains("[msgid: 3059]"))
        #expect(try text("engine-failed-all", in: "core.log").contains("[msgid: 231]"))
        let log = try text("restart-cuts-a-scan-before-5-19", in: "core.log")
        #expect(log.contains("Error in Service, shutdown.. [msgid: "))
    }

    @Test func `a refusal is in nginx's log with its status`() throws {
        let log = try text("refused-503-locks-unknown", in: "nginx.log")
        #expect(log.contains("\"POST /file HTTP/1.1\" 503 "))
        #expect(log.contains("\"mdicapserver\" 0."))
    }

    @Test func `a log of level INFO holds no DEBUG`() throws {
        var rendition = plain
        rendition.coreLevel = .info
        rendition.icapLevel = .info
        for log in ["core.log", "mdicapsrv.log"] {
            let text = try text("clean-but-locked", in: log, rendition)
            #expect(!text.contains("[DEBUG"))
            #expect(text.contains("[INFO"))
        }
    }

    @Test func `a clock that is wrong moves every line of its machine and of no other`() throws {
        let right = try written("clean-but-locked", plain)
        var rendition = plain
        rendition.clocks["icap01"] = MachineClock(offsetUS: -3_600_000_000)
        let wrong = try written("clean-but-locked", rendition)
        #expect(wrong.packages.first == right.packages.first)
        let log = lines(of: wrong, "mdicapsrv.log")
        let before = lines(of: right, "mdicapsrv.log")
        #expect(log.count == before.count)
        #expect(log.first?.contains("2026.06.27 17:") == true)
        #expect(before.first?.contains("2026.06.27 18:") == true)
    }

    @Test func `a clean-up of the logs and a missing package leave less`() throws {
        var rendition = plain
        rendition.damage.missingSources = ["icap01"]
        rendition.damage.missingFolders = ["config"]
        let less = try written("clean-but-locked", rendition)
        #expect(less.packages.map(\.server) == ["core01"])
        #expect(less.packages.allSatisfy { $0.files.allSatisfy { !$0.path.hasPrefix("config/") } })
        rendition = plain
        rendition.damage.logsBeginUS = 60_000_000
        let all = try written("clean-but-locked", plain)
        let cut = try written("clean-but-locked", rendition)
        #expect(lines(of: cut, "core.log").count < lines(of: all, "core.log").count)
    }

    @Test func `a Windows package is a zip with the registry, and names engines of its own`() throws
    {
        var rendition = plain
        rendition.products.corePlatform = .windows
        let package = try #require(
            try written("engine-failed-all", rendition).packages.first { $0.server == "core01" }
        )
        #expect(package.kind == .zip)
        let registry = try #require(package.files.first { $0.path.hasSuffix("Metascan.reg") })
        #expect(registry.bytes.starts(with: [0xff, 0xfe]))
        #expect(package.files.contains { $0.path.contains("enginelogs/clamav_1_windows/") })
    }

    @Test func `a package of version 4 keeps the lines of the node apart`() throws {
        var rendition = plain
        rendition.products.coreVersion = "4.18.0"
        let paths = try written("engine-failed-all", rendition).packages.flatMap(\.files)
            .map(\.path)
        #expect(paths.contains { $0.hasSuffix("log/ometascan.log") })
        #expect(paths.contains { $0.hasSuffix("log/ometascan-node.log") })
        #expect(paths.contains { $0.hasSuffix("configuration/ometascan.conf") })
    }

    @Test func `redaction takes addresses and leaves ids`() throws {
        var rendition = plain
        rendition.damage.isRedacted = true
        let text = try text("clean-but-locked", in: "mdicapsrv.log", rendition)
        #expect(!text.contains("10.20.0."))
        #expect(text.contains("connectionId='"))
    }

    @Test func `a list of more than a hundred locks has pages`() throws {
        var scenario = Scenario()
        scenario.name = "many"
        var traffic = Traffic()
        traffic.count = 230
        scenario.traffic = [traffic]
        scenario.faults = [Fault(.coreRefuses)]
        let seed = UInt64(
            (1...40).first { seed in
                written(scenario, Rendition(seed: UInt64(seed))).loose
                    .contains { $0.path == "infected-files-1.json" }
            } ?? 0
        )
        let pages = written(scenario, Rendition(seed: seed)).loose.map(\.path)
            .filter { $0.hasPrefix("infected-files-") }
        #expect(pages.count == 3)
    }

    // MARK: Helpers

    /// Words and names as the tests look for them: the first seed that has them.
    private var plain: Rendition { Rendition(seed: 1) }

    private func written(_ scenario: Scenario, _ rendition: Rendition) -> WrittenCase {
        var engine = Engine(scenario)
        return PackageWriter(engine.run(), of: scenario, as: rendition).write()
    }

    private func written(_ name: String, _ rendition: Rendition) throws -> WrittenCase {
        written(try ScenarioFolder.scenario(name), rendition)
    }

    private func text(
        _ name: String,
        in log: String,
        _ rendition: Rendition? = nil
    ) throws -> String {
        lines(of: try written(name, rendition ?? plain), log).joined(separator: "\n")
    }

    /// Lines of a log with its rotated files, the oldest first.
    private func lines(of written: WrittenCase, _ log: String) -> [String] {
        let files = written.packages.flatMap(\.files).filter { $0.path.contains("/\(log)") }
        return files.reversed().flatMap { file in
            String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }
}
