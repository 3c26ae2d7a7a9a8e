extension ICAPServer {
    /// A request arrives.
    mutating func receive(_ request: ICAPRequest, _ run: inout Run) {
        guard isRunning else {
            failConnection(request.send, stopCause, &run)
            return
        }
        let number = requests.endIndex
        let facts = RequestFacts(
            connectionID: request.connectionID,
            number: 41_870 + number,
            send: request.send,
            method: request.method,
            client: request.client,
            uri: request.uri,
            file: request.file,
            receivedUS: run.nowUS
        )
        requests.append(LiveRequest(facts: facts, send: request.send, coresLeft: order(number)))
        active += 1
        if let (answer, text) = refusal(of: facts, run) {
            run.record(component, .requestRejected(facts, text: text), cause: answer.cause)
            self.answer(number, answer, &run)
            return
        }
        run.record(component, .requestReceived(facts))
        if let fault = run.faults.active(.icapDrops, on: settings.name) {
            drop(number, fault.cause, &run)
        } else if let fault = run.faults.active(.icapSilent, on: settings.name) {
            requests[number].trouble = fault.cause
        } else if let answer = answerWithoutCore(run) {
            self.answer(number, answer, &run)
        } else if request.send < 0 && request.file.sizeBytes == 0 {
            // A message of a real client that brings nothing to scan.
            self.answer(number, ICAPAnswer(204, "Allowed"), &run)
        } else {
            submit(number, &run)
        }
    }

    /// The Cores to try: the first one is the preferred one, or the next one in turn.
    private func order(_ number: Int) -> [Int] {
        guard settings.preference == .roundRobin, !profile.isEmpty else { return profile }
        let first = number % profile.count
        return Array(profile[first...] + profile[..<first])
    }

    /// What the parser refuses before the request is accepted.
    private func refusal(of facts: RequestFacts, _ run: Run) -> (ICAPAnswer, String)? {
        guard !facts.file.isWellFormed && !settings.isPermissive else { return nil }
        var answer = ICAPAnswer(400)
        answer.cause = .setting("permissive_parsing")
        return (answer, "Invalid character found in HTTP response header name")
    }

    private func answerWithoutCore(_ run: Run) -> ICAPAnswer? {
        if let fault = run.faults.active(.icapAnswers, on: settings.name) {
            var answer = ICAPAnswer(fault.status)
            answer.cause = fault.cause
            return answer
        }
        if active > settings.maxConnections && !run.holds(.connectionsNotEnforced) {
            var answer = ICAPAnswer(503)
            answer.cause = .setting("max_connections")
            return answer
        }
        if !settings.isLicenced {
            var answer =
                run.holds(.expiredLicenceBlocks)
                ? ICAPAnswer(200, "Blocked", "License is expired") : ICAPAnswer(500)
            answer.cause = .setting("licensed")
            return answer
        }
        guard !settings.hasWorkflow else { return nil }
        var answer =
            run.holds(.noWorkflowBlocks)
            ? ICAPAnswer(200, "Blocked", "No matching workflow") : ICAPAnswer(404)
        answer.cause = .setting("workflow")
        return answer
    }

    /// Answers, unless the request is over.
    mutating func answer(_ number: Int, _ answer: ICAPAnswer, _ run: inout Run) {
        guard !requests[number].isDone else { return }
        requests[number].isDone = true
        requests[number].answer = answer
        active -= 1
        let request = requests[number]
        run.record(
            component,
            .answered(
                request.facts,
                answer,
                durationUS: run.nowUS - request.facts.receivedUS,
                dataID: request.dataID
            ),
            cause: answer.cause
        )
        history.append(
            ICAPHistoryRow(
                request: request.facts,
                answer: answer,
                dataID: request.dataID,
                answeredUS: run.nowUS
            )
        )
        run.schedule(.share(.answered(send: request.send, answer)), afterUS: .millisecond)
    }

    private mutating func drop(_ number: Int, _ cause: Cause?, _ run: inout Run) {
        guard !requests[number].isDone else { return }
        requests[number].isDone = true
        active -= 1
        failConnection(requests[number].send, cause, &run)
    }

    private func failConnection(_ send: Int, _ cause: Cause?, _ run: inout Run) {
        run.schedule(
            .share(.connectionFailed(send: send, cause: cause)),
            afterUS: 2 * .millisecond
        )
    }

    /// The share no longer waits for an answer.
    mutating func clientLeft(_ send: Int, _ cause: Cause, _ run: inout Run) {
        guard let number = requests.lastIndex(where: { $0.send == send && !$0.isDone }) else {
            return
        }
        leave(number, cause, &run)
    }

    mutating func leave(_ number: Int, _ cause: Cause, _ run: inout Run) {
        guard !requests[number].isDone else { return }
        requests[number].isDone = true
        active -= 1
        let request = requests[number]
        run.record(
            component,
            .clientLeft(request.facts, dataID: request.dataID),
            cause: cause
        )
        guard run.holds(.goneClientCancels), let core = request.core, request.dataID != "" else {
            return
        }
        run.schedule(
            .core(core, .cancel(dataID: request.dataID, cause: cause)),
            afterUS: 3 * .millisecond
        )
    }

    /// The service ends; open connections break.
    mutating func stop(_ cause: Cause, _ run: inout Run) {
        guard isRunning else { return }
        isRunning = false
        stopCause = cause
        let stop = ServiceStop(service: service, how: .error, interrupted: active)
        run.record(component, .serviceStopped(stop), cause: cause)
        for number in requests.indices { drop(number, cause, &run) }
        starts += 1
    }

    mutating func start(_ run: inout Run) {
        guard !isRunning else { return }
        run.record(component, .serviceStarting(service))
        run.schedule(.icap(index, .becomeReady), afterUS: 4 * .second)
    }

    mutating func becomeReady(_ run: inout Run) {
        guard !isRunning else { return }
        isRunning = true
        run.record(component, .serviceStarted(service))
    }
}
