extension Assumption {
    /// Assumptions about Core.
    var coreWords: Words {
        switch self {
        case .oneEngineDecides, .failuresAreBlocked, .interruptedEndAfterStart,
            .tooFewAreNotScanned, .archiveShareRefuses:
            coreWords0
        case .queueCountsRunning, .engineTimeoutFails, .lostDatabaseRefuses, .lostDatabaseLosesRows,
            .interferenceFails:
            coreWords1
        default: coreWords2
        }
    }

    private var coreWords0: Words {
        switch self {
        case .oneEngineDecides:
            Words(
                .inferred,
                "one engine that works is enough for an overall result",
                "one engine that fails makes the result Failed",
                rules: "failed-to-scan/engine-outvoted, "
                    + "failed-to-scan/engine-failed",
                "one-engine-failed"
            )
        case .failuresAreBlocked:
            Words(
                .inferred,
                "results that are no verdict (Failed, Not Scanned, limits, "
                    + "timeouts) are Blocked",
                "they are Allowed",
                rules: "nutanix-unknown/core-failed-to-scan, "
                    + "nutanix-unknown/passed-unscanned",
                "failed-to-scan-is-unknown"
            )
        case .interruptedEndAfterStart:
            Words(
                .inferred,
                "scans that the end of the service cut are closed as Failed when "
                    + "it is back",
                "they never end, and history has no row of them",
                rules: "failed-to-scan/core-restarted",
                "restart-cuts-a-scan-before-5-19"
            )
        case .tooFewAreNotScanned:
            Words(
                .unknown,
                "fewer engines than the workflow demands give Not Scanned",
                "they give Failed",
                rules: "failed-to-scan/too-few-engines",
                "too-few-engines"
            )
        default:
            Words(
                .inferred,
                "an archive is refused with 503 when archives fill their share of "
                    + "the queue",
                "it takes a place of the other files",
                rules: "missing-first-scan/queue-full",
                "archives-fill-their-share"
            )
        }
    }

    private var coreWords1: Words {
        switch self {
        case .queueCountsRunning:
            Words(
                .inferred,
                "the queue counts waiting and running scans",
                "it counts waiting ones only",
                rules: "missing-first-scan/queue-full",
                "queue-full-by-load"
            )
        case .engineTimeoutFails:
            Words(
                .inferred,
                "an engine that runs into its time limit fails (3)",
                "it has not scanned (10)",
                rules: "failed-to-scan/engine-timeout",
                "engine-timeout"
            )
        case .lostDatabaseRefuses:
            Words(
                .inferred,
                "without its database Core refuses uploads with 500",
                "it takes them",
                rules: "failed-to-scan/database-unavailable, "
                    + "missing-first-scan/rejected-untracked",
                "database-lost"
            )
        case .lostDatabaseLosesRows:
            Words(
                .inferred,
                "results that come while the database is away are not in history",
                "they are written later",
                rules: "failed-to-scan/database-unavailable",
                "database-lost-while-scanning"
            )
        default:
            Words(
                .inferred,
                "a local antivirus that takes a temporary file away makes the "
                    + "engine fail",
                "it does no harm",
                rules: "failed-to-scan/antivirus-interference",
                "interference"
            )
        }
    }

    private var coreWords2: Words {
        switch self {
        case .updatingIsNotScanned:
            Words(
                .published,
                "an engine that is being updated does not scan (10)",
                "it fails (3)",
                rules: "failed-to-scan/engine-updating",
                "engine-updating"
            )
        default:
            Words(
                .inferred,
                "blocked files without a verdict are quarantined like others",
                "only files with a verdict are",
                rules: "quarantine/cleaned-up",
                "failed-is-quarantined"
            )
        }
    }
}
