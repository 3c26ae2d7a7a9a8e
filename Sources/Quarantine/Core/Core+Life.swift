extension Core {
    /// The service ends; what was under way is cut.
    mutating func stop(_ how: ServiceStop.How, cause: Cause, _ run: inout Run) {
        guard isRunning else { return }
        isRunning = false
        stopCause = cause
        interrupted = scans.indices.filter { scans[$0].result == nil }
        let stop = ServiceStop(service: service, how: how, interrupted: interrupted.count)
        life += 1
        waiting = []
        running = 0
        archivesInQueue = 0
        run.record(component, .serviceStopped(stop), cause: cause)
    }

    /// The service begins to start; it answers when it is ready.
    mutating func start(_ run: inout Run) {
        guard !isRunning else { return }
        run.record(component, .serviceStarting(service))
        run.schedule(.core(index, .becomeReady(life: life)), afterUS: settings.startTakesUS)
    }

    mutating func becomeReady(_ run: inout Run) {
        guard !isRunning else { return }
        isRunning = true
        run.record(component, .serviceStarted(service))
        for (place, engine) in settings.engines.enumerated() {
            let us = run.between(200, 900, key: "engine/\(engine.id)/\(life)") * .millisecond
            let facts = facts(of: engine, pid: pid + 20 + 7 * place)
            run.schedule(.core(index, .startEngine(facts, life: life)), afterUS: us)
        }
        if !settings.keepsStorage { loseItems(.setting("keeps_storage"), &run) }
        if let fault = run.faults.active(.storageLost, on: settings.name) {
            loseItems(fault.cause, &run)
        }
        failUploads(&run)
        guard run.holds(.interruptedEndAfterStart) else {
            interrupted = []
            return
        }
        for number in interrupted {
            let us = run.between(180, 1_400, key: "close/\(settings.name)/\(number)")
            run.schedule(
                .core(index, .finish(scan: number, life: life)),
                afterUS: us * .millisecond
            )
        }
    }

    private mutating func loseItems(_ cause: Cause, _ run: inout Run) {
        for item in items { run.record(component, .itemLost(item.facts), cause: cause) }
        items = []
    }

    /// An engine's process starts, and is ready a moment later.
    func start(_ engine: EngineFacts, _ run: inout Run) {
        run.record(component, .engineStarted(engine))
        let us = run.between(600, 1_900, key: "engine/\(engine.id)/\(engine.pid)/\(run.nowUS)")
        run.schedule(.core(index, .engineReady(engine, life: life)), afterUS: us * .millisecond)
    }

    func facts(of engine: ScanEngine, pid: Int) -> EngineFacts {
        EngineFacts(
            name: engine.name,
            id: engine.id,
            kind: engine.kind,
            version: engine.version,
            database: engine.database,
            pid: pid
        )
    }

    /// What a fault does at once, beside what it does to files later.
    mutating func faultBegins(_ fault: Fault, _ run: inout Run) {
        switch fault.kind {
        case .coreStopped: stop(.error, cause: fault.cause, &run)
        case .coreRestarted: stop(.orderly, cause: fault.cause, &run)
        case .coreCrashed: stop(.crash, cause: fault.cause, &run)
        case .outOfMemory: stop(.memory, cause: fault.cause, &run)
        case .databaseLost:
            let usual = "Failed to connect to postgres server, giving up"
            let reason = fault.text.isEmpty ? usual : fault.text
            run.record(component, .databaseLost(reason: reason), cause: fault.cause)
        case .licenceExpired:
            run.record(
                component,
                .licenceChecked(status: "expired", daysLeft: 0),
                cause: fault.cause
            )
        case .engineFailed:
            for engine in engines(of: fault) {
                let words = fault.text.isEmpty ? "Error in engine" : fault.text
                run.record(
                    component,
                    .engineFailed(facts(of: engine, pid: pid), message: words),
                    cause: fault.cause
                )
            }
        case .engineUpdating:
            for engine in engines(of: fault) {
                let folder = "\(engine.id)_\(run.hex(6, key: "package/\(fault.name)/\(engine.id)"))"
                run.record(
                    component,
                    .packageDownloaded(engineID: engine.id, folder: folder),
                    cause: fault.cause
                )
                run.record(component, .engineEnded(facts(of: engine, pid: pid)), cause: fault.cause)
            }
        default: break
        }
    }

    mutating func faultEnds(_ fault: Fault, _ run: inout Run) {
        switch fault.kind {
        case .coreStopped, .coreRestarted, .coreCrashed, .outOfMemory: start(&run)
        case .databaseLost: run.record(component, .databaseBack)
        case .licenceExpired:
            run.record(
                component,
                .licenceChecked(status: "ok", daysLeft: settings.licenceDays)
            )
        case .engineFailed, .engineUpdating:
            guard isRunning else { return }
            for engine in engines(of: fault) {
                if fault.kind == .engineUpdating { bumpDatabase(of: engine.name) }
                let updated = settings.engines.first { $0.name == engine.name }
                start(facts(of: updated ?? engine, pid: pid + 5_000), &run)
            }
        default: break
        }
    }

    /// An update brings the next definitions: the number at the end grows by one.
    private mutating func bumpDatabase(of name: String) {
        guard let place = settings.engines.firstIndex(where: { $0.name == name }) else { return }
        let text = settings.engines[place].database
        let digits = String(text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        guard let number = Int(digits) else { return }
        settings.engines[place].database = text.dropLast(digits.count) + String(number + 1)
    }

    /// The named engine, or all antivirus engines.
    private func engines(of fault: Fault) -> [ScanEngine] {
        settings.engines.filter {
            fault.engine.isEmpty ? $0.kind == .av : $0.name == fault.engine
        }
    }
}
