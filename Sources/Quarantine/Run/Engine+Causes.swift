extension Engine {
    /// Why the share waits in vain for an answer: what stands in the way, or else its own limit.
    func timeoutCause(_ send: Int) -> Cause {
        let sending = share.sends[send]
        guard sending.isSent else { return .load }
        let icap = icaps[sending.server]
        guard let request = icap.requests.last(where: { $0.send == send }) else {
            return .setting("timeout_seconds")
        }
        if let trouble = request.trouble { return trouble }
        guard let core = request.core, let number = cores[core].scanByID[request.dataID] else {
            return .setting("timeout_seconds")
        }
        let scan = cores[core].scans[number]
        if !cores[core].isRunning || cores[core].interrupted.contains(number) {
            return cores[core].stopCause ?? .setting("timeout_seconds")
        }
        // A scan that has not begun waits behind others.
        guard let plan = scan.plan else { return .load }
        return plan.cause ?? .setting("timeout_seconds")
    }
}
