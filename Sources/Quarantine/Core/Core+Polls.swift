extension Core {
    /// What Core says to a question for a result.
    mutating func answer(
        poll dataID: String,
        by client: ClientFacts,
        for request: (icap: Int, number: Int),
        _ run: inout Run
    ) -> PollReply {
        guard isRunning else {
            return .failed(error: "Connection refused", isConnection: true, cause: stopCause)
        }
        if let fault = run.faults.active(.coreSilent, on: settings.name) {
            return .silent(cause: fault.cause)
        }
        let uri = "/file/\(dataID)"
        if let fault = run.faults.active(.pollsFail, on: settings.name) {
            var dice = Dice(seed: run.seed, key: "poll/\(fault.name)/\(dataID)/\(run.nowUS)")
            if dice.chance(percent: fault.percent) {
                let poll = FailedPoll(
                    uri: uri,
                    client: client,
                    icap: request.icap,
                    request: request.number,
                    status: fault.status,
                    beganUS: run.nowUS,
                    cause: fault.cause
                )
                run.schedule(.core(index, .failPoll(poll)), afterUS: fault.takesUS)
                return .pending
            }
        }
        guard let number = scanByID[dataID] else {
            call("GET", uri, 404, 60, client, 3 * .millisecond, &run)
            return .failed(error: "HTTP 404", isConnection: false, cause: stopCause)
        }
        if let result = scans[number].result {
            call("GET", uri, 200, 1_480, client, 4 * .millisecond, &run)
            return .done(result)
        }
        guard !interrupted.contains(number) || run.holds(.interruptedEndAfterStart) else {
            call("GET", uri, 404, 60, client, 3 * .millisecond, &run)
            return .failed(error: "HTTP 404", isConnection: false, cause: stopCause)
        }
        // A real access log holds one line every 20 ms; one in a scan is enough to read.
        if !scans[number].wasPolled {
            scans[number].wasPolled = true
            call("GET", uri, 200, 196, client, 3 * .millisecond, &run)
        }
        return .inProgress(percent: percent(of: scans[number], at: run.nowUS))
    }

    func percent(of scan: Scan, at nowUS: Int64) -> Int {
        guard let startedUS = scan.startedUS, let plan = scan.plan, plan.durationUS > 0 else {
            return 1
        }
        return Int(min(99, max(1, (nowUS - startedUS) * 100 / plan.durationUS)))
    }

    /// Ends a call with an error; a service that stopped meanwhile ends it by itself.
    func fail(_ poll: FailedPoll, _ run: inout Run) {
        let reply: PollReply
        if isRunning {
            let us = run.nowUS - poll.beganUS
            call("GET", poll.uri, poll.status, 47, poll.client, us, &run)
            let error = "HTTP \(poll.status)"
            reply = .failed(error: error, isConnection: false, cause: poll.cause)
        } else {
            reply = .failed(error: "Connection closed", isConnection: true, cause: stopCause)
        }
        run.schedule(
            .icap(poll.icap, .pollReplied(request: poll.request, reply)),
            afterUS: .millisecond
        )
    }
}
