internal import Quarantine

/// What the engine is to be told so that files fare as a rule explains.
enum Trouble: Sendable {
    /// It is broken while the files are sent and until they are done with.
    case fault(Fault.Kind)
    /// The service ends while the files are scanned.
    case stop(Fault.Kind)
    /// It was set up like that all along.
    case setting(Setting)
    /// The files themselves are what they are.
    case content
    /// Core is told the result; why it came to it is not played.
    case result
    /// Another finding causes it, and what causes that one is played; else this.
    indirect case behind(Trouble)

    /// What is set up wrong.
    enum Setting: Sendable {
        case metascanOff, minimumEngines, licence, engineLicences, nonPersistent, historyAge,
            trackedRefusals
        case globalTimeout, engineTimeout, shareTimeout
        case noWorkflow, icapLicence, malformedRequests, webhook
        case technologyLicence, technologyOff, noKey, wrongKey, dailyLimit, throttle
    }
}

extension Trouble {
    /// By rule; one in neither this nor `unplayable` is a rule that nobody has decided on.
    static let byRule: [String: Trouble] = [
        "nutanix-unknown/blocked-by-verdict": .content,
        "nutanix-unknown/other-result": .content,
        "nutanix-unknown/core-failed-to-scan": .behind(.result),
        "nutanix-unknown/core-unreachable": .behind(.fault(.coreUnreachable)),
        "nutanix-unknown/no-verdict-answer": .behind(.fault(.icapAnswers)),
        "nutanix-unknown/blocked-without-scan": .behind(.setting(.icapLicence)),
        "nutanix-unknown/poll-failed": .fault(.pollsFail),
        "nutanix-unknown/no-workflow": .setting(.noWorkflow),
        "nutanix-unknown/callback-lost": .setting(.webhook),
        "nutanix-unknown/scan-timeout": .setting(.shareTimeout),

        "missing-first-scan/core-down": .fault(.coreStopped),
        "missing-first-scan/core-unreachable": .fault(.coreUnreachable),
        "missing-first-scan/icap-down": .fault(.icapStopped),
        "missing-first-scan/icap-refused": .setting(.malformedRequests),
        "missing-first-scan/queue-full": .fault(.queueFilled),
        "missing-first-scan/rejected-untracked": .behind(.fault(.coreRefuses)),
        "missing-first-scan/history-cleaned": .setting(.historyAge),
        "missing-first-scan/non-persistent-mode": .setting(.nonPersistent),

        "failed-to-scan/antivirus-interference": .fault(.interference),
        "failed-to-scan/archive-limit": .result,
        "failed-to-scan/archive-too-many-children": .result,
        "failed-to-scan/bad-api-key": .fault(.badAPIKey),
        "failed-to-scan/cancelled": .result,
        "failed-to-scan/core-restarted": .stop(.coreStopped),
        "failed-to-scan/database-unavailable": .fault(.databaseLost),
        "failed-to-scan/disk-full": .fault(.diskFull),
        "failed-to-scan/encrypted-content": .content,
        "failed-to-scan/engine-failed": .fault(.engineFailed),
        "failed-to-scan/engine-timeout": .setting(.engineTimeout),
        "failed-to-scan/engine-updating": .fault(.engineUpdating),
        "failed-to-scan/extraction-failed": .result,
        "failed-to-scan/file-type-engine": .result,
        "failed-to-scan/global-timeout": .setting(.globalTimeout),
        "failed-to-scan/internal-queue-error": .fault(.internalError),
        "failed-to-scan/license": .setting(.licence),
        "failed-to-scan/metascan-disabled": .setting(.metascanOff),
        "failed-to-scan/node-disconnected": .fault(.agentLost),
        "failed-to-scan/out-of-memory": .stop(.outOfMemory),
        "failed-to-scan/rejected": .setting(.trackedRefusals),
        "failed-to-scan/sandbox-quota": .result,
        "failed-to-scan/too-few-engines": .setting(.minimumEngines),
        "failed-to-scan/unreadable-input": .fault(.unreadable),
        "failed-to-scan/upload-unfinished": .result,

        "cloud/api-key-missing": .setting(.noKey),
        "cloud/api-key-rejected": .setting(.wrongKey),
        "cloud/cloud-unreachable": .fault(.cloudDown),
        "cloud/stuck-after-recovery": .fault(.cloudDown),
        "cloud/daily-limit": .setting(.dailyLimit),
        "cloud/quota-too-small": .setting(.dailyLimit),
        "cloud/not-enabled": .setting(.technologyOff),
        "cloud/not-licensed": .setting(.technologyLicence),
        "cloud/throttled": .setting(.throttle),
    ]

    /// Rules whose causes the engine has no part for, with why.
    static let unplayable: [String: String] = [
        "cloud/file-too-large": "the engine knows no limit on what MetaDefender Cloud takes",
        "cloud/ip-blocked": "the engine knows no address that MetaDefender Cloud refuses",
        "cloud/key-restricted": "the engine knows no keys of limited use",
        "cloud/not-sent": "nothing goes wrong there: the items were never sent",
        "cloud/private-scan-conflict": "the engine knows no private scans",
        "failed-to-scan/batch-refused": "the engine has no batches",
        "failed-to-scan/engine-outvoted": "the file has a verdict; nothing goes wrong with it",
        "failed-to-scan/external-scanner": "the engine has no external scanners",
        "failed-to-scan/hardened-linux": "the engine has no operating system below it",
        "failed-to-scan/hash-error": "the engine's hashes do not fail",
        "failed-to-scan/known-engine-defect": "defects of products are not built into the engine",
        "failed-to-scan/link-download": "the engine downloads nothing",
        "missing-first-scan/already-quarantined": "that scan was made before the packages begin",
        "missing-first-scan/history-not-migrated": "that history is in another installation",
        "missing-first-scan/log-window": "that scan is outside of what was collected",
        "missing-first-scan/not-eligible": "the packages do not tell the policy of the share",
        "missing-first-scan/other-instance": "that scan is in another installation",
        "nutanix-unknown/connection-overload":
            "the traffic that fills the connections is not known",
        "nutanix-unknown/modified-answer": "the engine disarms nothing",
        "nutanix-unknown/needs-reset": "it lists what is to be done; reproduce the cause instead",
        "nutanix-unknown/passed-unscanned": "nothing is locked there",
    ]
}

extension Trouble {
    /// What is really played for these files: a trouble that keeps files out of Core cannot be
    /// what made scans fail that Core has results of.
    func played(for files: [ObservedFile]) -> Trouble {
        let codes = Set(files.compactMap(\.code))
        switch self {
        case .behind(let own): return own.played(for: files)
        case .fault(.diskFull), .fault(.databaseLost), .fault(.badAPIKey), .fault(.internalError):
            return codes.isEmpty ? self : .result
        case .fault(.engineFailed): return codes.isSubset(of: [3]) ? self : .result
        case .setting(.icapLicence): return codes.isEmpty ? self : .fault(.pollsFail)
        case .setting(.licence): return codes.isEmpty ? self : .setting(.engineLicences)
        default: return self
        }
    }

    /// Whether Core scans the file nevertheless: then a scan that nobody knows of is in a package
    /// that was not collected.
    var isAfterScan: Bool {
        switch self {
        case .fault(.pollsFail), .setting(.webhook), .setting(.shareTimeout): true
        default: false
        }
    }
}
