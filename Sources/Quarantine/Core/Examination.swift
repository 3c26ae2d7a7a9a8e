internal import CaseModel

/// What Core finds out about a file, step by step: the earliest decisive step gives the result.
struct Examination {
    let scan: Scan
    let settings: CoreSettings
    /// Set if the end of the service cut the scan.
    let stopCause: Cause?
    let run: Scene

    private var file: FileFacts { scan.facts.file }
    private var workflow: Workflow { settings.workflow }
    private var startedUS: Int64 { scan.startedUS ?? scan.facts.uploadedUS }

    func result() -> ScanResult {
        if let stopCause { return interruptedResult(stopCause) }
        if scan.plan?.isCut == true {
            return bare(
                code: 31,
                cause: scan.plan?.cause ?? .setting("workflow.global_timeout")
            )
        }
        return faultResult() ?? archiveResult() ?? typeResult() ?? engineResult()
    }

    /// A result without engines.
    func bare(code: Int, cause: Cause?) -> ScanResult {
        let label = ResultCode.of(code)?.label ?? ""
        let isBlocked = blocks(code)
        return ScanResult(
            code: code,
            isBlocked: isBlocked,
            blockedReason: isBlocked ? label : "",
            startedUS: startedUS,
            finishedUS: run.nowUS,
            queueUS: startedUS - scan.facts.uploadedUS,
            rule: scan.facts.rule,
            cause: cause
        )
    }

    /// Why the engine process could not be reached; nil if it could.
    var agentCause: Cause? { overlapping(.agentLost)?.cause }

    private func overlapping(_ kind: Fault.Kind, engine: String? = nil) -> Fault? {
        run.faults.overlapping(
            kind,
            on: settings.name,
            engine: engine,
            fromUS: startedUS,
            toUS: run.nowUS
        )
    }

    /// Before 5.19 such a scan has an empty block reason; the words since then are ours.
    private func interruptedResult(_ cause: Cause) -> ScanResult {
        var result = bare(code: 3, cause: cause)
        result.blockedReason = settings.isSince(5, 19) ? "Interrupted by service restart" : ""
        result.isInterrupted = true
        return result
    }

    private func faultResult() -> ScanResult? {
        if let cause = agentCause { return bare(code: 3, cause: cause) }
        if let fault = overlapping(.unreadable), hits(fault) {
            return bare(code: 3, cause: fault.cause)
        }
        return nil
    }

    private func archiveResult() -> ScanResult? {
        if let code = file.result { return bare(code: code, cause: .content("result-\(code)")) }
        if let archive = file.archive {
            if let fault = overlapping(.diskFull) {
                return extractionFailed("Insufficient disk space", fault.cause)
            }
            if scan.plan?.isArchiveCut == true {
                return bare(code: 16, cause: .setting("workflow.archive_timeout"))
            }
            let limits: [(Bool, Int, String)] = [
                (archive.depth > workflow.archiveDepth, 9, "workflow.archive_depth"),
                (archive.unpackedBytes > workflow.archiveBytes, 13, "workflow.archive_size"),
                (archive.files > workflow.archiveFiles, 14, "workflow.archive_files"),
            ]
            if let limit = limits.first(where: \.0) {
                return bare(code: limit.1, cause: .setting(limit.2))
            }
        }
        switch file.content {
        case .corrupt: return extractionFailed("Content data error", .content("corrupt"))
        case .encrypted, .protected, .rms: return bare(code: file.content.code, cause: contentCause)
        default: return nil
        }
    }

    private func extractionFailed(_ details: String, _ cause: Cause) -> ScanResult {
        var result = bare(code: 24, cause: cause)
        result.extraction = ScanResult.Extraction(
            category: "Extraction error",
            code: 307,
            details: details
        )
        return result
    }

    private func typeResult() -> ScanResult? {
        if workflow.skipsUndetected {
            for engine in settings.engines where engine.kind == .filetype {
                for kind in [Fault.Kind.engineFailed, .engineUpdating] {
                    let fault = overlapping(kind, engine: engine.name)
                    // Without a name such a fault is about antivirus engines.
                    if let fault, fault.engine == engine.name {
                        return bare(code: 10, cause: fault.cause)
                    }
                }
            }
        }
        guard file.content.isDecidedBeforeEngines else { return nil }
        var result = bare(code: file.content.code, cause: contentCause)
        result.threats = [threat].filter { !$0.isEmpty }
        return result
    }

    private func engineResult() -> ScanResult {
        guard workflow.usesMetascan else {
            return bare(code: 10, cause: .setting("workflow.metascan"))
        }
        let engines = EnginePanel(
            file: file,
            settings: settings,
            plan: scan.plan,
            startedUS: startedUS,
            number: scan.facts.number,
            run: run
        ).results()
        let (code, cause) = verdict(of: engines)
        var result = bare(code: code, cause: cause)
        result.engines = engines
        result.threats = [1, 2, 22].contains(code) ? [threat].filter { !$0.isEmpty } : []
        return result
    }

    private func verdict(of engines: [ScanResult.EngineResult]) -> (Int, Cause?) {
        let working = engines.filter { ![3, 10].contains($0.code) }
        let trouble = engines.first { [3, 10].contains($0.code) }?.cause
        if working.count < workflow.minimumEngines {
            let code = run.holds(.tooFewAreNotScanned) ? 10 : 3
            // Where none is licensed there are none to be too few.
            let setting = engines.isEmpty ? "engines" : "workflow.minimum_engines"
            return (code, trouble ?? .setting(setting))
        }
        for code in [1, 2, 22] where working.contains(where: { $0.code == code }) {
            return (code, contentCause)
        }
        let failed = engines.first { $0.code == 3 }
        if working.isEmpty || (failed != nil && !run.holds(.oneEngineDecides)) {
            return (failed == nil ? 10 : 3, failed?.cause ?? trouble ?? .setting("engines"))
        }
        if !file.content.isFoundByEngines { return (file.content.code, contentCause) }
        return (working.allSatisfy { $0.code == 23 } ? 23 : 0, nil)
    }

    private func hits(_ fault: Fault) -> Bool {
        var dice = run.dice("hit/\(fault.name)/\(file.path)/\(scan.facts.number)")
        return dice.chance(percent: fault.percent)
    }

    /// Allowed are clean and neutral results, and those that the workflow overrides.
    private func blocks(_ code: Int) -> Bool {
        guard let result = ResultCode.of(code) else { return true }
        if workflow.allowedResults.contains(result.label) { return false }
        switch result.kind {
        case .clean, .neutral, .inProgress: return false
        case .threat, .policy: return true
        case .failure, .timeout, .limit, .content, .interrupted, .upload, .quota, .rejected:
            return run.holds(.failuresAreBlocked)
        }
    }

    private var contentCause: Cause? {
        file.content == .clean ? nil : .content(file.content.rawValue)
    }

    private var threat: String {
        file.threat.isEmpty ? file.content.usualThreat : file.threat
    }
}
