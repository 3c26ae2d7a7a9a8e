extension Core {
    /// Keeps a blocked file apart, unless it is there already.
    mutating func quarantine(_ scan: ScanFacts, _ result: ScanResult, _ run: inout Run) {
        guard settings.workflow.quarantinesBlocked, result.isBlocked, !result.isInterrupted else {
            return
        }
        let isFailure = [3, 10, 24, 31].contains(result.code)
        guard !isFailure || run.holds(.failuresAreQuarantined) else { return }
        let facts = ItemFacts(
            id: itemCount + 1,
            path: scan.file.path,
            name: scan.file.name,
            sizeBytes: scan.file.sizeBytes,
            sha256: scan.file.sha256,
            dataID: scan.dataID,
            resultCode: result.code,
            blockedReason: result.blockedReason,
            quarantinedUS: run.nowUS
        )
        let isThere = items.contains { $0.facts.sha256 == facts.sha256 }
        if settings.workflow.calculatesHashes && isThere {
            run.record(component, .itemNotAdded(facts), cause: .design("duplicate-hash"))
            return
        }
        itemCount += 1
        var item = QuarantineItem(facts: facts, file: scan.file)
        item.cloud.isNew = settings.quarantine.isAutomatic
        items.append(item)
        // Without hashes nobody sees that the same content is there already.
        run.record(
            component,
            .itemQuarantined(facts),
            cause: isThere ? .setting("workflow.hashes") : nil
        )
    }

    /// One operation of the quarantine page, on one item or on many.
    mutating func operate(_ verb: Action.Verb, on ids: [Int], _ run: inout Run) {
        for id in ids {
            guard let place = items.firstIndex(where: { $0.facts.id == id }) else { continue }
            let facts = items[place].facts
            switch verb {
            case .pin:
                items[place].isPinned = true
                run.record(component, .itemPinned(facts))
            case .unpin:
                items[place].isPinned = false
                run.record(component, .itemUnpinned(facts))
            case .delete:
                items.remove(at: place)
                run.record(component, .itemDeleted(facts), cause: .person("deleted"))
            case .download: run.record(component, .itemDownloaded(facts))
            case .send: beginUpload(id, isAutomatic: false, &run)
            default: break
            }
        }
    }

    /// Ids of the items of these files; `*` stands for all.
    func itemIDs(of paths: [String]) -> [Int] {
        items.filter { paths.contains("*") || paths.contains($0.facts.path) }.map(\.facts.id)
    }

    /// The Technologies list.
    package var technologies: [Technology] {
        let engines = settings.engines.map {
            Technology(
                name: $0.name,
                version: $0.version,
                isLicensed: $0.isLicensed,
                isEnabled: true,
                isConfigured: true
            )
        }
        let intelligence = settings.threatIntelligence
        return engines + [
            Technology(
                name: ThreatIntelligence.name,
                version: settings.version,
                isLicensed: intelligence.isLicensed,
                isEnabled: intelligence.isEnabled,
                isConfigured: !intelligence.apiKey.isEmpty
            )
        ]
    }

    /// The toggle of the Threat Intelligence entry.
    mutating func switchIntelligence(on isOn: Bool, _ run: inout Run) {
        settings.threatIntelligence.isEnabled = isOn
        run.record(
            component,
            .technologySwitched(name: ThreatIntelligence.name, isOn: isOn)
        )
    }
}

/// A line of the Technologies list.
package struct Technology: Sendable, Hashable {
    package var name: String
    package var version: String
    package var isLicensed: Bool
    package var isEnabled: Bool
    /// Threat Intelligence: it has an API key.
    package var isConfigured: Bool
}
