extension Core {
    /// Automatic tries of an item: three in a row, and no fourth.
    static let automaticTries = 3

    mutating func take(_ event: HandOverEvent, _ cloud: inout CloudService, _ run: inout Run) {
        switch event {
        case .check(let turn):
            if turn == checkTurn { check(&run) }
        case .uploadDone(let item, let number, let life):
            if life == self.life { endUpload(item, number, &cloud, &run) }
        case .tryAgain(let item, let number): tryAgain(item, number, &run)
        case .poll(let item, let number, let life):
            if life == self.life { poll(item, number, &cloud, &run) }
        }
    }

    /// Automatic sending is switched on or off, or its interval changed.
    mutating func planChecks(_ run: inout Run) {
        checkTurn += 1
        guard settings.quarantine.isAutomatic, settings.hasHandOver else { return }
        run.schedule(
            .handOver(index, .check(turn: checkTurn)),
            afterUS: Int64(settings.quarantine.checkSeconds) * .second
        )
    }

    /// Looks for new items, and sends them.
    private mutating func check(_ run: inout Run) {
        guard settings.quarantine.isAutomatic else { return }
        if isRunning {
            let ids = items.filter { wantsSending($0.cloud, run) }.map(\.facts.id)
            run.record(component, .quarantineChecked(newItems: ids.count))
            for id in ids { beginUpload(id, isAutomatic: true, &run) }
        }
        run.schedule(
            .handOver(index, .check(turn: checkTurn)),
            afterUS: Int64(settings.quarantine.checkSeconds) * .second
        )
    }

    private func wantsSending(_ cloud: CloudState, _ run: Run) -> Bool {
        guard cloud.isNew || !run.holds(.onlyAfterSwitchOn), cloud.current == nil,
            cloud.automaticFailures < Self.automaticTries
        else { return false }
        switch cloud.status {
        case .none: return true
        // Between two tries.
        case .uploading: return cloud.automaticFailures > 0
        case .progress, .results, .unavailable: return false
        case .missingKey:
            return !run.holds(.missingKeyIsFinal) && !settings.threatIntelligence.apiKey.isEmpty
        case .limitReached:
            return !run.holds(.limitIsFinal) && run.nowUS >= cloud.limitEndsUS ?? .max
        }
    }

    /// Starts an upload; what is not licensed, enabled or configured ends at once.
    mutating func beginUpload(_ id: Int, isAutomatic: Bool, _ run: inout Run) {
        guard let place = items.firstIndex(where: { $0.facts.id == id }),
            items[place].cloud.current == nil, settings.hasHandOver
        else { return }
        items[place].cloud.uploads += 1
        if isAutomatic { items[place].cloud.automaticTries += 1 }
        let attempt = CloudTry(
            item: items[place].facts,
            number: items[place].cloud.uploads,
            isAutomatic: isAutomatic,
            automaticTry: isAutomatic ? items[place].cloud.automaticTries : 0
        )
        items[place].cloud.current = attempt
        if !isAutomatic { items[place].cloud.automaticFailures = 0 }
        run.record(component, .uploadStarted(attempt))
        show(.uploading, place, &run)
        let intelligence = settings.threatIntelligence
        if !intelligence.isLicensed || !intelligence.isEnabled {
            let key = intelligence.isLicensed ? "enabled" : "licensed"
            giveUp(place, .unavailable, "threat_intelligence.\(key)", attempt, &run)
        } else if intelligence.apiKey.isEmpty {
            giveUp(place, .missingKey, "threat_intelligence.api_key", attempt, &run)
        } else {
            let us = run.between(800, 2_500, key: "upload/\(settings.name)/\(id)/\(attempt.number)")
            run.schedule(
                .handOver(index, .uploadDone(item: id, number: attempt.number, life: life)),
                afterUS: us * .millisecond + attempt.item.sizeBytes
            )
        }
    }

    private mutating func giveUp(
        _ place: Int,
        _ status: CloudStatus,
        _ key: String,
        _ attempt: CloudTry,
        _ run: inout Run
    ) {
        let cause = Cause.setting(key)
        let refusal = CloudRefusal(status: 0, code: 0, text: status.text, cause: cause)
        items[place].cloud.current = nil
        items[place].cloud.automaticFailures = 0
        run.record(component, .uploadFailed(attempt, refusal), cause: cause)
        show(status, place, &run)
    }

    /// Sets the THREAT INTELLIGENCE field.
    mutating func show(_ status: CloudStatus, _ place: Int, _ run: inout Run) {
        guard items[place].cloud.status != status else { return }
        items[place].cloud.status = status
        run.record(component, .statusChanged(items[place].facts, status: status.text))
    }

    /// The upload that is under way, if it is still this one.
    func place(of id: Int, upload number: Int) -> Int? {
        items.firstIndex { $0.facts.id == id && $0.cloud.current?.number == number }
    }
}
