extension Core {
    /// Begins waiting scans while there is room.
    mutating func startWaiting(_ run: inout Run) {
        while running < settings.parallelScans, !waiting.isEmpty {
            let number = waiting.removeFirst()
            running += 1
            let facts = scans[number].facts
            let plan = ScanPlan(facts.file, number: number, settings: settings, run: run.scene)
            scans[number].startedUS = run.nowUS
            scans[number].plan = plan
            run.record(component, .scanStarted(facts))
            run.schedule(
                .core(index, .finish(scan: number, life: life)),
                afterUS: plan.durationUS
            )
        }
    }

    /// Ends a scan with what the engines and the faults make of it.
    mutating func finish(_ number: Int, _ run: inout Run) {
        guard scans[number].result == nil else { return }
        let scan = scans[number]
        let isInterrupted = interrupted.contains(number)
        if isInterrupted {
            interrupted.removeAll { $0 == number }
        } else {
            running -= 1
            if scan.facts.file.archive != nil { archivesInQueue -= 1 }
        }
        let examination = Examination(
            scan: scan,
            settings: settings,
            stopCause: isInterrupted ? stopCause : nil,
            run: run.scene
        )
        let result = examination.result()
        if result.cause == examination.agentCause, result.cause != nil {
            run.record(
                component,
                .taskNotSent(scan.facts, block: "ScanBlock"),
                cause: result.cause
            )
        }
        close(number, result, &run)
        startWaiting(&run)
    }

    /// A client or the ICAP Server no longer wants a result.
    mutating func cancel(_ dataID: String, _ cause: Cause, _ run: inout Run) {
        guard isRunning, let number = scanByID[dataID], scans[number].result == nil else { return }
        let scan = scans[number]
        if let place = waiting.firstIndex(of: number) {
            waiting.remove(at: place)
        } else {
            running -= 1
        }
        if scan.facts.file.archive != nil { archivesInQueue -= 1 }
        var result = Examination(scan: scan, settings: settings, stopCause: nil, run: run.scene)
            .bare(code: 19, cause: cause)
        result.isInterrupted = true
        call("POST", "/file/\(dataID)/cancel", 200, 52, scan.facts.client, 5 * .millisecond, &run)
        close(number, result, &run)
        startWaiting(&run)
    }

    /// Gives the result to the log, to history, to the quarantine and to whoever waits for it.
    private mutating func close(_ number: Int, _ result: ScanResult, _ run: inout Run) {
        scans[number].result = result
        let scan = scans[number]
        run.record(component, .scanFinished(scan.facts, result), cause: result.cause)
        finishMembers(of: scan, result, &run)
        store(scan.facts, result, &run)
        quarantine(scan.facts, result, &run)
        if case .icap(let server, let request) = scan.origin {
            run.schedule(
                .icap(server, .callback(request: request, dataID: scan.facts.dataID, result)),
                afterUS: 3 * .millisecond
            )
        }
    }

    /// The files of an archive that matter have lines of their own.
    private mutating func finishMembers(
        of scan: Scan,
        _ result: ScanResult,
        _ run: inout Run
    ) {
        guard !result.isInterrupted, let archive = scan.facts.file.archive else { return }
        for member in archive.members {
            let number = scans.endIndex
            var file = scan.facts.file
            file.name = member.name
            file.path = "\(scan.facts.file.path)/\(member.name)"
            file.sha256 = run.hex(64, key: "content/\(file.path)")
            file.content = member.content
            file.threat = member.threat
            file.archive = nil
            var facts = scan.facts
            facts.number = number
            facts.dataID = run.hex(32, key: "data-id/\(settings.name)/\(number)")
            facts.parentID = scan.facts.dataID
            facts.file = file
            let child = Scan(
                facts: facts,
                origin: .client,
                startedUS: scan.startedUS,
                plan: scan.plan
            )
            let own = Examination(scan: child, settings: settings, stopCause: nil, run: run.scene)
                .result()
            scans.append(
                Scan(facts: facts, origin: .client, startedUS: scan.startedUS, result: own)
            )
            scanByID[facts.dataID] = number
            run.record(component, .scanFinished(facts, own), cause: own.cause)
            store(facts, own, &run)
        }
    }

    /// Writes a row of history, unless nothing is stored.
    mutating func store(_ facts: ScanFacts, _ result: ScanResult, _ run: inout Run) {
        if settings.databaseMode == 3 {
            run.record(component, .historyNotStored(facts), cause: .setting("dbmode"))
            return
        }
        if let fault = run.faults.active(.databaseLost, on: settings.name),
            run.holds(.lostDatabaseLosesRows)
        {
            run.record(component, .historyNotStored(facts), cause: fault.cause)
            return
        }
        history.append(HistoryRow(scan: facts, result: result))
    }
}
