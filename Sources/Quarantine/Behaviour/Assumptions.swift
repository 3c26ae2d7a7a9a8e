/// Which of the engine's assumptions a run turns into their opposite.
package struct Assumptions: Sendable, Hashable {
    package var opposite: Set<Assumption> = []

    package init(opposite: Set<Assumption> = []) { self.opposite = opposite }
}

/// Behaviour that public documents do not settle.
///
/// The engine does what the name says, unless a run asks for the opposite; docs/assumptions.md has
/// the words.
package enum Assumption: String, Sendable, Hashable, CaseIterable {
    case oneEngineDecides = "core.one-good-engine-decides"
    case failuresAreBlocked = "core.failures-are-blocked"
    case interruptedEndAfterStart = "core.interrupted-scans-end-after-the-start"
    case tooFewAreNotScanned = "core.too-few-engines-is-not-scanned"
    case archiveShareRefuses = "core.full-archive-share-refuses"
    case queueCountsRunning = "core.queue-counts-running-scans"
    case engineTimeoutFails = "core.engine-timeout-fails-the-engine"
    case lostDatabaseRefuses = "core.lost-database-refuses"
    case lostDatabaseLosesRows = "core.lost-database-loses-rows"
    case failuresAreQuarantined = "quarantine.failures-are-kept"
    case interferenceFails = "core.interference-fails-the-engine"
    case updatingIsNotScanned = "core.updating-engine-does-not-scan"
    case refusalBlocks = "icap.refusal-is-blocked-without-scan"
    case downBlocks = "icap.core-down-is-blocked"
    case lostPollIsFailed = "icap.lost-connection-is-a-failed-poll"
    case retryCountsInRow = "icap.polling-retry-counts-in-a-row"
    case failedPollWaitsSleep = "icap.failed-poll-waits-polling-sleep"
    case coreGoesOn = "icap.core-goes-on-after-a-failed-poll"
    case failoverOnRefusal = "icap.refusal-does-not-fail-over"
    case failedHasNoHeaders = "icap.failed-scan-leaves-no-verdict-headers"
    case limitsHaveNoHeaders = "icap.limit-result-leaves-no-verdict-headers"
    case connectionsNotEnforced = "icap.max-connections-is-not-enforced"
    case goneClientCancels = "icap.client-that-left-cancels-the-scan"
    case expiredLicenceBlocks = "icap.expired-licence-is-blocked-without-scan"
    case noWorkflowBlocks = "icap.no-workflow-is-blocked-without-scan"
    case blockedWithoutScanIsUnknown = "share.blocked-without-scan-is-unknown"
    case timeoutLocks = "share.timeout-locks"
    case waitingCounts = "share.waiting-for-a-connection-counts"
    case zeroTimeoutIsNoLimit = "share.zero-timeout-is-no-limit"
    case deletedRecordFrees = "share.deleted-record-frees"
    case unquarantinedIsScanned = "share.unquarantined-file-is-scanned-again"
    case triesWaitForCheck = "cloud.next-try-at-the-next-check"
    case missingKeyIsFinal = "cloud.missing-key-is-final"
    case limitIsFinal = "cloud.limit-is-final"
    case manualTriesOnce = "cloud.manual-send-tries-once"
    case triesShowUploading = "cloud.uploading-between-tries"
    case pollingOutlasts = "cloud.polling-outlasts-an-outage"
    case refusedIsUnavailable = "cloud.refused-key-is-unavailable"
    case restartFailsUpload = "cloud.restart-fails-the-upload"
    case onlyAfterSwitchOn = "cloud.new-means-after-switching-on"
}
