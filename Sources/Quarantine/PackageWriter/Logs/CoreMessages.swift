/// What Core's log says of an occurrence: published lines to the letter, the rest in one of
/// several wordings.
struct CoreMessages: Sendable {
    let settings: CoreSettings
    let wording: Wording
    let rendition: Rendition
    /// By name.
    let faults: [String: Fault]
    private let idKey: String

    init(_ settings: CoreSettings, _ rendition: Rendition, faults: [String: Fault]) {
        self.settings = settings
        self.faults = faults
        self.rendition = rendition
        wording = Wording(rendition, product: "core")
        idKey = wording.pick("id-key", ["dataId", "dataId", "data_id"])
    }

    typealias Pair = Sentence.Pair

    func sentences(_ occurrence: Occurrence) -> [Sentence] {
        switch occurrence.kind {
        case .serviceStarting, .serviceStarted, .serviceStopped, .licenceChecked, .databaseLost,
            .databaseBack:
            service(occurrence.kind)
        case .engineEnded, .engineStarted, .engineReady, .engineFailed, .packageDownloaded:
            engine(occurrence.kind)
        case .queueSeen, .requestRefused, .historyNotStored, .historyCleaned, .settingChanged,
            .technologySwitched:
            keeping(occurrence.kind)
        case .scanQueued, .scanStarted, .scanFinished, .taskNotSent: scan(occurrence.kind)
        case .itemQuarantined, .itemNotAdded, .itemPinned, .itemUnpinned, .itemDeleted,
            .itemCleanedUp, .itemDownloaded, .itemLost:
            item(occurrence.kind)
        default: cloud(occurrence.kind)
        }
    }

    // MARK: The service

    private func service(_ kind: Occurrence.Kind) -> [Sentence] {
        let component = wording.pick("service", ["core.service", "core.main", "common.service"])
        switch kind {
        case .serviceStarting:
            let text = wording.pick(
                "starting",
                ["Service starting", "Server is starting", "Starting MetaDefender Core service"]
            )
            return [Sentence(.info, component, text, [Pair("version", settings.version)])]
        case .serviceStarted(let facts):
            let text = wording.pick(
                "started",
                ["Service started", "Server is started", "MetaDefender Core service started"]
            )
            let pairs = [Pair("version", settings.version), Pair("pid", facts.pid)]
            return [Sentence(.info, component, text, wording.pick("pid", [pairs, [pairs[0]]]))]
        case .serviceStopped(let stop): return stopped(stop, component)
        case .licenceChecked(let status, let daysLeft): return licence(status, daysLeft)
        case .databaseLost(let reason):
            return [
                Sentence(.critical, "core.db", "Postgres info", [Pair("info", reason)], id: 4_085)
            ]
        default:
            let info = wording.pick(
                "database-back",
                ["Connected to postgres server", "Connection to postgres server established"]
            )
            return [Sentence(.info, "core.db", "Postgres info", [Pair("info", info)])]
        }
    }

    private func stopped(_ stop: ServiceStop, _ component: String) -> [Sentence] {
        switch stop.how {
        case .orderly:
            let texts = ["Service stopping", "Server is stopping", "Service is shutting down"]
            return [Sentence(.info, component, wording.pick("stopping", texts))]
        case .error:
            let id = wording.pick("service-error", [8, 8, 130])
            return [Sentence(.critical, component, "Error in Service, shutdown..", id: id)]
        case .memory:
            return [
                Sentence(.critical, component, "Insufficient memory, terminating", id: 2_892)
            ]
        case .crash: return []
        }
    }

    private func licence(_ status: String, _ daysLeft: Int) -> [Sentence] {
        let isFine = status == "ok"
        let text = wording.pick(
            "licence",
            ["License checked", "License status", "License validation finished"]
        )
        let pairs = [Pair("status", status), Pair("daysLeft", daysLeft)]
        return [Sentence(isFine ? .info : .error, "core.license", text, pairs)]
    }

    // MARK: Engines

