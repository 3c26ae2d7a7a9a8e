internal import Quarantine

/// The switchboard: faults, virtual time, and what happened.
extension LiveEngine {
    package func stage() async -> ConsoleStage {
        await show()
        let engine = state.engine
        let settings = engine.cores[0].settings
        return ConsoleStage(
            name: settings.name,
            version: settings.version,
            nowUS: engine.course.nowUS,
            rate: clock.rate,
            callsUsed: engine.cloud.used,
            windowEndUS: engine.cloud.windowEndUS,
            sampleAPIKey: engine.isCloudOutside ? nil : engine.cloud.settings.apiKey,
            settings: ConsoleStage.Settings(
                isLicensed: settings.threatIntelligence.isLicensed,
                quarantineAgeUS: settings.quarantineAgeUS,
                dailyLimit: engine.cloud.settings.dailyLimit
            )
        )
    }

    package func save(_ settings: ConsoleStage.Settings) async throws(ConsoleRefusal) {
        let age = settings.quarantineAgeUS.map { "\(max(1, $0))us" } ?? "none"
        try await set([
            .set("threat_intelligence.licensed", "\(settings.isLicensed)"),
            .set("quarantine_age", age),
            .set("daily_limit", "\(settings.dailyLimit)", target: "cloud"),
        ])
    }

    package func faultKinds() async -> [ConsoleFaultKind] { ConsoleFaultKind.all }

    package func faults() async -> [ConsoleFault] {
        await show()
        return state.engine.activeFaults.map { number, fault, sinceUS in
            ConsoleFault(
                number: number,
                key: fault.kind.rawValue,
                name: fault.name,
                sinceUS: sinceUS
            )
        }
    }

    package func begin(_ order: ConsoleFaultOrder) async throws(ConsoleRefusal) -> Int {
        guard let fault = Fault(order) else { throw ConsoleRefusal(400, "There is no such fault.") }
        return try await begin(fault)
    }

    /// Switches a fault on; an empty target is the first server of its kind.
    func begin(_ fault: Fault) async throws(ConsoleRefusal) -> Int {
        guard state.engine.faultCount < limits.faults else {
            throw ConsoleRefusal(409, "Too many faults were switched on since the start.")
        }
        try check(fault)
        guard case .fault(let number) = try await done(.faultBegan(LiveFault(fault))) else {
            throw ConsoleRefusal(400, "There is no such fault.")
        }
        return number
    }

    package func endFault(_ number: Int) async throws(ConsoleRefusal) {
        guard try await done(.faultEnded(number: number)) == .done(true) else {
            throw ConsoleRefusal(404, "That fault is not switched on.")
        }
    }

    package func advance(byUS spanUS: Int64) async throws(ConsoleRefusal) {
        guard (1...limits.advanceUS).contains(spanUS) else {
            throw ConsoleRefusal(400, "Time goes forward, and a year at most at once.")
        }
        catchUp()
        let nowUS = state.engine.course.nowUS
        guard nowUS < LiveClock.endUS - spanUS else {
            throw ConsoleRefusal(400, "That is beyond the last day of this calendar.")
        }
        var jumped = clock
        jumped.virtualUS = nowUS + spanUS
        jumped.wallUS = wallUS
        _ = try await done(.clockSet(jumped))
        catchUp()
    }

    package func setRate(_ rate: Int) async throws(ConsoleRefusal) {
        guard LiveClock.rates.contains(rate) else {
            throw ConsoleRefusal(400, "The rate is a whole number from 0 to 86,400.")
        }
        catchUp()
        let nowUS = state.engine.course.nowUS
        _ = try await done(
            .clockSet(LiveClock(virtualUS: nowUS, wallUS: wallUS, rate: rate))
        )
    }

    package func submit(
        fileName: String,
        body: [UInt8]
    ) async throws(ConsoleRefusal) -> String {
        do throws(CoreRefusal) {
            let upload = CoreUpload(fileName: fileName, body: body, userAgent: "webscan")
            return try await submit(upload)
        } catch {
            let text =
                error.presence == .there ? error.text : "Core does not answer: a fault is on."
            throw ConsoleRefusal(error.status, text)
        }
    }

    package func occurrences(limit: Int) async -> [ConsoleOccurrence] {
        await show()
        let most = max(0, min(limit, limits.occurrences))
        return state.recent.suffix(most).reversed().map { ConsoleOccurrence($0) }
    }

    /// Whether a fault can hit what it names.
    private func check(_ fault: Fault) throws(ConsoleRefusal) {
        let engine = state.engine
        let known: [String] =
            switch fault.kind.place {
            case .core: engine.cores.map(\.settings.name)
            case .icap: engine.icaps.map(\.settings.name)
            case .cloud: ["cloud"]
            }
        guard !known.isEmpty, fault.target.isEmpty || known.contains(fault.target) else {
            throw ConsoleRefusal(400, "There is no such server.")
        }
        guard (1...10_000).contains(fault.factor), (0...100).contains(fault.percent),
            (400...599).contains(fault.status), fault.text.utf8.count <= limits.nameBytes,
            fault.engine.utf8.count <= limits.nameBytes,
            (1_000...600_000_000).contains(fault.takesUS)
        else { throw ConsoleRefusal(400, "A number of the fault is out of its bounds.") }
    }
}
