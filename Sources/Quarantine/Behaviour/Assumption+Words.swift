extension Assumption {
    /// What is written of an assumption.
    package struct Words: Sendable, Hashable {
        package var mark: Mark
        /// What the engine does.
        package var says: String
        /// What it does instead when it is turned round.
        package var opposite: String
        /// The rules that lean on it.
        package var rules: String
        /// A scenario of the library that ends otherwise when it is turned round.
        package var scenario: String

        init(
            _ mark: Mark,
            _ says: String,
            _ opposite: String,
            rules: String,
            _ scenario: String
        ) {
            self.mark = mark
            self.says = says
            self.opposite = opposite
            self.rules = rules
            self.scenario = scenario
        }
    }

    package var words: Words {
        switch self {
        case .oneEngineDecides, .failuresAreBlocked, .interruptedEndAfterStart,
            .tooFewAreNotScanned, .archiveShareRefuses, .queueCountsRunning,
            .engineTimeoutFails, .lostDatabaseRefuses, .lostDatabaseLosesRows,
            .interferenceFails, .updatingIsNotScanned, .failuresAreQuarantined:
            coreWords
        case .refusalBlocks, .downBlocks, .lostPollIsFailed, .retryCountsInRow,
            .failedPollWaitsSleep, .coreGoesOn, .failoverOnRefusal, .failedHasNoHeaders,
            .limitsHaveNoHeaders, .connectionsNotEnforced, .goneClientCancels,
            .expiredLicenceBlocks, .noWorkflowBlocks:
            icapWords
        case .blockedWithoutScanIsUnknown, .timeoutLocks, .waitingCounts, .zeroTimeoutIsNoLimit,
            .deletedRecordFrees, .unquarantinedIsScanned:
            shareWords
        case .triesWaitForCheck, .missingKeyIsFinal, .limitIsFinal, .manualTriesOnce,
            .triesShowUploading, .pollingOutlasts, .refusedIsUnavailable, .restartFailsUpload,
            .onlyAfterSwitchOn:
            cloudWords
        }
    }
}
