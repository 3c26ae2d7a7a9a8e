extension Assumption {
    /// Assumptions about the share.
    var shareWords: Words {
        switch self {
        case .blockedWithoutScanIsUnknown, .timeoutLocks, .waitingCounts, .zeroTimeoutIsNoLimit,
            .deletedRecordFrees:
            shareWords0
        default: shareWords1
        }
    }

    private var shareWords0: Words {
        switch self {
        case .blockedWithoutScanIsUnknown:
            Words(
                .inferred,
                "Blocked without the headers of a scan cannot be processed: "
                    + "Unknown",
                "it is Blocked like any other",
                rules: "nutanix-unknown/blocked-without-scan, "
                    + "nutanix-unknown/poll-failed",
                "clean-but-locked"
            )
        case .timeoutLocks:
            Words(
                .unknown,
                "a scan that takes longer than the share waits locks the file as "
                    + "Unknown",
                "the file is not locked; the block option decides on access",
                rules: "nutanix-unknown/scan-timeout, "
                    + "nutanix-unknown/passed-unscanned",
                "share-timeout"
            )
        case .waitingCounts:
            Words(
                .unknown,
                "the time limit runs while a file waits for a connection",
                "it runs from when the file is on the wire",
                rules: "nutanix-unknown/connection-overload, "
                    + "nutanix-unknown/scan-timeout",
                "waiting-runs-into-the-timeout"
            )
        case .zeroTimeoutIsNoLimit:
            Words(
                .unknown,
                "a time limit of 0 is no limit",
                "every scan is over time at once",
                rules: "nutanix-unknown/scan-timeout",
                "timeout-of-zero"
            )
        default:
            Words(
                .unknown,
                "a file whose record is deleted is no longer locked",
                "it stays locked without a record",
                rules: "nutanix-unknown/needs-reset",
                "delete-record"
            )
        }
    }

    private var shareWords1: Words {
        switch self {
        default:
            Words(
                .unknown,
                "a file that was unquarantined is sent at its next use",
                "it is never sent again",
                rules: "nutanix-unknown/needs-reset, "
                    + "nutanix-unknown/passed-unscanned",
                "unquarantined-is-used-again"
            )
        }
    }
}
