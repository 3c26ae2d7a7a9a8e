extension ICAPServer {
    /// What is asked of a Core; nil if the request is over.
    func question(_ number: Int) -> (core: Int, dataID: String)? {
        guard requests.indices.contains(number) else { return nil }
        let request = requests[number]
        guard !request.isDone, let core = request.core, request.dataID != "" else { return nil }
        return (core, request.dataID)
    }

    /// Plans the next poll: the first of the interval's ticks at which anything can have changed.
    ///
    /// Polls every 20 ms for minutes would be most of a run, and say nothing in between.
    func planPoll(_ number: Int, _ run: inout Run) {
        let sleepUS = max(1, Int64(settings.pollingSleepMS)) * .millisecond
        var atUS = run.nowUS + sleepUS
        if !run.faults.isAny(.pollsFail), let nextUS = run.nextUS, nextUS > atUS {
            atUS += (nextUS - atUS + sleepUS - 1) / sleepUS * sleepUS
        }
        run.schedulePoll(.icap(index, .poll(request: number)), at: atUS)
    }

    /// The answer to a poll.
    mutating func pollReplied(_ number: Int, _ reply: PollReply, _ run: inout Run) {
        guard !requests[number].isDone else { return }
        switch reply {
        case .inProgress:
            if run.holds(.retryCountsInRow) { requests[number].failures = 0 }
            planPoll(number, &run)
        case .done(let result): answer(number, answer(to: result, run), &run)
        case .failed(let error, let isConnection, let cause):
            pollFailed(number, error, isConnection, cause, &run)
        case .pending: break
        case .silent(let cause):
            let late = PollReply.failed(error: "Timeout", isConnection: true, cause: cause)
            run.schedule(
                .icap(index, .pollReplied(request: number, late)),
                afterUS: settings.coreTimeoutUS
            )
        }
    }

    private mutating func pollFailed(
        _ number: Int,
        _ error: String,
        _ isConnection: Bool,
        _ cause: Cause?,
        _ run: inout Run
    ) {
        requests[number].failures += 1
        requests[number].trouble = cause
        let request = requests[number]
        let failures = request.failures
        let retryUS =
            (Int64(settings.retrySleepBaseMS)
                + Int64(settings.retrySleepStepMS) * Int64(min(failures, 1_000) - 1)) * .millisecond
        var waitUS: Int64?
        if isConnection && !run.holds(.lostPollIsFailed) {
            waitUS = max(.millisecond, retryUS)
        } else if failures <= settings.pollingRetry {
            let sleepUS = max(1, Int64(settings.pollingSleepMS)) * .millisecond
            waitUS = run.holds(.failedPollWaitsSleep) ? sleepUS : max(.millisecond, retryUS)
        }
        let failure = PollFailure(
            dataID: request.dataID,
            server: request.core.map(serverURI) ?? "",
            error: error,
            failures: failures,
            retryInUS: waitUS
        )
        run.record(component, .pollFailed(request.facts, failure), cause: cause)
        if let waitUS {
            run.schedule(.icap(index, .poll(request: number)), afterUS: waitUS)
            return
        }
        if !run.holds(.coreGoesOn), let core = request.core {
            let cancel = CoreEvent.cancel(dataID: request.dataID, cause: cause ?? .load)
            run.schedule(.core(core, cancel), afterUS: 3 * .millisecond)
        }
        var answer = ICAPAnswer(200, "Blocked", PollFailure.text)
        answer.cause = cause
        self.answer(number, answer, &run)
    }

    /// Core's webhook call.
    mutating func calledBack(
        _ number: Int,
        _ dataID: String,
        _ result: ScanResult,
        _ run: inout Run
    ) {
        guard settings.usesWebhook, isRunning, !requests[number].isDone else { return }
        if let fault = run.faults.active(.callbackLost, on: settings.name) {
            requests[number].trouble = fault.cause
            return
        }
        run.record(component, .callbackReceived(requests[number].facts, dataID: dataID))
        answer(number, answer(to: result, run), &run)
    }
}
