internal import Crypto
internal import Synchronization

/// The smallest engine: the EICAR test file is infected, and everything else is clean.
///
/// It forgets the oldest results when it has too many.
package final class PlainEngine: ScanBackend {
    /// The workflow that scans.
    package static let profile = "File process"
    package static let threat = "EICAR-Test-File (not a virus)"
    private static let maxReports = 100_000

    private struct State {
        var reports: [String: CoreReport] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())
    private let clock: @Sendable () -> Int64

    /// - Parameter clock: Microseconds since 1970 UTC.
    package init(clock: @escaping @Sendable () -> Int64 = WallClock.us) {
        self.clock = clock
    }

    package func outcome(of submission: ICAPSubmission) async -> ICAPOutcome {
        let body = submission.body ?? []
        let upload = CoreUpload(
            fileName: submission.fileName,
            body: body,
            userAgent: "mdicapserver"
        )
        if !body.isEmpty { add(report(upload)) }
        guard Eicar.isIn(body) else { return .allowed(profile: Self.profile) }
        let violation = ICAPViolation(fileName: submission.fileName, threat: Self.threat)
        let verdict = ICAPVerdict(
            reason: "Infected",
            profile: Self.profile,
            violations: [violation]
        )
        return .blocked(ICAPBlock(reason: "Infected", verdict: verdict))
    }

    package func version() async -> CoreVersion { CoreVersion(productID: "MSCL", version: "5.6.1") }

    package func health() async -> CoreHealth { CoreHealth() }

    package func submit(_ upload: CoreUpload) async throws(CoreRefusal) -> String {
        let report = report(upload)
        add(report)
        return report.dataID
    }

    package func report(of dataID: String) async -> CoreReport? {
        state.withLock { $0.reports[dataID] }
    }

    private func add(_ report: CoreReport) {
        state.withLock {
            $0.reports[report.dataID] = report
            $0.order.append(report.dataID)
            if $0.order.count > Self.maxReports { $0.reports[$0.order.removeFirst()] = nil }
        }
    }

    private func report(_ upload: CoreUpload) -> CoreReport {
        let isInfected = Eicar.isIn(upload.body)
        let now = clock()
        return CoreReport(
            dataID: Identifier.random(),
            fileName: upload.fileName,
            sizeBytes: upload.body.count,
            sha256: Hex.text(SHA256.hash(data: upload.body)),
            percent: 100,
            resultCode: isInfected ? 1 : 0,
            resultLabel: isInfected ? "Infected" : "No Threat Detected",
            isBlocked: isInfected,
            blockedReason: isInfected ? "Infected" : "",
            profile: upload.rule ?? Self.profile,
            userAgent: upload.userAgent,
            startedUS: now,
            processingMS: 0,
            queueMS: 0,
            engines: [
                CoreReport.Engine(
                    name: "Plain",
                    id: "plain_1_linux",
                    resultCode: isInfected ? 1 : 0,
                    threat: isInfected ? Self.threat : "",
                    scanMS: 0,
                    definitionsUS: now
                )
            ]
        )
    }
}
