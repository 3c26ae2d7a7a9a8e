extension CoreMessages {
    // MARK: Scans

    func scan(_ kind: Occurrence.Kind) -> [Sentence] {
        switch kind {
        case .scanQueued(let scan, let length):
            let text = wording.pick(
                "queued",
                ["File added to queue", "Request queued", "New file received"]
            )
            let pairs = [id(scan.dataID), Pair("queueLength", length)]
            return [Sentence(.debug, "core.workflow", text, pairs)]
        case .scanStarted(let scan):
            let text = wording.pick("scan-started", ["Processing started", "Workflow started"])
            let pairs = [
                id(scan.dataID), Pair("fileName", scan.file.name), Pair("ruleName", scan.rule),
            ]
            return [Sentence(.debug, "core.workflow", text, pairs)]
        case .taskNotSent(let scan, let block):
            let pairs = [
                Pair("id", executor(scan.dataID)), Pair("node", node(scan)),
                Pair("block", block),
            ]
            // The published line is of another block: its first word changes with the block.
            let task = block == "ExtractBlock" ? "extract" : "scan"
            return [
                Sentence(
                    .warning,
                    "core.workflow",
                    "Can not send \(task) task",
                    pairs,
                    id: 3_059
                )
            ]
        case .scanFinished(let scan, let result):
            return unread(scan, result) + [finished(scan, result)]
        default: return []
        }
    }

    /// The published line of a finished scan, in the form of its version.
    private func finished(_ scan: ScanFacts, _ result: ScanResult) -> Sentence {
        guard settings.isSince(4, 12) else {
            let pairs = [
                Pair("dataId", scan.dataID), Pair("overallResult", result.label),
                Pair("totalResultCount", result.engines.count),
                Pair("infectedResultCount", result.engines.filter { $0.code == 1 }.count),
            ]
            return Sentence(.info, "core.workflow", "Scan finished", pairs, id: 82)
        }
        let finders = result.engines.filter { [1, 2, 22].contains($0.code) }
        var pairs = [
            Pair("node", node(scan)), Pair("user", scan.client.user),
            Pair("workflow_id", executor(scan.dataID)), Pair("dataId", scan.dataID),
        ]
        if !scan.parentID.isEmpty {
            let key = wording.pick("parent", ["parent_data_id", "parentDataId"])
            pairs.append(Pair(key, scan.parentID))
        }
        let hash = settings.workflow.calculatesHashes ? scan.file.sha256 : ""
        pairs += [
            Pair("fileName", scan.file.name), Pair("sha256sum", hash),
            Pair("blocked", result.isBlocked ? "true" : "false"),
            Pair("blocked_reason", wording.said(result.blockedReason)),
            Pair("overallResult", result.label),
            Pair("threatFoundCount", finders.count), Pair("embeddedObjectsWithThreat", 0),
            Pair("totalResultCount", result.engines.count),
            Pair("threatDetectedBy", finders.map(\.engine).joined(separator: ", ")),
            Pair("threatName", finders.first?.message ?? result.threats.first ?? ""),
            Pair("ruleName", result.rule), Pair("source", scan.client.address),
        ]
        return Sentence(.info, "core.workflow", "Processing finished", pairs, id: 82)
    }

    /// A file that Core could not read; its message is not published.
    private func unread(_ scan: ScanFacts, _ result: ScanResult) -> [Sentence] {
        guard case .fault(let name)? = result.cause, faults[name]?.kind == .unreadable else {
            return []
        }
        let text = wording.pick(
            "unread",
            ["Failed to read file", "Can not open file", "Input file is not readable"]
        )
        let usual = wording.pick("unread-why", ["Permission denied", "Access denied"])
        let words = faults[name]?.text ?? ""
        let pairs = [id(scan.dataID), Pair("fileName", scan.file.name)]
        let error = Pair(
            wording.pick("unread-key", ["error", "reason"]),
            words.isEmpty ? usual : words
        )
        return [Sentence(.warning, "core.workflow", text, pairs + [error])]
    }

    /// What an engine's own log says of a file it could not scan.
    func engineTrouble(_ scan: ScanFacts, _ engine: ScanResult.EngineResult) -> Sentence? {
        guard [3, 10].contains(engine.code), !engine.message.isEmpty else { return nil }
        let text = wording.pick(
            "engine-trouble",
            ["Scan failed", "Failed to scan file", "Scan finished with error"]
        )
        let key = wording.pick("engine-error", ["error", "reason", "message"])
        var pairs = [Pair("engineName", engine.engine)]
        if wording.chance("engine-trouble-id", percent: 60) { pairs.append(id(scan.dataID)) }
        pairs.append(Pair(key, wording.said(engine.message)))
        return Sentence(.warning, "engine_process", text, pairs)
    }

    private func node(_ scan: ScanFacts) -> String {
        var dice = wording.dice("node/\(settings.name)")
        return ":\(dice.between(1_000, 9_999))"
    }

    private func executor(_ dataID: String) -> String {
        var dice = wording.dice("executor/\(dataID)")
        return "lms::workflow::WorkflowExecutor(0x7f\(dice.hex(9))0)"
    }
}
