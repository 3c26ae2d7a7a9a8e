import Quarantine
import ScanWhy
import Testing

/// Written packages, analysed: the finding for the true cause holds the file.
@Suite struct RoundTripTests {
    @Test(arguments: [
        "refused-503-locks-unknown", "core-down-no-first-scan", "clean-but-locked",
        "failed-to-scan-is-unknown", "engine-failed-all", "restart-cuts-a-scan-before-5-19",
        "blocked-is-quarantined-at-once", "out-of-memory", "daily-limit", "api-key-missing",
    ])
    func `what is written is explained by its true cause`(_ name: String) throws {
        let trip = try RoundTrip(name) { _ in Rendition(seed: 1) }
        #expect(!trip.truth.isEmpty)
        let missed = trip.missed().map { "\($0.path): \($0.rules), not \(trip.rules(holding: $0))" }
        #expect(missed.isEmpty, "\(missed)")
    }
}
