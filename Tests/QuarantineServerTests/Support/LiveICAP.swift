@testable import QuarantineServer

/// An ICAP server at a free port of this machine.
struct LiveICAP {
    let port: Int
    let engine: FaultyEngine

    static func with<Result>(
        _ settings: ICAPServerSettings = ICAPServerSettings(),
        _ body: (LiveICAP) async throws -> Result
    ) async throws -> Result {
        var settings = settings
        settings.port = 0
        settings.timeouts.grace = .milliseconds(200)
        let engine = FaultyEngine()
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
