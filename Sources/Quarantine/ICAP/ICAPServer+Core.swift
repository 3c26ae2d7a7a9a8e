extension ICAPServer {
    /// Gives the file to the next Core of the profile.
    mutating func submit(_ number: Int, _ run: inout Run) {
        guard let core = requests[number].coresLeft.first else {
            answer(number, answerWithoutAnyCore(nil, run), &run)
            return
        }
        requests[number].coresLeft.removeFirst()
        requests[number].core = core
        requests[number].attempt += 1
        if let fault = run.faults.active(.coreUnreachable, on: settings.name) {
            let error = fault.text.isEmpty ? "Connection timed out" : fault.text
            coreReplied(number, .unreachable(error: error, cause: fault.cause), &run)
            return
        }
        let request = requests[number]
        var submission = Submission(
            file: request.facts.file,
            client: client,
            origin: .icap(server: index, request: number),
            connectionID: request.facts.connectionID
        )
        submission.sentUS = run.nowUS
        let us = run.between(20, 55, key: "wire/\(settings.name)/\(number)") * .millisecond
        run.schedule(.core(core, .receive(submission)), afterUS: us)
        run.schedule(
            .icap(index, .waitedForCore(request: number, attempt: request.attempt)),
            afterUS: settings.coreTimeoutUS + us
        )
    }

    /// Core took the file, or did not.
    mutating func coreReplied(_ number: Int, _ reply: CoreReply, _ run: inout Run) {
        guard !requests[number].isDone, let core = requests[number].core else { return }
        let facts = requests[number].facts
        let server = serverURI(core)
        switch reply {
        case .accepted(let dataID):
            requests[number].dataID = dataID
            run.record(component, .submitted(facts, dataID: dataID, server: server))
            if !settings.usesWebhook { planPoll(number, &run) }
        case .refused(let status, let text, let cause):
            run.record(
                component,
                .coreRefused(facts, server: server, status: status, text: text),
                cause: cause
            )
            if !run.holds(.failoverOnRefusal) && !requests[number].coresLeft.isEmpty {
                submit(number, &run)
                return
            }
            var answer =
                run.holds(.refusalBlocks)
                ? ICAPAnswer(200, "Blocked", text) : ICAPAnswer(status >= 500 ? status : 500)
            answer.cause = cause
            self.answer(number, answer, &run)
        case .unreachable(let error, let cause): notReached(number, error, cause, &run)
        case .silent(let cause): requests[number].trouble = cause
        }
    }

    /// Core said nothing for as long as the server waits.
    mutating func waitedForCore(_ number: Int, _ attempt: Int, _ run: inout Run) {
        let request = requests[number]
        guard !request.isDone, request.attempt == attempt, request.dataID == "",
            let core = request.core
        else { return }
        let fault = run.faults.overlapping(
            .coreSilent,
            on: coreNames[core],
            fromUS: request.facts.receivedUS,
            toUS: run.nowUS
        )
        notReached(number, "Timeout", fault?.cause, &run)
    }

    private mutating func notReached(
        _ number: Int,
        _ error: String,
        _ cause: Cause?,
        _ run: inout Run
    ) {
        guard let core = requests[number].core else { return }
        run.record(
            component,
            .coreNotReached(requests[number].facts, server: serverURI(core), error: error),
            cause: cause
        )
        if requests[number].coresLeft.isEmpty {
            answer(number, answerWithoutAnyCore(cause, run), &run)
        } else {
            submit(number, &run)
        }
    }

    /// No Core is there: traffic is blocked, unless a setting allows it.
    private func answerWithoutAnyCore(_ cause: Cause?, _ run: Run) -> ICAPAnswer {
        var answer =
            settings.allowsIfCoreDown
            ? ICAPAnswer(204, "Allowed")
            : run.holds(.downBlocks)
                ? ICAPAnswer(200, "Blocked", "Cannot connect to Core") : ICAPAnswer(500)
        answer.cause = cause
        return answer
    }
}
