package import Quarantine

/// What goes wrong in a support case: a fault for a time, or a setting that was wrong all along.
package enum Incident: Sendable, Hashable {
    case fault(Fault.Kind)
    case setting(Setting)

    /// Settings that make files fail, stay away from history, or stay away from the Cloud.
    package enum Setting: String, Sendable, Hashable, CaseIterable {
        case metascanOff, tooFewEngines, noEngineLicensed, licenceOver, smallQueue, archiveShare
        case globalTimeout, engineTimeout, archiveTimeout, archiveDepth, archiveSize, maximumSize
        case noRuleForICAP, noWorkflow, icapUnlicensed, shortShareTimeout, callbacks
        case memoryDatabase, historyCleanedUp, quarantineCleanedUp, storageNotKept
        case cloudNotLicensed, cloudNotEnabled, cloudWithoutKey, cloudLimit, cloudThrottle
    }

    /// All of them, in an order that does not change.
    package static let all =
        Fault.Kind.allCases.map(Self.fault) + Setting.allCases.map(Self.setting)

    /// Whether it is about items on their way to the Cloud, which need malware and a key.
    var isAboutCloud: Bool {
        switch self {
        case .fault(let kind): kind.place == .cloud
        case .setting(let setting):
            switch setting {
            case .cloudNotLicensed, .cloudNotEnabled, .cloudWithoutKey, .cloudLimit,
                .cloudThrottle:
                true
            default: false
            }
        }
    }
}

extension Incident.Setting {
    /// Sets it on every server of its kind.
    func apply(to installation: inout Installation, _ dice: inout Dice) {
        for index in installation.cores.indices { apply(to: &installation.cores[index], &dice) }
        for index in installation.icaps.indices {
            switch self {
            case .noWorkflow: installation.icaps[index].hasWorkflow = false
            case .icapUnlicensed: installation.icaps[index].isLicenced = false
            case .callbacks: installation.icaps[index].usesWebhook = true
            default: break
            }
        }
        switch self {
        case .shortShareTimeout: installation.share.timeoutSeconds = Int(dice.between(2, 20))
        case .cloudLimit: installation.cloud.dailyLimit = Int(dice.between(1, 3))
        case .cloudThrottle: installation.cloud.throttle = Int(dice.between(1, 3))
        default: break
        }
    }

    private func apply(to core: inout CoreSettings, _ dice: inout Dice) {
        switch self {
        case .metascanOff: core.workflow.usesMetascan = false
        case .tooFewEngines: core.workflow.minimumEngines = core.engines.count + 1
        case .noEngineLicensed:
            for index in core.engines.indices { core.engines[index].isLicensed = false }
        case .licenceOver: core.isLicenced = false
        case .smallQueue:
            core.queueSize = Int(dice.between(2, 6))
            core.parallelScans = 2
        case .archiveShare:
            core.queueSize = 20
            core.archivePercent = Int(dice.between(1, 10))
            core.parallelScans = 2
        case .globalTimeout: core.workflow.globalTimeoutUS = dice.between(5, 40) * 1_000_000
        case .engineTimeout: core.workflow.engineTimeoutUS = dice.between(5, 40) * 1_000_000
        case .archiveTimeout: core.workflow.archiveTimeoutUS = dice.between(5, 40) * 1_000_000
        case .archiveDepth: core.workflow.archiveDepth = 1
        case .archiveSize: core.workflow.archiveBytes = 1 << 20
        case .maximumSize: core.workflow.maximumFileBytes = 64 << 10
        case .noRuleForICAP: core.workflow.acceptsICAP = false
        case .memoryDatabase: core.databaseMode = 4
        case .historyCleanedUp: core.historyAgeUS = dice.between(1, 3) * 3_600_000_000
        case .quarantineCleanedUp: core.quarantineAgeUS = dice.between(1, 3) * 3_600_000_000
        case .storageNotKept: core.keepsStorage = false
        case .cloudNotLicensed: core.threatIntelligence.isLicensed = false
        case .cloudNotEnabled: core.threatIntelligence.isEnabled = false
        case .cloudWithoutKey: core.threatIntelligence.apiKey = ""
        case .noWorkflow, .icapUnlicensed, .shortShareTimeout, .callbacks, .cloudLimit,
            .cloudThrottle:
            break
        }
    }
}
