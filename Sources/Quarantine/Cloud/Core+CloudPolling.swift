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
        let call = call(.poll(cloudID: cloudID), place, attempt)
        guard let reply = cloud.answer(call, &run) else { return }
        heard(reply, ofPoll: place, attempt, &run)
    }

    /// The Cloud said something to a poll.
    private mutating func heard(
        _ reply: CloudReply,
        ofPoll place: Int,
        _ attempt: CloudTry,
        _ run: inout Run
    ) {
        let (id, number) = (attempt.item.id, attempt.number)
        let cloudID = items[place].cloud.cloudID
        switch reply {
        case .accepted: break
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

    /// The answer of a service outside.
    ///
    /// - Returns: Whether it was waited for.
    mutating func hear(
        _ reply: CloudReply,
        to call: CloudOrder.Call,
        _ windowEndUS: Int64?,
        _ run: inout Run
    ) -> Bool {
        guard isRunning, call.life == life,
            let place = place(of: call.item, upload: call.upload),
            let attempt = items[place].cloud.current
        else { return false }
        switch call.what {
        case .upload: heard(reply, ofUpload: place, attempt, windowEndUS, &run)
        case .poll: heard(reply, ofPoll: place, attempt, &run)
        }
        return true
    }

    func call(_ what: CloudOrder.What, _ place: Int, _ attempt: CloudTry) -> CloudOrder.Call {
        CloudOrder.Call(
            what: what,
            core: index,
            coreName: settings.name,
            item: attempt.item.id,
            file: items[place].file,
            apiKey: settings.threatIntelligence.apiKey,
            upload: attempt.number,
            life: life
        )
    }
}
