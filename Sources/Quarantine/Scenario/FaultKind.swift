extension Fault {
    /// What can go wrong.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        // Core as a service.
        case coreStopped = "core-stopped"
        case coreRestarted = "core-restarted"
        case coreCrashed = "core-crashed"
        case outOfMemory = "out-of-memory"
        case coreSilent = "core-silent"
        case databaseLost = "database-lost"
        case diskFull = "disk-full"
        case storageLost = "storage-lost"
        // What Core answers.
        case coreRefuses = "core-refuses"
        case licenceExpired = "licence-expired"
        case noRule = "no-rule"
        case badAPIKey = "bad-api-key"
        case internalError = "internal-error"
        case queueFilled = "queue-filled"
        case pollsFail = "polls-fail"
        // Scanning.
        case coreSlow = "core-slow"
        case engineFailed = "engine-failed"
        case engineUpdating = "engine-updating"
        case engineSlow = "engine-slow"
        case interference
        case unreadable
        case agentLost = "agent-lost"
        // The ICAP Server.
        case icapStopped = "icap-stopped"
        case icapSilent = "icap-silent"
        case icapDrops = "icap-drops"
        case icapAnswers = "icap-answers"
        case coreUnreachable = "core-unreachable"
        case callbackLost = "callback-lost"
        // The Cloud.
        case cloudDown = "cloud-down"
        case cloudSlow = "cloud-slow"
        case cloudRefuses = "cloud-refuses"

        /// Who it can hit.
        package enum Place: Sendable { case core, icap, cloud }

        package var place: Place {
            switch self {
            case .icapStopped, .icapSilent, .icapDrops, .icapAnswers, .coreUnreachable,
                .callbackLost:
                .icap
            case .cloudDown, .cloudSlow, .cloudRefuses: .cloud
            default: .core
            }
        }

        /// In one sentence, for the manual.
        package var about: String {
            switch self {
            case .coreStopped: "Core's service stops with an error and starts again at the end"
            case .coreRestarted: "Core's service is restarted in good order"
            case .coreCrashed: "Core's service is gone without a word"
            case .outOfMemory: "Core ends for want of memory"
            case .coreSilent: "Core takes connections and does not answer"
            case .databaseLost: "Core's database cannot be reached"
            case .diskFull: "no room for temporary files"
            case .storageLost: "the quarantined files are lost when Core starts next"
            case .coreRefuses: "Core refuses uploads with `status` and `text`"
            case .licenceExpired: "Core's licence ends"
            case .noRule: "no workflow rule fits the client"
            case .badAPIKey: "the client's API key is wrong"
            case .internalError: "Core cannot queue internally"
            case .queueFilled: "`factor` places of the queue are taken by others"
            case .pollsFail: "`percent` of the questions for a result are answered with `status`"
            case .coreSlow: "scans take `factor` times as long"
            case .engineFailed: "an engine has failed"
            case .engineUpdating: "an engine is between the end and the start of an update"
            case .engineSlow: "an engine takes `factor` times as long"
            case .interference: "a local antivirus takes temporary files away"
            case .unreadable: "Core cannot read what it was given"
            case .agentLost: "tasks cannot be sent to the engine process"
            case .icapStopped: "the ICAP Server's service is not running"
            case .icapSilent: "the ICAP Server takes requests and does not answer"
            case .icapDrops: "the ICAP Server closes connections without an answer"
            case .icapAnswers: "the ICAP Server answers with `status` and nothing else"
            case .coreUnreachable: "the ICAP Server cannot connect to Core, which is up"
            case .callbackLost: "Core's webhook calls do not arrive"
            case .cloudDown: "the Cloud cannot be reached"
            case .cloudSlow: "the Cloud takes `factor` times as long"
            case .cloudRefuses: "the Cloud answers with the error code in `text`"
            }
        }
    }
}
