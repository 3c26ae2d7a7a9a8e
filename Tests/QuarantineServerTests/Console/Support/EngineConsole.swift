import Crypto

@testable import Quarantine
@testable import QuarantineServer

/// The pure engine behind the pages, with a time that only the switchboard moves.
actor EngineConsole: ConsoleBackend {
    private var engine: Engine
    private var rate = 0
    private var bytes: [String: [UInt8]] = [:]
    private var happened: [Occurrence] = []
    private var active: [ConsoleFault] = []
    private(set) var downloads = 0

    init(_ scenario: Scenario = EngineConsole.scenario) {
        engine = Engine(scenario)
        engine.advance(toUS: scenario.startUS)
    }

    static var scenario: Scenario {
        var scenario = Scenario()
        scenario.installation.icaps = []
        scenario.installation.cloud.processingUS = 40_000_000
        return scenario
    }

    private var core: Core { engine.cores[0] }

    func items() -> [ConsoleItem] {
        core.items.map { ConsoleItem($0, ageUS: core.settings.quarantineAgeUS) }
    }

    func item(_ id: Int) -> ConsoleItem? { items().first { $0.id == id } }

    func operate(_ verb: ConsoleVerb, on ids: [Int]) -> Int {
        let there = ids.filter { id in core.items.contains { $0.facts.id == id } }
        engine.operate(Action.Verb(verb), items: there, core: 0)
        return there.count
    }

    func content(of id: Int) throws(ConsoleRefusal) -> [UInt8] {
        guard let item = item(id), let content = bytes[item.sha256] else { throw .notFound }
        engine.operate(.download, items: [id], core: 0)
        downloads += 1
        return content
    }

    func settings() -> ConsoleSettings { ConsoleSettings(core.settings.quarantine) }

    func save(_ settings: ConsoleSettings) {
        set("quarantine.automatic", "\(settings.isAutomatic)")
        set("quarantine.check_seconds", "\(settings.checkSeconds)")
        set("quarantine.polling_seconds", "\(settings.pollingSeconds)")
    }

    func technologies() -> [ConsoleTechnology] { core.technologies.map(ConsoleTechnology.init) }

    func switchIntelligence(on isOn: Bool) { engine.perform(Action(isOn ? .enable : .disable)) }

    func saveAPIKey(_ key: String) { set("threat_intelligence.api_key", key) }

    private func set(_ key: String, _ value: String, target: String = "") {
        var action = Action(.set, target: target)
        action.key = key
        action.value = value
        engine.perform(action)
    }
}

extension EngineConsole {
    func stage() -> ConsoleStage {
        ConsoleStage(
            name: core.settings.name,
            version: core.settings.version,
            nowUS: engine.course.nowUS,
            rate: rate,
            callsUsed: engine.cloud.used,
            windowEndUS: engine.cloud.windowEndUS,
            sampleAPIKey: engine.cloud.settings.apiKey,
            settings: ConsoleStage.Settings(
                isLicensed: core.settings.threatIntelligence.isLicensed,
                quarantineAgeUS: core.settings.quarantineAgeUS,
                dailyLimit: engine.cloud.settings.dailyLimit
            )
        )
    }

    func save(_ stage: ConsoleStage.Settings) {
        set("threat_intelligence.licensed", "\(stage.isLicensed)")
        set("quarantine_age", stage.quarantineAgeUS.map { "\($0 / 3_600_000_000)h" } ?? "none")
        set("daily_limit", "\(stage.dailyLimit)", target: "cloud")
    }

    func faultKinds() -> [ConsoleFaultKind] { ConsoleFaultKind.all }

    func faults() -> [ConsoleFault] { active }

    func begin(_ order: ConsoleFaultOrder) throws(ConsoleRefusal) -> Int {
        guard let fault = Fault(order) else {
            throw ConsoleRefusal(422, "There is no such fault.")
        }
        let number = engine.begin(fault)
        let nowUS = engine.course.nowUS
        let name = "\(order.key)-\(number + 1)"
        active.append(ConsoleFault(number: number, key: order.key, name: name, sinceUS: nowUS))
        return number
    }

    func endFault(_ number: Int) throws(ConsoleRefusal) {
        guard active.contains(where: { $0.number == number }) else {
            throw ConsoleRefusal(404, "That fault is not switched on.")
        }
        engine.endFault(number)
        active.removeAll { $0.number == number }
    }

    func advance(byUS us: Int64) { engine.advance(toUS: engine.course.nowUS + us) }

    func setRate(_ rate: Int) { self.rate = rate }

    func submit(fileName: String, body: [UInt8]) throws(ConsoleRefusal) -> String {
        let isInfected = Eicar.isIn(body)
        let hash = Hex.text(SHA256.hash(data: body))
        bytes[hash] = body
        let file = FileFacts(
            path: fileName,
            name: fileName,
            sizeBytes: Int64(body.count),
            sha256: hash,
            content: isInfected ? .infected : .clean,
            threat: isInfected ? "EICAR-Test-File" : "",
            takesUS: 1_000_000
        )
        let client = ClientFacts(address: "127.0.0.1", agent: "switchboard", user: "LOCAL/test")
        guard case .accepted(let dataID) = engine.submit(file, to: 0, client: client) else {
            throw ConsoleRefusal(503, "Core does not take the file.")
        }
        return dataID
    }

    func occurrences(limit: Int) -> [ConsoleOccurrence] {
        happened += engine.drainOccurrences()
        return happened.suffix(limit).reversed().map(ConsoleOccurrence.init)
    }
}
