internal import Quarantine

extension LiveEngine {
    /// How far a scan is; nil for one that is not known, or no longer in history.
    func report(_ dataID: String) -> CoreReport? {
        let core = state.engine.cores[0]
        let nowUS = state.engine.course.nowUS
        guard let scan = core.state(of: dataID, at: nowUS) else { return nil }
        if let result = scan.result {
            if core.settings.databaseMode == 3 { return nil }
            if let ageUS = core.settings.historyAgeUS, result.finishedUS < nowUS - ageUS {
                return nil
            }
        }
        return report(scan)
    }

    private func report(_ scan: ScanState) -> CoreReport {
        let facts = scan.scan
        let others = state.scans.others(of: facts.file.sha256)
        let startedUS = scan.startedUS ?? facts.uploadedUS
        let result = scan.result
        var report = CoreReport(
            dataID: facts.dataID,
            fileName: facts.file.name,
            sizeBytes: Int(facts.file.sizeBytes),
            sha256: facts.file.sha256,
            sha1: others.sha1,
            md5: others.md5,
            percent: scan.percent,
            resultCode: result?.code ?? 255,
            resultLabel: result?.label ?? "In Progress",
            isBlocked: result?.isBlocked ?? false,
            blockedReason: result?.blockedReason ?? "",
            profile: facts.rule,
            userAgent: facts.client.agent,
            user: facts.client.user,
            uploadedUS: facts.uploadedUS,
            startedUS: startedUS,
            processingMS: Int((result?.processingUS ?? 0) / 1_000),
            queueMS: Int((startedUS - facts.uploadedUS) / 1_000),
            engines: (result?.engines ?? []).map(engine).sorted { $0.name < $1.name }
        )
        report.extraction = result?.extraction.map {
            CoreReport.Extraction(category: $0.category, code: $0.code, details: $0.details)
        }
        return report
    }

    private func engine(_ result: ScanResult.EngineResult) -> CoreReport.Engine {
        CoreReport.Engine(
            name: result.engine,
            id: result.id,
            resultCode: result.code,
            threat: result.message,
            scanMS: Int(result.scanUS / 1_000),
            definitionsUS: state.engine.scenario.startUS
        )
    }
}
