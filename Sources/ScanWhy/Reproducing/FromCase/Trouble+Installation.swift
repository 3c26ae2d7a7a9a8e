internal import Quarantine

extension Trouble.Setting {
    /// Sets it up like that, with limits that lie below what the case shows of its files.
    func apply(to scenario: inout Scenario, _ files: [ObservedFile]) {
        for index in scenario.installation.cores.indices {
            apply(to: &scenario.installation.cores[index], files)
        }
        for index in scenario.installation.icaps.indices {
            apply(to: &scenario.installation.icaps[index])
        }
        switch self {
        case .malformedRequests:
            for index in scenario.files.indices { scenario.files[index].isWellFormed = false }
        case .shareTimeout:
            let waited = files.compactMap { file in file.waitedUS }.min() ?? 240_000_000
            scenario.installation.share.timeoutSeconds = min(240, max(1, Int(waited / 1_000_000)))
            slow(&scenario, toUS: Int64(scenario.installation.share.timeoutSeconds) * 2_000_000)
        case .globalTimeout, .engineTimeout:
            slow(&scenario, toUS: Self.limitUS(files) * 3)
        case .dailyLimit:
            scenario.installation.cloud.usedBefore = scenario.installation.cloud.dailyLimit
        case .throttle: scenario.installation.cloud.throttle = 1
        case .wrongKey: scenario.installation.cloud.apiKey = "another-made-up-key"
        default: break
        }
    }

    private func apply(to core: inout CoreSettings, _ files: [ObservedFile]) {
        switch self {
        case .metascanOff: core.workflow.usesMetascan = false
        case .minimumEngines: core.workflow.minimumEngines = core.engines.count + 1
        case .licence: core.isLicenced = false
        case .engineLicences:
            for index in core.engines.indices { core.engines[index].isLicensed = false }
        case .nonPersistent: if core.databaseMode < 3 { core.databaseMode = 3 }
        case .historyAge: core.historyAgeUS = 1_000_000
        case .trackedRefusals: core.tracksRejected = true
        case .globalTimeout: core.workflow.globalTimeoutUS = Self.limitUS(files)
        case .engineTimeout: core.workflow.engineTimeoutUS = Self.limitUS(files)
        case .technologyLicence: core.threatIntelligence.isLicensed = false
        case .technologyOff: core.threatIntelligence.isEnabled = false
        case .noKey: core.threatIntelligence.apiKey = ""
        default: break
        }
    }

    private func apply(to icap: inout ICAPSettings) {
        switch self {
        case .noWorkflow: icap.hasWorkflow = false
        case .icapLicence: icap.isLicenced = false
        case .webhook: icap.usesWebhook = true
        default: break
        }
    }

    private func slow(_ scenario: inout Scenario, toUS spanUS: Int64) {
        for index in scenario.files.indices { scenario.files[index].takesUS = spanUS }
    }

    /// A timeout that the scans as observed would just meet.
    private static func limitUS(_ files: [ObservedFile]) -> Int64 {
        max(1_000_000, files.compactMap(\.scanUS).min() ?? 60_000_000)
    }
}

extension ObservedFile {
    /// From sending to what became of it.
    var waitedUS: Int64? {
        guard let sentUS, let endedUS, endedUS > sentUS else { return nil }
        return endedUS - sentUS
    }
}
