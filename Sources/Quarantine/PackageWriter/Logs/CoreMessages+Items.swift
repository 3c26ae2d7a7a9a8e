extension CoreMessages {
    /// What the log says of an item of the quarantine.
    func item(_ kind: Occurrence.Kind) -> [Sentence] {
        guard let (item, texts) = said(of: kind) else { return [] }
        let component = wording.pick(
            "item-component",
            ["core.quarantine", "core.quarantine", "core.storage"]
        )
        var level = LogLevel.info
        if case .itemLost = kind { level = .warning }
        let pairs = [
            id(item.dataID), Pair("fileName", item.name),
            Pair(wording.pick("hash-key", ["sha256", "sha256sum"]), item.sha256),
        ]
        return [Sentence(level, component, wording.pick(kind.name, texts), pairs)]
    }

    private func said(of kind: Occurrence.Kind) -> (ItemFacts, [String])? {
        switch kind {
        case .itemQuarantined(let item):
            (item, ["File quarantined", "Item added to quarantine", "Moved to quarantine"])
        case .itemNotAdded(let item):
            (item, Self.notAdded)
        case .itemPinned(let item):
            (item, ["Item pinned in quarantine", "Quarantine item pinned"])
        case .itemUnpinned(let item):
            (item, ["Item unpinned in quarantine", "Quarantine item unpinned"])
        case .itemDeleted(let item):
            (item, ["Item deleted from quarantine", "Quarantine item removed by user"])
        case .itemCleanedUp(let item):
            (item, Self.cleanedUp)
        case .itemDownloaded(let item):
            (item, ["Item downloaded from quarantine", "Quarantined file downloaded"])
        case .itemLost(let item):
            (item, ["Quarantined file is missing", "Stored file of quarantine item not found"])
        default: nil
        }
    }

    private static let notAdded = [
        "File is already in quarantine", "Quarantine entry exists, file skipped",
        "Duplicate not added to quarantine",
    ]
    private static let cleanedUp = [
        "Old item removed from quarantine", "Quarantined file deleted by clean-up",
        "Quarantine item expired",
    ]

    // MARK: The hand-over

    func cloud(_ kind: Occurrence.Kind) -> [Sentence] {
        switch kind {
        case .quarantineChecked(let count):
            let text = wording.pick(
                "checked",
                ["Quarantine checked for new items", "Looking for items to send"]
            )
            return [Sentence(.debug, cloudComponent, text, [Pair("newItems", count)])]
        case .uploadStarted(let attempt):
            let text = wording.pick(
                "upload",
                ["Upload started", "Sending item to MetaDefender Cloud", "Uploading file"]
            )
            let pairs = keys(attempt) + [Pair("automatic", attempt.isAutomatic ? "true" : "false")]
            return [Sentence(.info, cloudComponent, text, pairs)]
        case .uploadFailed(let attempt, let refusal):
            let text = wording.pick(
                "upload-failed",
                ["Upload failed", "Can not send item to MetaDefender Cloud", "Upload error"]
            )
            return [Sentence(.warning, cloudComponent, text, keys(attempt) + words(refusal))]
        case .uploadDone(let attempt, let cloudID):
            let text = wording.pick("upload-done", ["Upload finished", "Item sent"])
            return [
                Sentence(.info, cloudComponent, text, keys(attempt) + [Pair("cloudId", cloudID)])
            ]
        case .resultPolled(let attempt, let cloudID, let percent):
            let pairs = keys(attempt) + [Pair("cloudId", cloudID), Pair("progress", percent)]
            return [Sentence(.debug, cloudComponent, "Result polled", pairs)]
        case .resultPollFailed(let attempt, let refusal):
            let text = wording.pick("poll-failed", ["Result polling failed", "Can not get result"])
            return [Sentence(.warning, cloudComponent, text, keys(attempt) + words(refusal))]
        case .resultReceived(let attempt, let result):
            let pairs =
                keys(attempt) + [
                    Pair("result", result.isBlocked ? "Blocked" : "Allowed"),
                    Pair("verdict", result.verdict), Pair("avEngines", result.engines),
                ]
            return [Sentence(.info, cloudComponent, "Result received", pairs)]
        case .statusChanged(let item, let status):
            guard !status.isEmpty else { return [] }
            let text = wording.pick("status", ["Status changed", "Threat Intelligence result"])
            let key = wording.pick("status-key", ["state", "result", "message"])
            return [
                Sentence(.info, cloudComponent, text, itemKeys(item) + [Pair(key, status)])
            ]
        default: return []
        }
    }

    private var cloudComponent: String {
        wording.pick("cloud", ["core.cloud", "core.quarantine", "core.threatintelligence"])
    }

    private func keys(_ attempt: CloudTry) -> [Pair] {
        itemKeys(attempt.item) + [Pair("attempt", attempt.number)]
    }

    private func itemKeys(_ item: ItemFacts) -> [Pair] {
        [id(item.dataID), Pair("sha256", item.sha256), Pair("fileName", item.name)]
    }

    private func words(_ refusal: CloudRefusal) -> [Pair] {
        var pairs: [Pair] = []
        if refusal.status > 0 { pairs.append(Pair("httpStatus", refusal.status)) }
        if refusal.code > 0 { pairs.append(Pair("code", refusal.code)) }
        return pairs + [
            Pair(wording.pick("cloud-error", ["error", "reason"]), wording.said(refusal.text))
        ]
    }
}
