import Quarantine
import Testing

@testable import QuarantineServer

/// What the engine's own ICAP Server answers to real requests.
struct LiveOutcomeTests {
    private func outcome(_ text: String, _ faults: Fault...) async throws -> ICAPOutcome {
        var plan = LivePlan()
        plan.rate = 1_000
        let engine = try await LiveEngine.start(plan).engine
        for fault in faults { _ = try await engine.begin(fault) }
        let outcome = await engine.outcome(of: submission(text))
        await engine.stop()
        return outcome
    }

    private func submission(_ text: String) -> ICAPSubmission {
        ICAPSubmission(
            connectionID: "",
            requestID: 1,
            method: .reqmod,
            service: "OMSScanReq-AV",
            client: "::1",
            address: "http://fs1/a.txt",
            fileName: "a.txt",
            customFields: FieldList(),
            body: Wire.bytes(text)
        )
    }

    @Test func `a clean file is allowed by the workflow that scanned it`() async throws {
        #expect(try await outcome("clean") == .allowed(profile: "File process"))
    }

    @Test func `nothing to scan is allowed without a scan`() async throws {
        #expect(try await outcome("") == .allowed(profile: nil))
    }

    @Test func `the test virus is blocked by its name`() async throws {
        guard case .blocked(let block) = try await outcome(Wire.eicar) else {
            Issue.record("it was not blocked")
            return
        }
        #expect(block.reason == "Infected")
        #expect(block.verdict?.profile == "File process")
        #expect(block.verdict?.violations.map(\.threat) == ["EICAR-Test-File"])
    }

    @Test(arguments: [
        (Fault.Kind.coreRefuses, "Server is too busy. Try again later."),
        (.pollsFail, "Error received from Metadefender Core"),
        (.coreStopped, "Cannot connect to Core"), (.coreUnreachable, "Cannot connect to Core"),
    ])
    func `without a scan it is blocked without a verdict`(
        kind: Fault.Kind,
        text: String
    ) async throws {
        #expect(try await outcome("clean", Fault(kind)) == .blocked(ICAPBlock(reason: text)))
    }

    @Test func `a scan that failed is blocked without a verdict`() async throws {
        let expected = ICAPOutcome.blocked(ICAPBlock(reason: "Failed"))
        #expect(try await outcome("clean", Fault(.engineFailed)) == expected)
    }

    @Test(arguments: [(Fault.Kind.icapDrops, ICAPOutcome.dropped), (.icapStopped, .dropped)])
    func `a broken ICAP Server gives no answer`(
        kind: Fault.Kind,
        expected: ICAPOutcome
    ) async throws {
        #expect(try await outcome("clean", Fault(kind)) == expected)
    }

    @Test func `an ICAP Server that answers by itself gives its status`() async throws {
        #expect(try await outcome("clean", Fault(.icapAnswers)) == .status(503))
    }

    @Test func `a client that leaves a silent server ends its request`() async throws {
        var plan = LivePlan()
        plan.rate = 1_000
        let engine = try await LiveEngine.start(plan).engine
        _ = try await engine.begin(Fault(.icapSilent))
        let waiting = Task { await engine.outcome(of: submission("clean")) }
        while await engine.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        waiting.cancel()
        #expect(await waiting.value == .dropped)
        #expect(await engine.state.engine.icaps[0].active == 0)
        await engine.stop()
    }

    @Test func `a Core that stops while it scans blocks the request`() async throws {
        let engine = try await LiveEngine.start(LivePlan()).engine
        let waiting = Task { await engine.outcome(of: submission("clean")) }
        while await engine.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        _ = try await engine.begin(Fault(.coreStopped))
        try await engine.advance(byUS: 60_000_000)
        guard case .blocked(let block) = await waiting.value else {
            Issue.record("it was not blocked")
            return
        }
        #expect(block.verdict == nil)
        await engine.stop()
    }
}
