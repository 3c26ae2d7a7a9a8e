extension Core {
    /// Core's own lines every two minutes.
    func keepHouse(_ run: inout Run) {
        if isRunning {
            let others = run.faults.active(.queueFilled, on: settings.name)?.factor ?? 0
            run.record(
                component,
                .queueSeen(
                    inQueue: min(settings.queueSize, queueLength + others),
                    places: settings.queueSize
                )
            )
        }
        run.schedule(.core(index, .keepHouse), afterUS: 2 * .minute)
    }

    func checkLicence(_ run: inout Run) {
        if isRunning {
            let fault = run.faults.active(.licenceExpired, on: settings.name)
            let isExpired = fault != nil || !settings.isLicenced
            run.record(
                component,
                .licenceChecked(
                    status: isExpired ? "expired" : "ok",
                    daysLeft: isExpired ? 0 : settings.licenceDays
                ),
                cause: fault?.cause ?? (isExpired ? .setting("licensed") : nil)
            )
        }
        run.schedule(.core(index, .checkLicence), afterUS: .hour)
    }

    /// Removes what is older than the retention settings say; pinned items stay.
    mutating func cleanUp(_ run: inout Run) {
        if isRunning {
            cleanHistory(&run)
            cleanItems(&run)
        }
        run.schedule(.core(index, .cleanUp), afterUS: settings.cleanUpEveryUS)
    }

    private mutating func cleanHistory(_ run: inout Run) {
        guard let ageUS = settings.historyAgeUS else { return }
        let oldest = run.nowUS - ageUS
        let old = history.filter { $0.result.finishedUS < oldest }.map(\.scan.dataID)
        guard !old.isEmpty else { return }
        history.removeAll { $0.result.finishedUS < oldest }
        run.record(component, .historyCleaned(ids: old), cause: .setting("history_age"))
    }

    private mutating func cleanItems(_ run: inout Run) {
        guard let ageUS = settings.quarantineAgeUS else { return }
        let oldest = run.nowUS - ageUS
        let isOld = { (item: QuarantineItem) in
            !item.isPinned && item.facts.quarantinedUS < oldest
        }
        for item in items where isOld(item) {
            run.record(
                component,
                .itemCleanedUp(item.facts),
                cause: .setting("quarantine_age")
            )
        }
        items.removeAll(where: isOld)
    }

    /// What Core says to a question for a result.
    mutating func answer(poll dataID: String, by client: ClientFacts, _ run: inout Run) -> PollReply
    {
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
                call("GET", uri, fault.status, 47, client, 10 * .second, &run)
                return .failed(
                    error: "HTTP \(fault.status)",
                    isConnection: false,
                    cause: fault.cause
                )
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

    private func percent(of scan: Scan, at nowUS: Int64) -> Int {
        guard let startedUS = scan.startedUS, let plan = scan.plan, plan.durationUS > 0 else {
            return 1
        }
        return Int(min(99, max(1, (nowUS - startedUS) * 100 / plan.durationUS)))
    }
}
