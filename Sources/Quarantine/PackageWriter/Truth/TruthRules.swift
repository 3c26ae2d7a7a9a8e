internal import CaseModel

/// Which rules of the catalogue are right for what really happened, from the catalogue's
/// sentences alone.
enum TruthRules {
    static func rules(for row: TruthRow) -> [String] {
        switch row.symptom {
        case .locked: locked(row)
        case .failedScan: failedScan(row)
        case .missingScan: missing(row)
        case .refused: refused(row)
        case .notInHistory: notInHistory(row)
        case .unscanned: unscanned(row)
        case .item: item(row)
        case .cloud: cloud(row)
        }
    }

    // MARK: Locks

    /// A refusal says more than that the file could not be handed to Core.
    private static func locked(_ row: TruthRow) -> [String] {
        row.chain == .refusedByCore ? missing(row) + lock(row) : lock(row) + missing(row)
    }

    private static func lock(_ row: TruthRow) -> [String] {
        switch row.chain {
        case .verdict:
            row.code.map(isVerdict) == true ? ["nutanix-unknown/blocked-by-verdict"] : result(row)
        case .result: result(row)
        case .refusedByCore: ["nutanix-unknown/core-unreachable"]
        case .icapLicence:
            // Where it answers with a status in place of a block, that is what the share got.
            (row.status ?? 0) >= 400
                ? ["nutanix-unknown/no-verdict-answer", "nutanix-unknown/blocked-without-scan"]
                : ["nutanix-unknown/blocked-without-scan"]
        case .coreNotReached: ["nutanix-unknown/core-unreachable"]
        case .pollFailed: pollFailed(row)
        case .noWorkflow: ["nutanix-unknown/no-workflow"]
        case .rejected, .status, .dropped, .silent, .stopped, .none:
            ["nutanix-unknown/no-verdict-answer"]
        case .callbackLost: ["nutanix-unknown/callback-lost"]
        case .timedOut: timedOut(row)
        case .byHand: []
        }
    }

    private static func timedOut(_ row: TruthRow) -> [String] {
        let late = "nutanix-unknown/scan-timeout"
        switch row.fault {
        case .callbackLost: return ["nutanix-unknown/callback-lost", late]
        case .icapSilent, .icapDrops: return ["nutanix-unknown/no-verdict-answer", late]
        case .coreSilent, .coreUnreachable: return ["nutanix-unknown/core-unreachable", late]
        case nil where row.cause == .load: return ["nutanix-unknown/connection-overload", late]
        default: return [late]
        }
    }

    /// Why no history tells of a request that was made; nothing where a Core took it.
    static func missing(_ row: TruthRow) -> [String] {
        guard row.dataID.isEmpty else { return [] }
        switch row.chain {
        case .rejected, .noWorkflow: return ["missing-first-scan/icap-refused"]
        case .refusedByCore: return refused(row)
        case .coreNotReached: return notReached(row)
        case .stopped: return ["missing-first-scan/icap-down"]
        default: return []
        }
    }

    private static func result(_ row: TruthRow) -> [String] {
        guard let code = row.code else { return ["nutanix-unknown/blocked-without-scan"] }
        if isVerdict(code) { return ["nutanix-unknown/blocked-by-verdict"] }
        return [3, 10, 11, 19, 24, 31, 47, 57].contains(code)
            ? ["nutanix-unknown/core-failed-to-scan"] : ["nutanix-unknown/other-result"]
    }

    private static func isVerdict(_ code: Int) -> Bool {
        guard let kind = ResultCode.of(code)?.kind else { return false }
        return kind == .threat || kind == .policy
    }

    private static func notReached(_ row: TruthRow) -> [String] {
        switch row.fault {
        case .coreUnreachable: ["missing-first-scan/core-unreachable"]
        // To a client a silent Core and a lost way look the same.
        case .coreSilent: ["missing-first-scan/core-down", "missing-first-scan/core-unreachable"]
        default: ["missing-first-scan/core-down"]
        }
    }

    /// Core may go on, or may be the reason why nothing could be asked.
    private static func pollFailed(_ row: TruthRow) -> [String] {
        let lock = "nutanix-unknown/poll-failed"
        switch row.fault {
        case .coreStopped, .coreRestarted, .coreCrashed, .outOfMemory:
            return [
                lock, "nutanix-unknown/core-unreachable", "nutanix-unknown/core-failed-to-scan",
            ]
        case .coreUnreachable, .coreSilent: return [lock, "nutanix-unknown/core-unreachable"]
        default: return [lock]
        }
    }

    // MARK: Scans

    private static func failedScan(_ row: TruthRow) -> [String] {
        let names = scanCause(row)
        return names.map { "failed-to-scan/\($0)" }
    }

    private static func scanCause(_ row: TruthRow) -> [String] {
        // Whoever made the client give up, it is the cancelling that ended the scan.
        if row.code == 19 { return ["cancelled"] }
        if let fault = row.fault, let rules = scanFault(fault, row) { return rules }
        switch row.cause {
        // No licensed engine is fewer than any minimum, too.
        case .setting("engines")?: return ["license", "too-few-engines"]
        case .setting(let key)?:
            if let rule = scanSettings[key] { return [rule] }
        case .person?: return ["cancelled"]
        default: break
        }
        switch row.code {
        case 9, 13, 14, 16, 60: return ["archive-limit"]
        case 12, 15, 66: return ["encrypted-content"]
        case 24: return ["extraction-failed"]
        case 31: return ["global-timeout"]
        case 47, 56, 57, 58, 59: return ["upload-unfinished"]
        case 54: return ["sandbox-quota"]
        case 55: return ["rejected"]
        default: return []
        }
    }

