internal import CaseModel

extension ICAPServer {
    /// The answer to a completed scan, with the documented headers.
    func answer(to result: ScanResult, _ run: Run) -> ICAPAnswer {
        guard result.isBlocked else {
            var answer = ICAPAnswer(204, "Allowed")
            answer.profile = result.isInterrupted ? nil : result.rule
            answer.cause = result.cause
            return answer
        }
        var answer = ICAPAnswer(200, "Blocked", result.label)
        answer.cause = result.cause
        guard leavesVerdict(result, run) else { return answer }
        answer.blockedReason = result.blockedReason.isEmpty ? result.label : result.blockedReason
        answer.profile = result.rule
        if let threat = result.threats.first {
            answer.virusID = threat
            answer.infection = "Type=0; Resolution=0; Threat=\(threat);"
            answer.violations = ["1", "-", threat, "0", "0"]
        }
        return answer
    }

    /// Whether the headers are set that only a completed scan with violations sets.
    private func leavesVerdict(_ result: ScanResult, _ run: Run) -> Bool {
        guard let code = ResultCode.of(result.code) else { return false }
        switch code.kind {
        case .threat, .policy: return true
        case .limit, .content: return !run.holds(.limitsHaveNoHeaders)
        case .failure, .timeout, .interrupted, .upload, .quota, .rejected:
            return !run.holds(.failedHasNoHeaders)
        case .clean, .neutral, .inProgress: return true
        }
    }
}
