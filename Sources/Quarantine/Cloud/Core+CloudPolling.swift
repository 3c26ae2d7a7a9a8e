extension Core {
    func planPoll(_ id: Int, _ number: Int, _ run: inout Run) {
        run.schedule(
            .handOver(index, .poll(item: id, number: number, life: life)),
            afterUS: Int64(settings.quarantine.pollingSeconds) * .second
        )
    }

    /// Asks the Cloud for the result of an upload.
    mutating func poll(
        _ id: Int,
        _ number: Int,
        _ cloud: inout CloudService,
        _ run: inout Run
    ) {
        // While the service is down nobody polls; its start begins anew.
        guard isRunning, let place = place(of: id, upload: number),
            let attempt = items[place].cloud.current
        else { return }
        let cloudID = items[place].cloud.cloudID
        switch cloud.poll(cloudID, key: settings.threatIntelligence.apiKey, &run) {
        case .progress(let percent):
            items[place].cloud.pollFailures = 0
            run.record(component, .resultPolled(attempt, cloudID: cloudID, percent: percent))
            show(.progress(percent: percent), place, &run)
            planPoll(id, number, &run)
        case .done(let result):
            items[place].cloud.current = nil
            items[place].cloud.pages.append(result)
            run.record(component, .resultReceived(attempt, result))
            show(.results(verdict: result.verdict), place, &run)
        case .refused(let refusal):
            items[place].cloud.pollFailures += 1
            run.record(component, .resultPollFailed(attempt, refusal), cause: refusal.cause)
            let isOver = items[place].cloud.pollFailures >= Self.automaticTries
            if isOver && !run.holds(.pollingOutlasts) {
                items[place].cloud.current = nil
                show(.unavailable, place, &run)
            } else {
                planPoll(id, number, &run)
            }
        }
    }
}
