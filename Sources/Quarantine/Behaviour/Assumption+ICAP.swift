extension Assumption {
    /// Assumptions about the ICAP Server.
    var icapWords: Words {
        switch self {
        case .refusalBlocks, .downBlocks, .lostPollIsFailed, .retryCountsInRow,
            .failedPollWaitsSleep:
            icapWords0
        case .coreGoesOn, .failoverOnRefusal, .failedHasNoHeaders, .limitsHaveNoHeaders,
            .connectionsNotEnforced:
            icapWords1
        default: icapWords2
        }
    }

    private var icapWords0: Words {
        switch self {
        case .refusalBlocks:
            Words(
                .inferred,
                "a refusal of Core is answered by 200, Blocked, without the "
                    + "headers of a scan",
                "it is answered by the status itself",
                rules: "missing-first-scan/queue-full, "
                    + "nutanix-unknown/blocked-without-scan, "
                    + "nutanix-unknown/no-verdict-answer",
                "refused-503-locks-unknown"
            )
        case .downBlocks:
            Words(
                .inferred,
                "no Core that answers is answered by 200, Blocked, without the "
                    + "headers of a scan",
                "it is answered by 500",
                rules: "missing-first-scan/core-down, "
                    + "nutanix-unknown/core-unreachable",
                "core-down-no-first-scan"
            )
        case .lostPollIsFailed:
            Words(
                .inferred,
                "a poll that finds no Core counts as a failed poll",
                "it waits by retry_sleepbase and retry_sleepincr until Core is "
                    + "back",
                rules: "nutanix-unknown/poll-failed, "
                    + "failed-to-scan/core-restarted",
                "restart-cuts-a-scan-before-5-19"
            )
        case .retryCountsInRow:
            Words(
                .unknown,
                "polling_retry counts failed polls in a row",
                "it counts all failed polls of a request",
                rules: "nutanix-unknown/poll-failed, health/polling-defaults",
                "polls-fail-now-and-then"
            )
        default:
            Words(
                .unknown,
                "after a failed poll the server waits polling_sleep",
                "it waits retry_sleepbase and retry_sleepincr",
                rules: "nutanix-unknown/poll-failed, health/polling-defaults",
                "polling-retry-survives"
            )
        }
    }

    private var icapWords1: Words {
        switch self {
        case .coreGoesOn:
            Words(
                .published,
                "Core goes on scanning when the ICAP Server has given up",
                "the cancel arrives, and the scan ends as Cancelled",
                rules: "nutanix-unknown/poll-failed, failed-to-scan/cancelled",
                "clean-but-locked"
            )
        case .failoverOnRefusal:
            Words(
                .unknown,
                "another Core is tried when one is not reached, not when one "
                    + "refuses",
                "a refusal is tried elsewhere too",
                rules: "missing-first-scan/queue-full, "
                    + "missing-first-scan/other-instance",
                "refusal-does-not-fail-over"
            )
        case .failedHasNoHeaders:
            Words(
                .inferred,
                "Failed and its like leave neither X-Blocked-Reason nor "
                    + "X-ICAP-Profile",
                "they leave both",
                rules: "nutanix-unknown/core-failed-to-scan, "
                    + "nutanix-unknown/blocked-without-scan",
                "failed-to-scan-is-unknown"
            )
        case .limitsHaveNoHeaders:
            Words(
                .inferred,
                "limits and encrypted archives leave neither header",
                "they leave both",
                rules: "nutanix-unknown/other-result, "
                    + "nutanix-unknown/blocked-by-verdict",
                "encrypted-archive"
            )
        default:
            Words(
                .inferred,
                "connections above Max-Connections are served",
                "they are answered by 503",
                rules: "nutanix-unknown/connection-overload",
                "more-connections-than-announced"
            )
        }
    }

    private var icapWords2: Words {
        switch self {
        case .goneClientCancels:
            Words(
                .inferred,
                "a client that closes its connection cancels the scan",
                "the scan goes on",
                rules: "failed-to-scan/cancelled, nutanix-unknown/scan-timeout",
                "share-timeout"
            )
        case .expiredLicenceBlocks:
            Words(
                .inferred,
                "without a licence all is answered by 200, Blocked, without the "
                    + "headers of a scan",
                "it is answered by 500",
                rules: "nutanix-unknown/blocked-without-scan",
                "icap-licence-expired"
            )
        default:
            Words(
                .published,
                "without a workflow all is answered by 200, Blocked, without the "
                    + "headers of a scan",
                "it is answered by 404",
                rules: "nutanix-unknown/no-workflow",
                "no-workflow"
            )
        }
    }
}
