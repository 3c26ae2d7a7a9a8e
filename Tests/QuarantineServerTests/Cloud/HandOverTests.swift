import Quarantine
import Testing

@testable import QuarantineServer

/// The engine's hand-over through the client to the stand-in, over real sockets.
struct HandOverTests {
    @Test func `an item goes from Uploading over progress to its result`() async throws {
        try await Live.with { live in
            try await live.send()
            let progress = ["0 %", "16 %", "33 %", "50 %", "66 %", "83 %"]
            #expect(live.seen == ["Uploading"] + progress + ["Infected"])
            let page = try #require(live.item.cloud.pages.first)
            #expect(live.status == .results(verdict: "Infected"))
            #expect(page.isBlocked)
            #expect(page.engines == 21)
            #expect(page.detections == 15)
            #expect(page.totalUS == 60_000_000)
            #expect(page.link.hasSuffix("/v4/file/\(page.cloudID)"))
            #expect(live.cloud.standIn.report.files.map(\.name) == ["ä b.bin"])
            #expect(live.engine.cloud.used == 1)
        }
    }

    @Test func `a clean file is allowed, and a second send has a second page`() async throws {
        try await Live.with(content: "clean") { live in
            try await live.send()
            try await live.send()
            #expect(live.status == .results(verdict: "No Threat Detected"))
            #expect(live.item.cloud.pages.map(\.isBlocked) == [false, false])
            #expect(Set(live.item.cloud.pages.map(\.cloudID)).count == 2)
        }
    }

    @Test func `nobody reached three times is Unavailable, and sent by hand once it is back`()
        async throws
    {
        try await Live.with(isAutomatic: true) { live in
            live.fail { $0.isUnreachable = true }
            try await live.settle()
            #expect(live.status == .unavailable)
            #expect(live.item.cloud.automaticTries == 3)
            live.fail { $0.isUnreachable = false }
            try await live.settle()
            #expect(live.status == .unavailable)
            try await live.send()
            #expect(live.status == .results(verdict: "Infected"))
        }
    }

    @Test(arguments: [500_000, 503_001, 403_002, 408_000])
    func `errors of the Cloud three times are Unavailable`(code: Int) async throws {
        try await Live.with(isAutomatic: true) { live in
            live.fail { $0.errorCode = code }
            try await live.settle()
            #expect(live.status == .unavailable)
            #expect(live.refusals == [code, code, code])
        }
    }

    @Test func `two failures and a success are no failure`() async throws {
        try await Live.with(isAutomatic: true) { live in
            live.fail { $0.errorCode = 503_001 }
            while live.refusals.count < 2 { try await live.step() }
            live.fail { $0.errorCode = 0 }
            try await live.settle()
            #expect(live.status == .results(verdict: "Infected"))
            #expect(live.item.cloud.automaticTries == 3)
        }
    }

    @Test func `the daily limit is shown, and open a day after the first call`() async throws {
        var settings = StandInSettings()
        settings.account.dailyLimit = 1
        try await Live.with(settings) { live in
            try await live.send()
            let firstUS = try #require(live.engine.cloud.windowEndUS)
            try await live.send()
            #expect(live.status == .limitReached)
            let endUS = try #require(live.item.cloud.limitEndsUS)
            // The header counts whole seconds.
            #expect(abs(endUS - firstUS) <= 1_000_000)
            live.move(toUS: endUS)
            try await live.send()
            #expect(live.status == .results(verdict: "Infected"))
            #expect(live.item.cloud.pages.count == 2)
        }
    }

    @Test func `a quota that others used up is the same limit`() async throws {
        try await Live.with { live in
            live.fail { $0.isQuotaUsedUp = true }
            try await live.send()
            #expect(live.status == .limitReached)
        }
    }

    @Test func `a key that the Cloud does not know is a failure, and none is asked for`()
        async throws
    {
        try await Live.with(key: "wrong") { live in
            try await live.send()
            #expect(live.status == .unavailable)
            #expect(live.refusals == [401_006])
        }
        try await Live.with(key: "") { live in
            try await live.send()
            #expect(live.status == .missingKey)
            #expect(live.cloud.standIn.report.calls == 0)
        }
        try await Live.with { live in
            live.fail { $0.isKeyUnknown = true }
            try await live.send()
            #expect(live.status == .unavailable)
        }
    }

    @Test func `a key that cannot stand in a header is not sent`() async throws {
        try await Live.with(key: "a\u{FC}b") { live in
            try await live.send()
            #expect(live.refusals == [401_006])
            #expect(live.cloud.standIn.report.calls == 0)
        }
    }

