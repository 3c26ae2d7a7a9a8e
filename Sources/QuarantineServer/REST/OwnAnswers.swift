/// The bodies of our own calls.
enum OwnAnswers {
    static func item(_ item: ConsoleItem) -> JSON {
        .object([
            "id": .number(item.id),
            "name": .text(item.name),
            "size_bytes": .number(Int(item.sizeBytes)),
            "sha256": .text(item.sha256),
            "data_id": .text(item.dataID),
            "verdict": .text(item.verdict),
            "threat": .text(item.threat),
            "quarantined": time(item.quarantinedUS),
            "pinned": .truth(item.isPinned),
            "threat_intelligence": intelligence(item.intelligence),
        ])
    }

    static func technology(_ technology: ConsoleTechnology) -> JSON {
        .object([
            "name": .text(technology.name),
            "version": .text(technology.version),
            "licensed": .truth(technology.isLicensed),
            "enabled": .truth(technology.isEnabled),
            "has_api_key": .truth(technology.hasAPIKey),
        ])
    }

    static func settings(_ settings: ConsoleSettings) -> JSON {
        .object([
            "automatic": .truth(settings.isAutomatic),
            "check_seconds": .number(settings.checkSeconds),
            "polling_seconds": .number(settings.pollingSeconds),
        ])
    }

    static func clock(_ stage: ConsoleStage) -> JSON {
        .object(["now": time(stage.nowUS), "rate": .number(stage.rate)])
    }

    static func occurrence(_ occurrence: ConsoleOccurrence) -> JSON {
        .object([
            "time": time(occurrence.timeUS),
            "component": .text(occurrence.component),
            "name": .text(occurrence.name),
            "about": .text(occurrence.about),
            "cause": .text(occurrence.cause),
        ])
    }

    static func faultKind(_ kind: ConsoleFaultKind) -> JSON {
        .object([
            "fault": .text(kind.key),
            "place": .text(kind.place),
            "about": .text(kind.about),
            "parameters": .list(kind.parameters.map { .text($0.rawValue) }),
        ])
    }

    static func fault(_ fault: ConsoleFault) -> JSON {
        .object([
            "number": .number(fault.number),
            "fault": .text(fault.key),
            "name": .text(fault.name),
            "since": time(fault.sinceUS),
        ])
    }

    private static func intelligence(_ intelligence: ConsoleIntelligence) -> JSON {
        .object([
            "status": .text(status(intelligence.status)),
            "uploads": .number(intelligence.uploads),
            "results": .list(
                intelligence.results.map { result in
                    .object([
                        "result": .text(result.isBlocked ? "Blocked" : "Allowed"),
                        "verdict": .text(result.verdict),
                        "av_engines": .number(result.engines),
                        "total_time_ms": .number(Int(result.totalUS / 1_000)),
                        "result_link": .text(result.link),
                        "received": time(result.receivedUS),
                    ])
                }
            ),
        ])
    }

    /// The words of the THREAT INTELLIGENCE field.
    private static func status(_ status: ConsoleIntelligence.Status) -> String {
        switch status {
        case .none: ""
        case .uploading: "Uploading"
        case .progress(let percent): "\(percent) %"
        case .results(let verdict): verdict
        case .unavailable: "Unavailable"
        case .missingKey: "Add the API key for cloud analysis"
        case .limitReached: "API calls per day limit reached"
        }
    }

    private static func time(_ us: Int64) -> JSON { .text(UTCTime(us: us).rfc3339) }
}
