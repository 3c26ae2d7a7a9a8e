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
}
