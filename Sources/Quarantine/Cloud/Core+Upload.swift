extension Core {
    /// The file is at the Cloud, or it could not be brought there.
    mutating func endUpload(
        _ id: Int,
        _ number: Int,
        _ cloud: inout CloudService,
        _ run: inout Run
    ) {
        guard let place = place(of: id, upload: number), let attempt = items[place].cloud.current
        else { return }
        let call = call(.upload, place, attempt)
        guard let reply = cloud.answer(call, &run) else { return }
        heard(reply, ofUpload: place, attempt, cloud.windowEndUS, &run)
    }

    /// The Cloud said something to an upload; its daily limit opens again at `windowEndUS`, if
    /// that was told.
    mutating func heard(
        _ reply: CloudReply,
        ofUpload place: Int,
        _ attempt: CloudTry,
        _ windowEndUS: Int64?,
        _ run: inout Run
    ) {
        switch reply {
        case .accepted(let cloudID):
            items[place].cloud.cloudID = cloudID
            items[place].cloud.automaticFailures = 0
            items[place].cloud.pollFailures = 0
            run.record(component, .uploadDone(attempt, cloudID: cloudID))
            show(.progress(percent: 0), place, &run)
            planPoll(attempt.item.id, attempt.number, &run)
        case .refused(let refusal):
            run.record(component, .uploadFailed(attempt, refusal), cause: refusal.cause)
            let endUS = windowEndUS ?? run.nowUS + CloudService.windowUS
            refused(place, attempt, refusal, endUS, &run)
        case .progress, .done: break
        }
    }

    private mutating func refused(
        _ place: Int,
        _ attempt: CloudTry,
        _ refusal: CloudRefusal,
        _ windowEndUS: Int64,
        _ run: inout Run
    ) {
        let isKey = [400_165, 401_000, 401_006, 404_008].contains(refusal.code)
        if refusal.code == 429_000 {
            items[place].cloud.current = nil
            items[place].cloud.automaticFailures = 0
            items[place].cloud.limitEndsUS = windowEndUS
            show(.limitReached, place, &run)
        } else if isKey && !run.holds(.refusedIsUnavailable) {
            items[place].cloud.current = nil
            show(.missingKey, place, &run)
        } else {
            failed(place, attempt, &run)
        }
    }

    /// An upload failed: after three in a row the result is Unavailable.
    mutating func failed(_ place: Int, _ attempt: CloudTry, _ run: inout Run) {
        items[place].cloud.current = nil
        items[place].cloud.automaticFailures += 1
        let failures = items[place].cloud.automaticFailures
        let triesOnce = !attempt.isAutomatic && run.holds(.manualTriesOnce)
        guard !triesOnce, failures < Self.automaticTries else {
            // A manual send that failed does not bring automatic tries back.
            items[place].cloud.automaticFailures = Self.automaticTries
            show(.unavailable, place, &run)
            return
        }
        if !run.holds(.triesShowUploading) { show(.none, place, &run) }
        let id = attempt.item.id
        if !attempt.isAutomatic {
            let us = Int64(settings.quarantine.checkSeconds) * .second
            run.schedule(
                .handOver(index, .tryAgain(item: id, number: attempt.number)),
                afterUS: us
            )
        } else if !run.holds(.triesWaitForCheck) {
            run.schedule(
                .handOver(index, .tryAgain(item: id, number: attempt.number)),
                afterUS: .second
            )
        }
    }

    /// Another try that does not wait for the next check.
    mutating func tryAgain(_ id: Int, _ number: Int, _ run: inout Run) {
        guard isRunning, let place = items.firstIndex(where: { $0.facts.id == id }) else { return }
        let cloud = items[place].cloud
        guard cloud.current == nil, cloud.uploads == number,
            cloud.automaticFailures < Self.automaticTries
        else { return }
        let failures = cloud.automaticFailures
        let wasAutomatic = cloud.automaticTries > 0 && cloud.isNew
        beginUpload(id, isAutomatic: wasAutomatic, &run)
        if let again = items.firstIndex(where: { $0.facts.id == id }) {
            items[again].cloud.automaticFailures = failures
        }
    }

    /// The restart of the service ends uploads that were under way; polling goes on.
    mutating func failUploads(_ run: inout Run) {
        for place in items.indices {
            guard let attempt = items[place].cloud.current else { continue }
            if case .progress = items[place].cloud.status {
                planPoll(attempt.item.id, attempt.number, &run)
            } else if run.holds(.restartFailsUpload) {
                let refusal = CloudRefusal(
                    status: 0,
                    code: 0,
                    text: "Interrupted",
                    cause: stopCause
                )
                run.record(component, .uploadFailed(attempt, refusal), cause: stopCause)
                failed(place, attempt, &run)
            } else {
                run.schedule(
                    .handOver(
                        index,
                        .uploadDone(item: attempt.item.id, number: attempt.number, life: life)
                    ),
                    afterUS: .second
                )
            }
        }
    }
}
