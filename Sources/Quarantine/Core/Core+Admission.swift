extension Core {
    /// What keeps a file out, in the order in which it is looked at.
    private struct Obstacle {
        var status: Int
        var text: String
        var cause: Cause
    }

    /// Takes a file into the queue, or says why not.
    mutating func admit(_ submission: Submission, _ run: inout Run) -> CoreReply {
        guard isRunning else {
            return .unreachable(error: "Connection refused", cause: stopCause)
        }
        if let fault = run.faults.active(.coreSilent, on: settings.name) {
            return .silent(cause: fault.cause)
        }
        if let obstacle = obstacle(for: submission, run) {
            refuse(submission, obstacle, &run)
            return .refused(status: obstacle.status, text: obstacle.text, cause: obstacle.cause)
        }
        return .accepted(dataID: enqueue(submission, parentID: "", &run))
    }

    /// Puts a file into the queue; the scan begins when a place is free.
    private mutating func enqueue(
        _ submission: Submission,
        parentID: String,
        _ run: inout Run
    ) -> String {
        let number = scans.endIndex
        let dataID = run.hex(32, key: "data-id/\(settings.name)/\(number)")
        var facts = ScanFacts(
            number: number,
            dataID: dataID,
            file: submission.file,
            client: submission.client,
            rule: settings.workflow.name,
            uploadedUS: run.nowUS
        )
        facts.parentID = parentID
        facts.connectionID = submission.connectionID
        scans.append(Scan(facts: facts, origin: submission.origin))
        scanByID[dataID] = number
        waiting.append(number)
        if submission.file.archive != nil { archivesInQueue += 1 }
        post(submission, 200, &run)
        run.record(component, .scanQueued(facts, queueLength: queueLength))
        startWaiting(&run)
        return dataID
    }

    private mutating func refuse(
        _ submission: Submission,
        _ obstacle: Obstacle,
        _ run: inout Run
    ) {
        let refusal = Refusal(
            file: submission.file,
            client: submission.client,
            status: obstacle.status,
            text: obstacle.text,
            queueLength: queueLength,
            places: settings.queueSize,
            connectionID: submission.connectionID
        )
        run.record(component, .requestRefused(refusal), cause: obstacle.cause)
        post(submission, obstacle.status, &run)
        guard settings.tracksRejected else { return }
        let number = scans.endIndex
        var facts = ScanFacts(
            number: number,
            dataID: run.hex(32, key: "data-id/\(settings.name)/\(number)"),
            file: submission.file,
            client: submission.client,
            rule: settings.workflow.name,
            uploadedUS: run.nowUS
        )
        facts.connectionID = submission.connectionID
        let result = ScanResult(
            code: 55,
            isBlocked: true,
            blockedReason: obstacle.text,
            startedUS: run.nowUS,
            finishedUS: run.nowUS,
            queueUS: 0,
            rule: facts.rule,
            cause: obstacle.cause
        )
        scans.append(Scan(facts: facts, origin: .client, startedUS: run.nowUS, result: result))
        scanByID[facts.dataID] = number
        store(facts, result, &run)
    }

    private func post(_ submission: Submission, _ status: Int, _ run: inout Run) {
        let us = submission.sentUS.map { run.nowUS - $0 } ?? 4 * .millisecond
        call("POST", "/file", status, 48, submission.client, us, &run)
    }

    func call(
        _ method: String,
        _ uri: String,
        _ status: Int,
        _ bytes: Int,
        _ client: ClientFacts,
        _ durationUS: Int64,
        _ run: inout Run
    ) {
        let call = APICall(
            client: client,
            method: method,
            uri: uri,
            status: status,
            bytes: bytes,
            durationUS: durationUS
        )
        run.record(component, .apiCalled(call))
    }

    private func obstacle(for submission: Submission, _ run: Run) -> Obstacle? {
        faultObstacle(run) ?? settingObstacle(submission) ?? roomObstacle(submission, run)
    }

    private func faultObstacle(_ run: Run) -> Obstacle? {
        let again = "Failed to request scan. Try again later."
        var kinds: [(Fault.Kind, Int, String)] = [
            (.badAPIKey, 400, "Invalid apikey given"),
            (.licenceExpired, 500, "License is expired"),
            (.noRule, 500, "No available rule is present for scanning."),
            (.diskFull, 400, "File upload rejected due to insufficient disk space"),
            (.internalError, 500, again),
        ]
        if run.holds(.lostDatabaseRefuses) { kinds.append((.databaseLost, 500, again)) }
        for (kind, status, text) in kinds {
            if let fault = run.faults.active(kind, on: settings.name) {
                let words = fault.text.isEmpty ? text : fault.text
                return Obstacle(status: status, text: words, cause: fault.cause)
            }
        }
        guard let fault = run.faults.active(.coreRefuses, on: settings.name) else { return nil }
        let words = fault.text.isEmpty ? "Server is too busy. Try again later." : fault.text
        return Obstacle(status: fault.status, text: words, cause: fault.cause)
    }

    private func settingObstacle(_ submission: Submission) -> Obstacle? {
        let size = submission.file.sizeBytes
        if !settings.isLicenced {
            return Obstacle(
                status: 500,
                text: "License is expired",
                cause: .setting("licensed")
            )
        }
        if case .icap = submission.origin, !settings.workflow.acceptsICAP {
            return Obstacle(
                status: 500,
                text: "No available rule is present for scanning.",
                cause: .setting("workflow.accepts_icap")
            )
        }
        if size == 0 {
            return Obstacle(status: 422, text: "File is empty.", cause: .content("empty"))
        }
        guard let limit = settings.workflow.maximumFileBytes, size > limit else { return nil }
        return Obstacle(
            status: 500,
            text: "Failed to request scan. File size exceeded the maximum size permitted by your "
                + "configuration.",
            cause: .setting("workflow.maximum_file_size")
        )
    }

    private func roomObstacle(_ submission: Submission, _ run: Run) -> Obstacle? {
        let busy = "Server is too busy. Try again later."
        let fault = run.faults.active(.queueFilled, on: settings.name)
        let own = run.holds(.queueCountsRunning) ? queueLength : waiting.count
        let taken = own + (fault?.factor ?? 0)
        if taken >= settings.queueSize {
            return Obstacle(status: 503, text: busy, cause: fault?.cause ?? .load)
        }
        let archivePlaces = settings.queueSize * settings.archivePercent / 100
        if submission.file.archive != nil, archivesInQueue >= archivePlaces,
            run.holds(.archiveShareRefuses)
        {
            return Obstacle(status: 503, text: busy, cause: .setting("archive_percent"))
        }
        return nil
    }
}
