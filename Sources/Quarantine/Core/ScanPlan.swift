/// How long a scan takes, decided when it begins.
struct ScanPlan: Sendable {
    var durationUS: Int64
    /// How long each antivirus engine takes, by its name.
    var engineUS: [String: Int64] = [:]
    /// Engines that run into the time limit for one engine.
    var timedOut: Set<String> = []
    /// The workflow's global timeout cuts it.
    var isCut = false
    /// The time limit for archives cuts it.
    var isArchiveCut = false
    /// Why it takes so long.
    var cause: Cause?

    init(_ file: FileFacts, number: Int, settings: CoreSettings, run: Scene) {
        let workflow = settings.workflow
        let key = "scan/\(settings.name)/\(file.path)/\(number)"
        var usual =
            file.takesUS
            ?? (run.between(140, 2_400, key: key) * .millisecond + file.sizeBytes / 20)
        if let slow = run.faults.active(.coreSlow, on: settings.name) {
            usual *= Int64(slow.factor)
            cause = slow.cause
        }
        var extraction: Int64 = 0
        if file.archive != nil, file.takesUS == nil {
            extraction = run.between(900, 6_000, key: key + "/archive") * .millisecond
        }
        if file.archive != nil, let limit = workflow.archiveTimeoutUS, usual + extraction > limit {
            extraction = limit
            isArchiveCut = true
        }
        var longest = usual
        for engine in settings.engines where engine.kind == .av && engine.isLicensed {
            var us = usual
            if let slow = run.faults.active(.engineSlow, on: settings.name, engine: engine.name) {
                us *= Int64(slow.factor)
                cause = slow.cause
            }
            if let limit = workflow.engineTimeoutUS, us > limit {
                us = limit
                timedOut.insert(engine.name)
            }
            engineUS[engine.name] = us
            longest = max(longest == usual && !timedOut.isEmpty ? 0 : longest, us)
        }
        durationUS = isArchiveCut ? extraction : extraction + longest
        if let limit = workflow.globalTimeoutUS, durationUS > limit {
            durationUS = limit
            isCut = true
        }
    }
}