    private static let scanSettings = [
        "workflow.metascan": "metascan-disabled", "workflow.minimum_engines": "too-few-engines",
        "workflow.engine_timeout": "engine-timeout", "workflow.global_timeout": "global-timeout",
        "workflow.archive_timeout": "archive-limit", "workflow.archive_depth": "archive-limit",
        "workflow.archive_size": "archive-limit", "workflow.archive_files": "archive-limit",
        "licensed": "license", "workflow.maximum_file_size": "rejected",
        "workflow.accepts_icap": "rejected",
    ]

    private static func scanFault(_ fault: Fault.Kind, _ row: TruthRow) -> [String]? {
        switch fault {
        case .coreStopped, .coreRestarted, .coreCrashed: ["core-restarted"]
        case .outOfMemory: ["out-of-memory", "core-restarted"]
        case .engineFailed:
            row.code == 10
                ? ["file-type-engine", "too-few-engines", "engine-failed"] : ["engine-failed"]
        case .engineUpdating: ["engine-updating", "file-type-engine", "too-few-engines"]
        case .engineSlow, .coreSlow:
            row.code == 31
                ? ["global-timeout"] : row.code == 16 ? ["archive-limit"] : ["engine-timeout"]
        case .interference: ["antivirus-interference"]
        case .unreadable: ["unreadable-input"]
        case .agentLost: ["node-disconnected"]
        case .diskFull: ["disk-full", "extraction-failed"]
        case .databaseLost: ["database-unavailable"]
        case .licenceExpired: ["license"]
        case .noRule: ["rejected"]
        case .badAPIKey: ["bad-api-key"]
        case .internalError: ["internal-queue-error"]
        case .queueFilled, .coreRefuses: ["rejected"]
        default: nil
        }
    }

    // MARK: Refusals

    /// The refusal itself first, then the trouble behind it.
    private static func refused(_ row: TruthRow) -> [String] {
        let general = "missing-first-scan/rejected-untracked"
        // Where Core tracks what it rejects, it has a result for it.
        let tracked = "failed-to-scan/rejected"
        let behind: [Fault.Kind: String] = [
            .licenceExpired: "license", .badAPIKey: "bad-api-key", .diskFull: "disk-full",
            .databaseLost: "database-unavailable", .internalError: "internal-queue-error",
            .noRule: "rejected",
        ]
        if let fault = row.fault {
            if fault == .queueFilled || (fault == .coreRefuses && row.status == 503) {
                return ["missing-first-scan/queue-full", general, tracked]
            }
            // Core's documented words for 500 say that it could not queue, whatever stands behind.
            let isInternal =
                fault == .coreRefuses || (fault == .databaseLost && row.status == 500)
            let words = isInternal ? "internal-queue-error" : nil
            return [general]
                + [behind[fault], words].compactMap(\.self).map { "failed-to-scan/\($0)" }
        }
        switch row.cause {
        case .load?, .setting("archive_percent")?:
            return ["missing-first-scan/queue-full", tracked]
        case .setting("licensed")?: return [general, "failed-to-scan/license"]
        default: return [general, tracked]
        }
    }

    private static func notInHistory(_ row: TruthRow) -> [String] {
        guard row.cause != .setting("dbmode") else {
            return ["missing-first-scan/non-persistent-mode"]
        }
        // A refusal that could not be written down either is known to its sender alone.
        let isRefused = row.code == nil || row.code == 55
        let refused = isRefused ? ["missing-first-scan/rejected-untracked"] : []
        return ["failed-to-scan/database-unavailable"] + refused
    }

    private static func unscanned(_ row: TruthRow) -> [String] {
        let served = "nutanix-unknown/passed-unscanned"
        return row.chain == .timedOut ? timedOut(row) + [served] : [served]
    }

    // MARK: The quarantine and the Cloud

    private static func item(_ row: TruthRow) -> [String] {
        switch row.cause {
        case .design("duplicate-hash")?: ["quarantine/duplicate-hash"]
        case .setting("quarantine_age")?: ["quarantine/cleaned-up"]
        case .setting("workflow.hashes")?: ["quarantine/hash-disabled-duplicates"]
        default: ["quarantine/storage-not-persistent"]
        }
    }

    private static func cloud(_ row: TruthRow) -> [String] {
        switch row.cause {
        case .setting("threat_intelligence.licensed")?: return ["cloud/not-licensed"]
        case .setting("threat_intelligence.enabled")?: return ["cloud/not-enabled"]
        // What it was, a refusal that is past does not tell.
        case .setting("threat_intelligence.api_key")? where !row.stands:
            return ["cloud/api-key-missing", "cloud/api-key-rejected"]
        case .setting("threat_intelligence.api_key")?:
            return row.cloudState == CloudStatus.missingKey.text
                ? ["cloud/api-key-missing"] : ["cloud/api-key-rejected"]
        case .setting("cloud.daily_limit")?: return ["cloud/daily-limit", "cloud/quota-too-small"]
        case .setting("cloud.throttle")?: return ["cloud/throttled"]
        default: break
        }
        switch row.fault {
        case .cloudDown: return ["cloud/cloud-unreachable", "cloud/stuck-after-recovery"]
        case .cloudRefuses:
            return [
                "cloud/cloud-unreachable", "cloud/stuck-after-recovery", "cloud/ip-blocked",
                "cloud/key-restricted", "cloud/file-too-large", "cloud/api-key-rejected",
            ]
        default: return []
        }
    }
}