    @Test func `a scan that never finishes stays in progress`() async throws {
        try await Live.with { live in
            live.fail { $0.isNeverFinishing = true }
            live.engine.operate(.send, items: [live.item.facts.id], core: 0)
            for _ in 0..<60 { try await live.step() }
            #expect(live.status == .progress(percent: 99))
            live.fail { $0.isNeverFinishing = false }
            try await live.settle()
            #expect(live.status == .results(verdict: "Infected"))
        }
    }

    @Test func `a Cloud that is slow beyond the time is not reached`() async throws {
        try await Live.with(uploadTimeout: .milliseconds(300)) { live in
            live.fail { $0.slowSeconds = 30 }
            try await live.send()
            #expect(live.status == .unavailable)
            live.fail { $0.slowSeconds = 0 }
        }
    }

    @Test func `a file whose bytes are not kept is not sent`() async throws {
        try await Live.with(keepsBytes: false) { live in
            try await live.send()
            #expect(live.status == .unavailable)
            #expect(live.cloud.standIn.report.calls == 0)
        }
    }

    @Test func `a file that is too large for the key is refused`() async throws {
        var settings = StandInSettings()
        settings.uploadBytes = 10
        try await Live.with(settings) { live in
            try await live.send()
            #expect(live.refusals == [400_144])
        }
    }
}

/// An engine with an item in quarantine, a client and the stand-in, under one clock.
final class Live {
    let cloud: LiveCloud
    let client: CloudClient
    var engine: Engine
    /// What the field showed, in order.
    private(set) var seen: [String] = []
    /// Codes of uploads that failed.
    private(set) var refusals: [Int] = []
    private let body: [UInt8]?

    static func with(
        _ settings: StandInSettings = StandInSettings(),
        key: String = "made-up-key",
        isAutomatic: Bool = false,
        content: String = "infected",
        keepsBytes: Bool = true,
        uploadTimeout: Duration = .seconds(20),
        _ test: @Sendable (Live) async throws -> Void
    ) async throws {
        try await LiveCloud.with(settings) { cloud in
            var settings = CloudClientSettings(url: cloud.url)
            settings.uploadTimeout = uploadTimeout
            let client = CloudClient(settings)
            let bytes = Wire.bytes(content == "infected" ? Wire.eicar : "clean")
            do {
                try await test(
                    Live(cloud, client, key, isAutomatic, body: keepsBytes ? bytes : nil)
                )
                try await client.shutdown()
            } catch {
                try await client.shutdown()
                throw error
            }
        }
    }

    private init(
        _ cloud: LiveCloud,
        _ client: CloudClient,
        _ key: String,
        _ isAutomatic: Bool,
        body: [UInt8]?
    ) throws {
        self.cloud = cloud
        self.client = client
        self.body = body
        let yaml = """
            scenario: outside
            installation:
              cores:
              - quarantine: {automatic: \(isAutomatic), check_seconds: 60, polling_seconds: 10}
                threat_intelligence: {licensed: true, enabled: true, api_key: "\(key)"}

            """
        engine = Engine(try Scenario(yaml: yaml))
        engine.connectCloud()
        var file = ScenarioFile()
        file.path = "/ä b.bin"
        file.content = .infected
        file.takesUS = 1_000_000
        let client = ClientFacts(address: "::1", agent: "test", user: "")
        _ = engine.submit(engine.facts(of: file), to: 0, client: client)
        move(toUS: engine.course.nowUS + 5_000_000)
        _ = try #require(engine.cores[0].items.first)
    }

    var item: QuarantineItem { engine.cores[0].items[0] }
    var status: CloudStatus { item.cloud.status }

    func fail(_ change: (inout StandInFaults) -> Void) {
        var faults = cloud.standIn.faults
        change(&faults)
        cloud.standIn.set(faults)
    }

    /// Sends the item by hand, and lets everything come to its end.
    func send() async throws {
        engine.operate(.send, items: [item.facts.id], core: 0)
        try await settle()
    }

    func settle() async throws {
        for _ in 0..<40 { try await step() }
    }

    /// The next thing that is due: calls are carried, then the clock moves on.
    func step() async throws {
        let body = body
        for order in engine.takeCloudOrders() {
            let answer = await client.carry(order) { body }
            engine.answer(order: order.id, with: answer)
        }
        look()
        // Up to a minute, so that no day passes unasked.
        let nextUS = min(engine.nextUS ?? .max, engine.course.nowUS + 60_000_000)
        move(toUS: max(nextUS, engine.course.nowUS))
    }

    func move(toUS timeUS: Int64) {
        engine.advance(toUS: timeUS)
        cloud.clock.set(us: engine.course.nowUS)
        look()
    }

    private func look() {
        for occurrence in engine.drainOccurrences() {
            switch occurrence.kind {
            case .statusChanged(_, let status): seen.append(status)
            case .uploadFailed(_, let refusal): refusals.append(refusal.code)
            default: break
            }
        }
    }
}
