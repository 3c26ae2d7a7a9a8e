import Synchronization

@testable import QuarantineServer

/// Remembers what it was asked.
protocol WatchedBackend: ICAPBackend {
    var submissions: [ICAPSubmission] { get }
}

/// Decides by the name of the file, and remembers what it was asked.
final class FaultyEngine: WatchedBackend {
    private let seen = Mutex<[ICAPSubmission]>([])
    private let left = Mutex(0)

    var submissions: [ICAPSubmission] { seen.withLock { $0 } }
    /// Clients that left while they waited.
    var cancelled: Int { left.withLock { $0 } }

    func outcome(of submission: ICAPSubmission) async -> ICAPOutcome {
        seen.withLock { $0.append(submission) }
        let name = submission.fileName.prefix { $0 != "." }
        switch name {
        case "busy": return .status(503)
        case "failing": return .status(500)
        case "dropped": return .dropped
        case "silent": return .silent
        case "unscanned":
            return .blocked(ICAPBlock(reason: "Error received from Metadefender Core"))
        case "disarmed": return .modified(profile: "Proxy", body: Array("disarmed".utf8))
        case "slow":
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                left.withLock { $0 += 1 }
            }
            return .allowed(profile: nil)
        default: return Self.scanned(submission)
        }
    }

    private static func scanned(_ submission: ICAPSubmission) -> ICAPOutcome {
        let profile = "File process"
        guard Eicar.isIn(submission.body ?? []) else { return .allowed(profile: profile) }
        let threat = "EICAR-Test-File (not a virus)"
        let verdict = ICAPVerdict(
            reason: "Infected",
            profile: profile,
            violations: [ICAPViolation(fileName: submission.fileName, threat: threat)]
        )
        return .blocked(ICAPBlock(reason: "Infected", verdict: verdict))
    }
}
