extension Occurrence.Kind {
    /// The name of the kind, such as `file-locked`; scenarios count occurrences by it.
    package var name: String {
        stageName ?? coreName ?? itemName ?? cloudName ?? icapName ?? shareName ?? ""
    }

    private var stageName: String? {
        switch self {
        case .faultBegan: "fault-began"
        case .faultEnded: "fault-ended"
        case .acted: "acted"
        case .serviceStarting: "service-starting"
        case .serviceStarted: "service-started"
        case .serviceStopped: "service-stopped"
        case .licenceChecked: "licence-checked"
        default: nil
        }
    }

    private var coreName: String? {
        switch self {
        case .databaseLost: "database-lost"
        case .databaseBack: "database-back"
        case .engineEnded: "engine-ended"
        case .engineStarted: "engine-started"
        case .engineReady: "engine-ready"
        case .engineFailed: "engine-failed"
        case .packageDownloaded: "package-downloaded"
        case .queueSeen: "queue-seen"
        case .apiCalled: "api-called"
        case .requestRefused: "request-refused"
        case .scanQueued: "scan-queued"
        case .scanStarted: "scan-started"
        case .scanFinished: "scan-finished"
        case .taskNotSent: "task-not-sent"
        case .historyNotStored: "history-not-stored"
        case .historyCleaned: "history-cleaned"
        case .settingChanged: "setting-changed"
        case .technologySwitched: "technology-switched"
        default: nil
        }
    }

    private var itemName: String? {
        switch self {
        case .itemQuarantined: "item-quarantined"
        case .itemNotAdded: "item-not-added"
        case .itemPinned: "item-pinned"
        case .itemUnpinned: "item-unpinned"
        case .itemDeleted: "item-deleted"
        case .itemCleanedUp: "item-cleaned-up"
        case .itemDownloaded: "item-downloaded"
        case .itemLost: "item-lost"
        default: nil
        }
    }

    private var cloudName: String? {
        switch self {
        case .quarantineChecked: "quarantine-checked"
        case .uploadStarted: "upload-started"
        case .uploadFailed: "upload-failed"
        case .uploadDone: "upload-done"
        case .resultPolled: "result-polled"
        case .resultPollFailed: "result-poll-failed"
        case .resultReceived: "result-received"
        case .statusChanged: "status-changed"
        case .cloudCalled: "cloud-called"
        default: nil
        }
    }

    private var icapName: String? {
        switch self {
        case .requestReceived: "request-received"
        case .requestRejected: "request-rejected"
        case .submitted: "submitted"
        case .coreRefused: "core-refused"
        case .coreNotReached: "core-not-reached"
        case .pollFailed: "poll-failed"
        case .callbackReceived: "callback-received"
        case .answered: "answered"
        case .clientLeft: "client-left"
        default: nil
        }
    }

    private var shareName: String? {
        switch self {
        case .fileSent: "file-sent"
        case .fileNotSent: "file-not-sent"
        case .accessEnded: "access-ended"
        case .answerTaken: "answer-taken"
        case .timedOut: "timed-out"
        case .fileLocked: "file-locked"
        case .lockLifted: "lock-lifted"
        case .recordDeleted: "record-deleted"
        default: nil
        }
    }

    /// All names, for those who write scenarios.
    package static let names: Set<String> = [
        "fault-began", "fault-ended", "acted", "service-starting", "service-started",
        "service-stopped", "licence-checked", "database-lost", "database-back", "engine-ended",
        "engine-started", "engine-ready", "engine-failed", "package-downloaded", "queue-seen",
        "api-called", "request-refused", "scan-queued", "scan-started", "scan-finished",
        "task-not-sent", "history-not-stored", "history-cleaned", "setting-changed",
        "technology-switched", "item-quarantined", "item-not-added", "item-pinned",
        "item-unpinned", "item-deleted", "item-cleaned-up", "item-downloaded", "item-lost",
        "quarantine-checked", "upload-started", "upload-failed", "upload-done", "result-polled",
        "result-poll-failed", "result-received", "status-changed", "cloud-called",
        "request-received", "request-rejected", "submitted", "core-refused", "core-not-reached",
        "poll-failed", "callback-received", "answered", "client-left", "file-sent",
        "file-not-sent", "access-ended", "answer-taken", "timed-out", "file-locked",
        "lock-lifted", "record-deleted",
    ]
}
