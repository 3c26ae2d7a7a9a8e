/// The antivirus engines of a Core, asked about one file.
struct EnginePanel {
    let file: FileFacts
    let settings: CoreSettings
    let plan: ScanPlan?
    let startedUS: Int64
    let number: Int
    let run: Scene

    func results() -> [ScanResult.EngineResult] {
        settings.engines.filter { $0.kind == .av && $0.isLicensed }.map { engine in
            let (code, message, cause) = verdict(of: engine)
            return ScanResult.EngineResult(
                engine: engine.name,
                id: engine.id,
                database: engine.database,
                code: code,
                message: message,
                scanUS: plan?.engineUS[engine.name] ?? 0,
                cause: cause
            )
        }
    }

    private func verdict(of engine: ScanEngine) -> (Int, String, Cause?) {
        if let fault = overlapping(.engineFailed, engine) {
            return (3, words(fault, "Engine is not available"), fault.cause)
        }
        if let fault = overlapping(.engineUpdating, engine) {
            guard run.holds(.updatingIsNotScanned) else {
                return (3, words(fault, "Engine is updating"), fault.cause)
            }
            return (10, words(fault, "Engine is updating"), fault.cause)
        }
        if plan?.timedOut.contains(engine.name) == true {
            let code = run.holds(.engineTimeoutFails) ? 3 : 10
            return (code, "Scan timed out", plan?.cause ?? .setting("workflow.engine_timeout"))
        }
        if let fault = overlapping(.interference, engine), run.holds(.interferenceFails) {
            var dice = run.dice("hit/\(fault.name)/\(file.path)/\(number)/\(engine.name)")
            if dice.chance(percent: fault.percent) {
                return (3, words(fault, "Cannot open file"), fault.cause)
            }
        }
        guard file.content.isFoundByEngines,
            file.detectedBy.isEmpty || file.detectedBy.contains(engine.name)
        else { return (0, "", nil) }
        let threat = file.threat.isEmpty ? file.content.usualThreat : file.threat
        return (file.content.code, threat, nil)
    }

    private func overlapping(_ kind: Fault.Kind, _ engine: ScanEngine) -> Fault? {
        run.faults.overlapping(
            kind,
            on: settings.name,
            engine: engine.name,
            fromUS: startedUS,
            toUS: run.nowUS
        )
    }

    private func words(_ fault: Fault, _ usual: String) -> String {
        fault.text.isEmpty ? usual : fault.text
    }
}
