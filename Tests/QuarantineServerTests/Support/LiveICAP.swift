import Quarantine
import Synchronization

@testable import QuarantineServer

/// An ICAP server at a free port of this machine.
struct LiveICAP {
    let port: Int
    let engine: any WatchedBackend

    /// With the engine behind it, a thousand times as fast as time.
    static func with<Result>(
        _ faults: Fault...,
        body: (LiveICAP) async throws -> Result
    ) async throws -> Result {
        var plan = LivePlan()
        plan.rate = 1_000
        let live = try await LiveEngine.start(plan).engine
        for fault in faults { _ = try await live.begin(fault) }
        do {
            let result = try await with(WatchedEngine(live), body)
            await live.stop()
            return result
        } catch {
            await live.stop()
            throw error
        }
    }

    /// With an engine that decides by the names of files.
    static func withFaulty<Result>(
        _ body: (LiveICAP) async throws -> Result
    ) async throws -> Result {
        try await with(FaultyEngine(), body)
    }

    private static func with<Result>(
        _ engine: any WatchedBackend,
        _ body: (LiveICAP) async throws -> Result
    ) async throws -> Result {
        var settings = ICAPServerSettings()
        settings.port = 0
        settings.timeouts.grace = .milliseconds(200)
        let listener = try await ICAPListener(settings, backend: engine)
        do {
            let result = try await body(LiveICAP(port: listener.port, engine: engine))
            try await listener.stop()
            return result
        } catch {
            try await listener.stop()
            throw error
        }
    }
}

/// The live engine, with a record of what it was asked.
final class WatchedEngine: WatchedBackend {
    private let seen = Mutex<[ICAPSubmission]>([])
    private let engine: LiveEngine

    init(_ engine: LiveEngine) {
        self.engine = engine
    }

    var submissions: [ICAPSubmission] { seen.withLock { $0 } }

    func outcome(of submission: ICAPSubmission) async -> ICAPOutcome {
        seen.withLock { $0.append(submission) }
        return await engine.outcome(of: submission)
    }
}