    private func engine(_ kind: Occurrence.Kind) -> [Sentence] {
        let name = "engine_process"
        switch kind {
        case .engineEnded(let engine):
            return [Sentence(.info, name, "==== Engine End ====", versions(engine), id: 5_589)]
        case .engineStarted(let engine):
            let pairs = versions(engine) + [Pair("pid", engine.pid)]
            return [Sentence(.info, name, "==== Engine Start ====", pairs, id: 5_585)]
        case .engineReady(let engine):
            let id = settings.platform.engineID(engine.id)
            let path = logFolder + "\(id)/\(id).log"
            return [
                Sentence(.info, name, "Connected and initialized successfully", id: 228),
                Sentence(
                    .info,
                    name,
                    "Swap log config done",
                    [Pair("filePath", path)] + versions(engine),
                    id: 5_586
                ),
            ]
        case .engineFailed(let engine, let message):
            let key = wording.pick("engine-error", ["error", "reason", "message"])
            let pairs = [Pair("engineName", engine.name), Pair(key, wording.said(message))]
            return [
                Sentence(
                    .critical,
                    wording.pick("engine-failed", [name, "agent.engines"]),
                    "Error in engine",
                    pairs,
                    id: 231
                )
            ]
        case .packageDownloaded(_, let folder):
            let parts = folder.split(separator: "_")
            let id = parts.dropLast().joined(separator: "_")
            let name = settings.platform.engineID(id) + "_" + (parts.last ?? "")
            let path = dataFolder + "updates/db/\(name)"
            return [
                Sentence(
                    .info,
                    "common.update",
                    "Package successfully downloaded",
                    [Pair("packageDir", path)],
                    id: 671
                )
            ]
        default: return []
        }
    }

    private func versions(_ engine: EngineFacts) -> [Pair] {
        [
            Pair("engineName", engine.name), Pair("engineVersion", engine.version),
            Pair("dbVersion", engine.database),
        ]
    }

    private var logFolder: String {
        settings.platform == .linux
            ? "/var/log/ometascan/"
            : "C:/Program Files/OPSWAT/MetaDefender Core/data/logs/"
    }

    private var dataFolder: String {
        settings.platform == .linux
            ? "/var/lib/ometascan/" : "C:/Program Files/OPSWAT/MetaDefender Core/data/"
    }

    // MARK: Queue, history, settings

    private func keeping(_ kind: Occurrence.Kind) -> [Sentence] {
        switch kind {
        case .queueSeen(let inQueue, let places):
            let text = wording.pick("queue", ["Queue status", "Scan queue", "Current load"])
            let keys = wording.pick(
                "queue-keys",
                [("inQueue", "maxQueue"), ("scanQueue", "totalScanQueue"), ("size", "limit")]
            )
            let pairs = [Pair(keys.0, inQueue), Pair(keys.1, places)]
            return [Sentence(.info, "core.network", text, pairs)]
        case .requestRefused(let refusal): return refused(refusal)
        case .historyNotStored(let scan):
            guard settings.databaseMode != 3 else { return [] }
            let text = wording.pick(
                "not-stored",
                [
                    "Failed to store processing result", "Can not save scan result",
                    "Insert of report failed",
                ]
            )
            let reason = wording.pick(
                "not-stored-why",
                ["could not connect to server: Connection refused", "no connection to the server"]
            )
            return [
                Sentence(.error, "core.db", text, [id(scan.dataID), Pair("reason", reason)])
            ]
        case .historyCleaned(let ids):
            let text = wording.pick(
                "cleaned",
                ["Old records deleted", "Processing history clean-up done", "Records removed"]
            )
            return [Sentence(.info, "core.db", text, [Pair("count", ids.count)])]
        case .settingChanged(let key, let value):
            let text = wording.pick("changed", ["Configuration changed", "Setting modified"])
            return [
                Sentence(.info, "core.config", text, [Pair("key", key), Pair("value", value)])
            ]
        case .technologySwitched(let name, let isOn):
            let text = isOn ? "Technology enabled" : "Technology disabled"
            return [Sentence(.info, "core.config", text, [Pair("name", name)])]
        default: return []
        }
    }

    /// The words of the answer are published, the line is not.
    private func refused(_ refusal: Refusal) -> [Sentence] {
        guard wording.chance("logs-refusals", percent: 80) else { return [] }
        let text = wording.pick(
            "refused",
            [
                "Request refused", "File submission rejected", "Failed to process request",
                "Can not accept file",
            ]
        )
        let keys = wording.pick(
            "refused-keys",
            [("code", "err"), ("status", "error"), ("httpStatus", "reason")]
        )
        var pairs = [Pair(keys.0, refusal.status), Pair(keys.1, refusal.text)]
        pairs.append(Pair("userAgent", refusal.client.agent))
        pairs.append(Pair("fileName", refusal.file.name))
        let component = wording.pick("refused-by", ["core.network", "core.rest", "core.workflow"])
        return [Sentence(.warning, component, text, pairs)]
    }

    func id(_ dataID: String) -> Pair { Pair(idKey, dataID) }
}
