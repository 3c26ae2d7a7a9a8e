package import Quarantine

extension ConsoleItem {
    /// An item of the engine.
    ///
    /// - Parameters:
    ///   - item: The engine's.
    ///   - ageUS: How old items get before the clean-up takes them; nil: no clean-up.
    package init(_ item: QuarantineItem, ageUS: Int64?) {
        self.init(
            id: item.facts.id,
            name: item.facts.name,
            path: item.facts.path,
            sizeBytes: item.facts.sizeBytes,
            sha256: item.facts.sha256,
            dataID: item.facts.dataID,
            verdict: item.facts.blockedReason,
            threat: item.file.threat.isEmpty
                ? item.file.content.usualThreat : item.file.threat,
            quarantinedUS: item.facts.quarantinedUS,
            expiresUS: item.isPinned ? nil : ageUS.map { item.facts.quarantinedUS + $0 },
            isPinned: item.isPinned,
            intelligence: ConsoleIntelligence(item.cloud)
        )
    }
}

extension ConsoleIntelligence {
    package init(_ cloud: CloudState) {
        self.init(
            status: Status(cloud.status),
            isUnderWay: cloud.current != nil,
            uploads: cloud.uploads,
            results: cloud.pages.map(ConsoleResult.init)
        )
    }
}

extension ConsoleIntelligence.Status {
    package init(_ status: CloudStatus) {
        switch status {
        case .none: self = .none
        case .uploading: self = .uploading
        case .progress(let percent): self = .progress(percent: percent)
        case .results(let verdict): self = .results(verdict: verdict)
        case .unavailable: self = .unavailable
        case .missingKey: self = .missingKey
        case .limitReached: self = .limitReached
        }
    }
}

extension ConsoleResult {
    package init(_ result: CloudResult) {
        self.init(
            isBlocked: result.isBlocked,
            verdict: result.verdict,
            engines: result.engines,
            detections: result.detections,
            totalUS: result.totalUS,
            link: result.link,
            receivedUS: result.receivedUS
        )
    }
}

extension ConsoleTechnology {
    package init(_ technology: Technology) {
        let isIntelligence = technology.name == ThreatIntelligence.name
        self.init(
            name: technology.name,
            version: technology.version,
            isLicensed: technology.isLicensed,
            isEnabled: technology.isEnabled,
            isIntelligence: isIntelligence,
            hasAPIKey: isIntelligence && technology.isConfigured
        )
    }
}

extension ConsoleSettings {
    package init(_ settings: QuarantineSettings) {
        self.init(
            isAutomatic: settings.isAutomatic,
            checkSeconds: settings.checkSeconds,
            pollingSeconds: settings.pollingSeconds
        )
    }
}

extension Action.Verb {
    /// What a button of the quarantine page asks of the engine.
    package init(_ verb: ConsoleVerb) {
        switch verb {
        case .send: self = .send
        case .pin: self = .pin
        case .unpin: self = .unpin
        case .delete: self = .delete
        }
    }
}
