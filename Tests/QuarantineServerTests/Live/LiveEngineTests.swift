import Quarantine
import Testing

@testable import QuarantineServer

/// The live engine, a thousand times as fast as time.
struct LiveEngineTests {
    private func withEngine<Result>(
        _ faults: Fault...,
        limits: LiveLimits = LiveLimits(),
        body: (LiveEngine) async throws -> Result
    ) async throws -> Result {
        var plan = LivePlan()
        plan.rate = 1_000
        plan.limits = limits
        let engine = try await LiveEngine.start(plan).engine
        for fault in faults { _ = try await engine.begin(fault) }
        let result = try await body(engine)
        await engine.stop()
        return result
    }

    private func scanned(_ text: String, _ engine: LiveEngine) async throws -> CoreReport {
        let upload = CoreUpload(fileName: "a.txt", body: Wire.bytes(text))
        let id = try await engine.submit(upload)
        return try #require(try await engine.report(of: id, within: .seconds(20)))
    }

    @Test func `a clean file is allowed, and its bytes are let go`() async throws {
        try await withEngine { engine in
            let report = try await scanned("clean", engine)
            #expect(report.isDone && !report.isBlocked)
            #expect(report.engines.map(\.name) == ["ClamAV", "K7"])
            #expect(await engine.items().isEmpty)
            #expect(await engine.vault.bytes(of: report.sha256) == nil)
        }
    }

    @Test func `the test virus is kept apart until it is deleted`() async throws {
        try await withEngine { engine in
            let report = try await scanned(Wire.eicar, engine)
            #expect(report.resultCode == 1 && report.isBlocked)
            let item = try #require(await engine.items().first)
            #expect(item.sha256 == report.sha256)
            #expect(try await engine.content(of: item.id) == Wire.bytes(Wire.eicar))
            #expect(try await engine.operate(.delete, on: [item.id, 99]) == 1)
            #expect(await engine.vault.bytes(of: report.sha256) == nil)
            #expect(try await engine.download(report.sha256) == nil)
        }
    }

    @Test(arguments: [
        (Fault.Kind.coreRefuses, CoreRefusal.busy), (.diskFull, .noSpace), (.noRule, .noRule),
        (.badAPIKey, .badKey), (.licenceExpired, CoreRefusal(500, "License is expired")),
        (.internalError, CoreRefusal(500, "Failed to request scan. Try again later.")),
        (.coreStopped, CoreRefusal(.gone)), (.coreSilent, CoreRefusal(.silent)),
    ])
    func `a fault refuses as documented`(kind: Fault.Kind, refusal: CoreRefusal) async throws {
        try await withEngine(Fault(kind)) { engine in
            let upload = CoreUpload(fileName: "a.txt", body: [1])
            await #expect(throws: refusal) { try await engine.submit(upload) }
        }
    }

    @Test(arguments: [
        (Fault.Kind.coreStopped, CorePresence.gone), (.coreSilent, .silent), (.coreSlow, .there),
    ])
    func `Core is there, gone or silent`(kind: Fault.Kind, presence: CorePresence) async throws {
        try await withEngine(Fault(kind)) { engine in
            #expect(await engine.presence() == presence)
        }
    }

    @Test func `health and status tell of faults`() async throws {
        var failed = Fault(.engineFailed)
        failed.engine = "K7"
        try await withEngine(failed, Fault(.databaseLost)) { engine in
            let health = await engine.health()
            #expect(!health.hasDatabase && !health.isHealthy)
            #expect(health.activeEngines == 1)
            let status = await engine.status()
            let states = status.engines.map { "\($0.name) \($0.state)" }
            #expect(states.contains("K7 permanently failed"))
            #expect(states.contains("ClamAV production"))
            #expect(status.issues == ["1 engines are not deployed to this node"])
        }
    }

    @Test func `a fault is switched off by its number, once`() async throws {
        try await withEngine { engine in
            let number = try await engine.begin(ConsoleFaultOrder(key: "core-refuses"))
            #expect(await engine.faults().map(\.key) == ["core-refuses"])
            try await engine.endFault(number)
            #expect(await engine.faults().isEmpty)
            await #expect(throws: ConsoleRefusal.self) { try await engine.endFault(number) }
            await #expect(throws: ConsoleRefusal.self) {
                try await engine.begin(ConsoleFaultOrder(key: "nothing"))
            }
            #expect(try await scanned("clean", engine).isDone)
        }
    }

    @Test func `a jump takes items that are too old, and spares pinned ones`() async throws {
        try await withEngine { engine in
            _ = try await scanned(Wire.eicar, engine)
            _ = try await scanned("and more " + Wire.eicar, engine)
            let ids = await engine.items().map(\.id).sorted()
            #expect(try await engine.operate(.pin, on: [ids[0]]) == 1)
            try await engine.set(.quarantineHours, to: 24)
            #expect(await engine.setting(.quarantineHours) == 24)
            try await engine.advance(byUS: 26 * 3_600_000_000)
            #expect(await engine.items().map(\.id) == [ids[0]])
        }
    }

    @Test func `settings out of bounds are refused, and nothing is changed`() async throws {
        try await withEngine { engine in
            await #expect(throws: CoreRefusal.badSetting) {
                try await engine.set(.quarantineHours, to: -1)
            }
            await #expect(throws: CoreRefusal.badSetting) {
                try await engine.set(.queuePlaces, to: 0)
            }
            let wrong = ConsoleSettings(isAutomatic: true, checkSeconds: 0, pollingSeconds: 5)
            await #expect(throws: ConsoleRefusal.self) { try await engine.save(wrong) }
            #expect(await engine.settings().isAutomatic == false)
            await #expect(throws: ConsoleRefusal.self) { try await engine.advance(byUS: 0) }
            await #expect(throws: ConsoleRefusal.self) { try await engine.setRate(-1) }
        }
    }

    @Test func `a file for which there is no room is refused as for want of disk`() async throws {
        var limits = LiveLimits()
        limits.memoryBytes = 10
        try await withEngine(limits: limits) { engine in
            let upload = CoreUpload(fileName: "a.txt", body: Wire.bytes(Wire.eicar))
            await #expect(throws: CoreRefusal.noSpace) { try await engine.submit(upload) }
            let report = try await scanned("small", engine)
            #expect(report.isDone)
        }
    }

    @Test func `old scans are forgotten, and new ones are not`() async throws {
        var limits = LiveLimits()
        limits.scans = 5
        try await withEngine(limits: limits) { engine in
            var ids: [String] = []
            for number in 0..<30 { ids.append(try await scanned("file \(number)", engine).dataID) }
            #expect(try await engine.report(of: ids[0]) == nil)
            #expect(try await engine.report(of: ids[29]) != nil)
            let known = await engine.state.engine.cores[0].history.count
            #expect((5...11).contains(known))
        }
    }

    @Test func `a scan is cancelled once`() async throws {
        try await withEngine { engine in
            try await engine.setRate(0)
            let id = try await engine.submit(CoreUpload(fileName: "a", body: [1]))
            #expect(try await engine.cancel(id))
            #expect(try await engine.cancel(id) == false)
            #expect(try await engine.report(of: id)?.resultCode == 19)
        }
    }
}
