internal import Quarantine

/// A live engine that begins, or goes on with what a data folder holds.
struct LiveStart {
    var state: LiveState
    var clock: LiveClock
    var limits: LiveLimits
    var vault: any FileVault
    var journal: Journal?
    var folder: DataFolder?
    /// What the clock is to be set to, where it goes on at another rate.
    var rate: Int?
    /// What a person is to be told.
    var words: [String] = []

    init(_ plan: LivePlan, folder: DataFolder?, nowUS: Int64) throws(LiveProblem) {
        limits = plan.limits
        self.folder = folder
        rate = plan.rate
        let reading = try folder?.readJournal(most: limits.journalBytes)
        if let reading {
            (state, clock) = try Self.replay(reading, limits: limits, nowUS: nowUS)
            words.append("went on with \(reading.records.count) entries of the journal")
            if reading.cutBytes > 0 {
                words.append(
                    "the last line of the journal was cut by the end of the server, and is dropped"
                )
            }
            if LivePlan().scenario.installation != plan.scenario.installation {
                words.append(
                    "the installation is the one of the data folder; --scenario is not used"
                )
            }
        } else {
            var scenario = plan.scenario
            // A whole second, as a scenario writes it.
            scenario.startUS = nowUS / 1_000_000 * 1_000_000
            state = LiveState(scenario, limits: limits)
            clock = LiveClock(virtualUS: scenario.startUS, wallUS: nowUS, rate: plan.rate ?? 1)
        }
        guard let folder else {
            vault = MemoryVault(bytes: limits.memoryBytes)
            return
        }
        let head = JournalHead(scenario: state.engine.scenario.yaml(), clock: clock)
        journal = try folder.openJournal(head, after: reading, most: limits.journalBytes)
        let state = state
        vault = FolderVault(folder, bytes: limits.diskBytes) { state.needs($0) }
    }

    /// The state that the same inputs make again.
    private static func replay(
        _ reading: JournalReading,
        limits: LiveLimits,
        nowUS: Int64
    ) throws(LiveProblem) -> (LiveState, LiveClock) {
        let scenario = try scenario(reading.head.scenario)
        var state = LiveState(scenario, limits: limits)
        var clock = reading.head.clock
        var lastUS = clock.wallUS
        for record in reading.records {
            state.advance(toUS: record.atUS)
            _ = state.apply(record.input)
            if case .clockSet(let new) = record.input { clock = new }
            lastUS = record.wallUS
            // Which bytes are needed is asked once, at the end.
            _ = state.takeLoose()
        }
        clock = clock.resumed(
            atUS: max(state.engine.course.nowUS, clock.virtualUS),
            recordedUS: lastUS,
            wallUS: nowUS
        )
        return (state, clock)
    }

    private static func scenario(_ yaml: String) throws(LiveProblem) -> Scenario {
        do throws(ScenarioError) {
            return try Scenario(yaml: yaml)
        } catch {
            throw LiveProblem(
                "the installation in the journal cannot be read",
                help: "use the version of ScanWhy that wrote it, or another folder"
            )
        }
    }
}
