import CaseModel
import Quarantine
import ScanWhy
import Testing

/// Written packages, analysed: the finding for the true cause holds the file.
@Suite struct RoundTripTests {
    @Test(arguments: [
        "refused-503-locks-unknown", "clean-but-locked", "failed-to-scan-is-unknown",
        "engine-failed-all", "restart-cuts-a-scan-before-5-19", "not-licensed-is-unavailable",
        "blocked-is-quarantined-at-once", "out-of-memory", "daily-limit", "api-key-missing",
        "core-down-no-first-scan", "no-engine-licensed", "too-few-engines", "callback-lost",
        "waiting-runs-into-the-timeout", "icap-licence-expired", "interference", "core-silent",
    ])
    func `what is written is explained by its true cause`(_ name: String) throws {
        try expectExplained(name)
    }

    @Test func `what arrives of cut packages is read`() throws {
        let trip = try RoundTrip("only-some-files-are-missing") { _ in
            var rendition = Rendition(seed: 1)
            rendition.damage.arrivesPerMille = 600
            return rendition
        }
        #expect(trip.truth.count >= 20)
        #expect(trip.assessment.packages.contains { !$0.complete })
        #expect(trip.assessment.findings.contains { $0.rule == "nutanix-unknown/needs-reset" })
    }

    private func expectExplained(_ name: String) throws {
        let trip = try RoundTrip(name) { _ in Rendition(seed: 1) }
        #expect(!trip.truth.isEmpty)
        let missed = trip.missed().map { "\($0.path): \($0.rules), not \(trip.rules(holding: $0))" }
        #expect(missed.isEmpty, "\(missed)")
    }
}
