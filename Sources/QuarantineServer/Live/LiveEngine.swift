internal import Quarantine

/// The engine in real time: it takes what comes from outside, writes it down, and answers.
///
/// Its virtual time follows the machine's clock; between two things that are due it sleeps.
package actor LiveEngine {
    var state: LiveState
    /// Virtual time, for those who need not wait for the engine to know it.
    package nonisolated let time: LiveTime
    let limits: LiveLimits
    let vault: any FileVault
    private let journal: Journal?
    private let folder: DataFolder?
    /// Carries calls to the Cloud; nil where the engine answers them by itself.
    private let carrier: (any CloudPort)?
    /// The virtual time of the last line of the journal.
    private var recordedUS: Int64 = 0

    /// The Cloud of this machine, which the switchboard's settings reach; nil if it is not served.
    private var standIn: CloudStandIn?

    private var wake: Task<Void, Never>?
    private var wakeAtUS: Int64?
    private var isStopped = false
    /// ICAP clients that wait, by the numbers of their requests.
    var requests: [Int: CheckedContinuation<ICAPOutcome, Never>] = [:]
    /// REST clients that wait for the end of a scan, by its data id.
    var watchers: [String: [CheckedContinuation<Void, Never>]] = [:]
    /// Contents that a client is just bringing.
    var arriving: [String: Int] = [:]

    init(_ start: LiveStart, carrier: (any CloudPort)?, wall: @escaping @Sendable () -> Int64) {
        state = start.state
        time = LiveTime(start.clock, wall: wall)
        limits = start.limits
        vault = start.vault
        journal = start.journal
        folder = start.folder
        recordedUS = start.clock.virtualUS
        self.carrier = carrier
    }

    /// Makes an engine, or goes on with what a data folder holds.
    ///
    /// - Parameters:
    ///   - plan: What it is made of.
    ///   - folder: Where all is written down; nil to forget it at the end.
    ///   - carrier: Carries calls to the Cloud; nil to answer them by itself.
    ///   - wall: The machine's clock; microseconds UTC.
    /// - Throws: Why it cannot start.
    /// - Returns: The engine, and what a person is to be told.
    package static func start(
        _ plan: LivePlan = LivePlan(),
        folder: DataFolder? = nil,
        carrier: (any CloudPort)? = nil,
        wall: @escaping @Sendable () -> Int64 = WallClock.us
    ) async throws(LiveProblem) -> (engine: LiveEngine, words: [String]) {
        let start = try LiveStart(plan, folder: folder, nowUS: wall())
        let engine = LiveEngine(start, carrier: carrier, wall: wall)
        try await engine.begin(rate: start.rate)
        return (engine, start.words)
    }

    /// Writes down when it ended, and stops.
    package func stop() async {
        guard !isStopped else { return }
        // What cannot be written at the end is told at the next start by what is missing.
        _ = try? change(.ticked)
        isStopped = true
        wake?.cancel()
        // The clients are told why by their answers.
        try? await settle(nil)
        folder?.unlock()
    }

    private func begin(rate: Int?) async throws(LiveProblem) {
        if let rate, rate != clock.rate {
            let nowUS = time.nowUS
            _ = try change(.clockSet(LiveClock(virtualUS: nowUS, wallUS: wallUS, rate: rate)))
        }
        if carrier != nil, !state.engine.isCloudOutside { _ = try change(.cloudConnected) }
        catchUp()
    }

    /// From now on the Cloud of this machine has the limits, the key and the pace of the engine's.
    package func attach(_ standIn: CloudStandIn) {
        self.standIn = standIn
        follow()
    }

    /// The key that the Cloud knows.
    package var cloudKey: String { state.engine.cloud.settings.apiKey }

    // MARK: Inputs

    /// Takes an input now; what it came to counts once `settle` has returned for its line.
    func change(_ input: LiveInput) throws(LiveProblem) -> (outcome: LiveState.Outcome, line: Int64)
    {
        guard !isStopped else { throw LiveProblem("the server has ended", help: "start it again") }
        if let refusal = journal?.refusal { throw refusal }
        run()
        let outcome = state.apply(input)
        if case .clockSet(let new) = input { time.set(new) }
        let line = write(input)
        follow()
        return (outcome, line)
    }

    /// Waits until a line of the journal is on the disk; nil for all of them.
    ///
    /// Whoever is told something waits for it first: what was told is never lost.
    func settle(_ line: Int64?) async throws(LiveProblem) { try await journal?.settle(line) }

    /// Takes an input, and waits until it is written.
    func take(_ input: LiveInput) async throws(LiveProblem) -> LiveState.Outcome {
        let (outcome, line) = try change(input)
        try await settle(line)
        return outcome
    }

    /// Brings the engine to the present; its answers are about now.
    func catchUp() {
        run()
        follow()
    }

    var clock: LiveClock { time.current }

    /// The machine's time; microseconds UTC.
    var wallUS: Int64 { time.wallUS }

    /// Lets everything happen that is due by now.
    private func run() {
        guard !isStopped else { return }
        state.advance(toUS: time.nowUS)
        // A week without a line would be lost to the clock of the next start.
        if journal != nil, state.engine.course.nowUS - recordedUS > 7 * 86_400_000_000 {
            _ = write(.ticked)
        }
    }

    private func write(_ input: LiveInput) -> Int64 {
        recordedUS = state.engine.course.nowUS
        guard let journal else { return 0 }
        let record = JournalRecord(atUS: recordedUS, wallUS: wallUS, input: input)
        return journal.add(JournalLine.bytes(record))
    }

    // MARK: What follows

    /// Tells those who wait, forgets what nobody needs, and sleeps until the next thing is due.
    private func follow() {
        answerRequests()
        wakeWatchers()
        for sha256 in state.takeLoose() where arriving[sha256] == nil { vault.remove(sha256) }
        standIn?.follow(state.engine.cloud.settings, slowness: state.engine.cloudSlowness)
        carryOrders()
        planWake()
    }

    private func wakeWatchers() {
        for dataID in watchers.keys.sorted() where isOver(dataID) {
            for watcher in watchers.removeValue(forKey: dataID) ?? [] { watcher.resume() }
        }
    }

    private func carryOrders() {
        guard state.engine.isCloudOutside else { return }
        let carrier = carrier
        for order in state.takeCloudOrders() {
            let sha256 = order.call.file.sha256
            let vault = vault
            Task {
                let answer =
                    await carrier?.carry(order) { await vault.bytes(of: sha256) }
                    ?? CloudAnswer(.unreachable(text: "No Cloud is set up"))
                // A journal that is full or broken takes no answers; the order stays open.
                _ = try? await take(.cloudAnswered(order: order.id, answer))
            }
        }
    }

    private func planWake() {
        guard !isStopped else { return }
        let nowUS = wallUS
        guard let nextUS = state.engine.nextUS,
            let waitUS = clock.waitUS(until: nextUS, from: nowUS)
        else {
            wake?.cancel()
            wakeAtUS = nil
            return
        }
        // One that comes earlier plans anew.
        if let wakeAtUS, wakeAtUS > nowUS, wakeAtUS <= nowUS + waitUS { return }
        wake?.cancel()
        wakeAtUS = nowUS + waitUS
        wake = Task {
            do {
                try await Task.sleep(for: .microseconds(max(waitUS, 200)))
            } catch {
                return
            }
            wakeUp()
        }
    }

    private func wakeUp() {
        guard !isStopped else { return }
        wakeAtUS = nil
        catchUp()
    }
}
