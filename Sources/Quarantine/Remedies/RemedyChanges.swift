/// Changes a scenario as a remedy would change the installation, and says what it changed.
struct RemedyChanges {
    let ending: Ending

    func apply(_ remedy: Remedy, to scenario: inout Scenario) -> [String] {
        switch remedy {
        case .mendFaults: mend(&scenario)
        case .enlargeQueue, .trackRejected, .renewLicence, .storeResults, .keepStorage:
            changeCore(remedy, &scenario)
        case .enableMetascan, .lowerMinimumEngines, .raiseTimeouts, .raiseArchiveLimits:
            changeWorkflow(remedy, &scenario)
        case .raisePollingRetry, .allowIfCoreDown, .addCore: changeICAP(remedy, &scenario)
        case .obtainTechnology, .enableTechnology, .addAPIKey, .raiseDailyLimit:
            changeCloud(remedy, &scenario)
        case .waitForQuota: send(after: 24 * .hour, \.isRefusedByQuota, &scenario)
        case .sendByHand: send(after: .minute, \.hasNoResult, &scenario)
        case .rescan: rescan(&scenario)
        }
    }

    private func mend(_ scenario: inout Scenario) -> [String] {
        defer { scenario.faults = [] }
        return scenario.faults.map { fault in
            "the fault \(fault.name.isEmpty ? fault.kind.rawValue : fault.name) is gone"
        }
    }

    private func changeCore(_ remedy: Remedy, _ scenario: inout Scenario) -> [String] {
        var changes: [String] = []
        for index in scenario.installation.cores.indices {
            var core = scenario.installation.cores[index]
            switch remedy {
            case .enlargeQueue: core.queueSize = min(core.queueSize * 4, 100_000)
            case .trackRejected: core.tracksRejected = true
            case .renewLicence: core.isLicenced = true
            case .storeResults where core.databaseMode == 3: core.databaseMode = 1
            case .keepStorage: core.keepsStorage = true
            default: break
            }
            guard core != scenario.installation.cores[index] else { continue }
            scenario.installation.cores[index] = core
            changes.append("\(core.name): \(remedy.about)")
        }
        if remedy == .renewLicence {
            let faults = scenario.faults.count
            scenario.faults.removeAll { $0.kind == .licenceExpired }
            if scenario.faults.count < faults { changes.append("the licence does not run out") }
        }
        return changes
    }

    private func changeWorkflow(_ remedy: Remedy, _ scenario: inout Scenario) -> [String] {
        var changes: [String] = []
        for index in scenario.installation.cores.indices {
            var workflow = scenario.installation.cores[index].workflow
            switch remedy {
            case .enableMetascan: workflow.usesMetascan = true
            case .lowerMinimumEngines: workflow.minimumEngines = 0
            case .raiseTimeouts:
                workflow.globalTimeoutUS = workflow.globalTimeoutUS.map { $0 * 10 }
                workflow.engineTimeoutUS = workflow.engineTimeoutUS.map { $0 * 10 }
            case .raiseArchiveLimits:
                workflow.archiveDepth = min(workflow.archiveDepth * 100, 100)
                workflow.archiveFiles = min(workflow.archiveFiles * 100, 1_000_000)
                workflow.archiveBytes = min(workflow.archiveBytes * 100, 1 << 40)
                workflow.archiveTimeoutUS = workflow.archiveTimeoutUS.map { $0 * 100 }
            default: break
            }
            guard workflow != scenario.installation.cores[index].workflow else { continue }
            scenario.installation.cores[index].workflow = workflow
            changes.append("\(scenario.installation.cores[index].name): \(remedy.about)")
        }
        return changes
    }

    private func changeICAP(_ remedy: Remedy, _ scenario: inout Scenario) -> [String] {
        if remedy == .addCore {
            guard var core = scenario.installation.cores.last else { return [] }
            core.name = "second-\(core.name)"
            core.address = "10.20.0.99"
            scenario.installation.cores.append(core)
            for index in scenario.installation.icaps.indices
            where !scenario.installation.icaps[index].cores.isEmpty {
                scenario.installation.icaps[index].cores.append(core.name)
            }
            return ["a Core \(core.name) stands beside the others"]
        }
        var changes: [String] = []
        for index in scenario.installation.icaps.indices {
            var icap = scenario.installation.icaps[index]
            if remedy == .raisePollingRetry { icap.pollingRetry = max(icap.pollingRetry, 10) }
            if remedy == .allowIfCoreDown { icap.allowsIfCoreDown = true }
            guard icap != scenario.installation.icaps[index] else { continue }
            scenario.installation.icaps[index] = icap
            changes.append("\(icap.name): \(remedy.about)")
        }
        return changes
    }

    private func changeCloud(_ remedy: Remedy, _ scenario: inout Scenario) -> [String] {
        if remedy == .raiseDailyLimit {
            let limit = min(scenario.installation.cloud.dailyLimit * 10, 10_000_000)
            guard limit > scenario.installation.cloud.dailyLimit else { return [] }
            scenario.installation.cloud.dailyLimit = limit
            return ["the Cloud grants \(limit) calls in 24 hours"]
        }
        var changes: [String] = []
        for index in scenario.installation.cores.indices {
            var technology = scenario.installation.cores[index].threatIntelligence
            switch remedy {
            case .obtainTechnology: technology.isLicensed = true
            case .enableTechnology: technology.isEnabled = true
            case .addAPIKey: technology.apiKey = scenario.installation.cloud.apiKey
            default: break
            }
            guard technology != scenario.installation.cores[index].threatIntelligence else {
                continue
            }
            scenario.installation.cores[index].threatIntelligence = technology
            changes.append("\(scenario.installation.cores[index].name): \(remedy.about)")
        }
        return changes
    }

    private func send(
        after delayUS: Int64,
        _ wants: (CloudStatus) -> Bool,
        _ scenario: inout Scenario
    ) -> [String] {
        let paths = Set(
            ending.items.filter { wants($0.item.cloud.status) }.map(\.item.facts.path)
        )
        .sorted()
        guard !paths.isEmpty else { return [] }
        append(Action(.send, files: paths, atUS: atEnd(of: scenario) + delayUS), to: &scenario)
        return paths.map { "\($0) is sent to MetaDefender Cloud by hand" }
    }

    private func rescan(_ scenario: inout Scenario) -> [String] {
        let paths = ending.files.filter { $0.state == .unknown }.map(\.path)
        guard !paths.isEmpty else { return [] }
        append(Action(.rescan, files: paths, atUS: atEnd(of: scenario) + .minute), to: &scenario)
        return paths.map { "RESCAN of \($0)" }
    }

    private func atEnd(of scenario: Scenario) -> Int64 { scenario.endUS - scenario.startUS }

    private func append(_ action: Action, to scenario: inout Scenario) {
        scenario.actions.append(action)
        // An hour is left for what comes of it.
        if scenario.forUS != nil { scenario.forUS = action.atUS + .hour }
    }
}

extension CloudStatus {
    fileprivate var isRefusedByQuota: Bool { self == .limitReached }

    fileprivate var hasNoResult: Bool {
        switch self {
        case .results: false
        default: true
        }
    }
}
