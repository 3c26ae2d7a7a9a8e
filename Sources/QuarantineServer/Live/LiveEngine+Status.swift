internal import Quarantine

extension LiveEngine {
    package func health() async -> CoreHealth {
        catchUp()
        let core = state.engine.cores[0]
        let settings = core.settings
        var health = CoreHealth()
        health.hasDatabase = fault(.databaseLost) == nil
        health.license = isLicensed ? "ok" : "expired"
        health.queued = queued
        health.queueSize = settings.queueSize
        health.activeEngines = engines.count { $0.kind == "av" && $0.isActive }
        health.neededEngines = max(1, settings.workflow.minimumEngines)
        return health
    }

    package func status() async -> CoreStatus {
        catchUp()
        let settings = state.engine.cores[0].settings
        let engines = engines
        let missing = engines.count { !$0.isActive }
        var issues = missing == 0 ? [] : ["\(missing) engines are not deployed to this node"]
        if fault(.diskFull) != nil { issues.append("Free disk space is low") }
        return CoreStatus(
            productID: settings.platform == .linux ? "MSCL" : "MSCW",
            platform: settings.platform.rawValue,
            version: settings.version,
            nowUS: state.engine.course.nowUS,
            startedUS: state.engine.scenario.startUS,
            licenceDays: isLicensed ? settings.licenceDays : 0,
            isLicensed: isLicensed,
            queued: queued,
            queueSize: settings.queueSize,
            engines: engines,
            issues: issues,
            isDiskFull: fault(.diskFull) != nil
        )
    }

    private func fault(_ kind: Fault.Kind, engine: String? = nil) -> Fault? {
        let name = state.engine.cores[0].settings.name
        return state.engine.active(kind, on: name, engine: engine)
    }

    private var isLicensed: Bool {
        state.engine.cores[0].settings.isLicenced && fault(.licenceExpired) == nil
    }

    private var queued: Int {
        let core = state.engine.cores[0]
        let others = fault(.queueFilled)?.factor ?? 0
        return min(core.settings.queueSize, core.queueLength + others)
    }

    private var engines: [CoreStatus.Engine] {
        state.engine.cores[0].settings.engines.map { engine in
            // Without a name, a fault is about antivirus engines.
            let hits = { (kind: Fault.Kind) in
                guard let fault = self.fault(kind, engine: engine.name) else { return false }
                return !fault.engine.isEmpty || engine.kind == .av
            }
            let state =
                hits(.engineFailed)
                ? "permanently failed" : hits(.engineUpdating) ? "staging" : "production"
            return CoreStatus.Engine(
                name: engine.name,
                id: engine.id,
                kind: engine.kind.rawValue,
                version: engine.version,
                database: engine.database,
                isActive: state == "production" && engine.isLicensed,
                state: state,
                definitionsUS: self.state.engine.scenario.startUS
            )
        }
    }
}
