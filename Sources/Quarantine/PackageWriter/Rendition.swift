/// How a run is written down: what another installation, version or collector would do otherwise.
///
/// Nothing here changes what happened; the truth of a run is the same in every rendition.
package struct Rendition: Sendable, Hashable {
    /// Of every choice of words, order and noise.
    package var seed: UInt64
    /// By name of a server; `share` stands for the file server.
    package var clocks: [String: MachineClock] = [:]
    package var clock = MachineClock()
    package var coreLevel = LogLevel.debug
    package var icapLevel = LogLevel.debug
    package var noise = Noise.some
    package var products = Products()
    package var exports = Exports()
    package var damage = Damage()
    /// Logs are rotated every so many hours.
    package var rotatesEveryHours = 24
    /// How long before the scenario the logs begin, and after it they end.
    package var quietBeforeUS: Int64 = 30 * .minute
    package var quietAfterUS: Int64 = 5 * .minute

    /// The first time of any log, UTC; the writer sets it from the damage.
    var logsBeginUS: Int64?

    package init(seed: UInt64) { self.seed = seed }

    package enum Noise: String, Sendable, Hashable, CaseIterable { case none, some, much }

    /// Which documents lie beside the support packages.
    package struct Exports: Sendable, Hashable {
        package var nutanix: ListForm? = .json
        package var quarantine: ListForm? = .json
        package var history: ListForm?
        package var icapHistory: ListForm?
        package var writesResults = true
        package var writesStatus = true
        package var writesCaptures = true
        package var writesPolicy = true

        package init() {}
    }

    package enum ListForm: String, Sendable, Hashable, CaseIterable { case json, csv }

    func clock(of name: String) -> MachineClock { clocks[name] ?? clock }

    /// Clocks that the scenario sets and the rendition does not.
    mutating func takeClocks(of installation: Installation) {
        var said = installation.cores.map { ($0.name, $0.zoneMinutes, $0.clockErrorMS) }
        said += installation.icaps.map { ($0.name, $0.zoneMinutes, $0.clockErrorMS) }
        let usual = CoreSettings()
        for (name, minutes, errorMS) in said where clocks[name] == nil {
            var clock = clock
            if minutes != usual.zoneMinutes {
                let zones = MachineClock.zones
                clock =
                    zones.first { $0.zoneSeconds == minutes * 60 }
                    ?? MachineClock(zoneSeconds: minutes * 60, name: "local", letters: "local")
            }
            clock.offsetUS += Int64(errorMS) * .millisecond
            clocks[name] = clock
        }
    }
}

/// What the clock of a machine shows.
package struct MachineClock: Sendable, Hashable {
    /// Its zone, from UTC.
    package var zoneSeconds: Int
    package var zoneName: String
    package var zoneLetters: String
    /// How far it is ahead of the truth; negative: behind.
    package var offsetUS: Int64

    package init(
        zoneSeconds: Int = 7_200,
        name: String = "Europe/Berlin",
        letters: String = "CEST",
        offsetUS: Int64 = 0
    ) {
        self.zoneSeconds = zoneSeconds
        zoneName = name
        zoneLetters = letters
        self.offsetUS = offsetUS
    }

    /// Zones as they are in a northern summer.
    static let zones = [
        MachineClock(), MachineClock(zoneSeconds: 0, name: "Etc/UTC", letters: "UTC"),
        MachineClock(zoneSeconds: -14_400, name: "America/New_York", letters: "EDT"),
        MachineClock(zoneSeconds: 19_800, name: "Asia/Kolkata", letters: "IST"),
        MachineClock(zoneSeconds: 32_400, name: "Asia/Tokyo", letters: "JST"),
    ]
}

/// From which level on a log is written.
package enum LogLevel: Int, Sendable, Hashable, CaseIterable, Comparable {
    case debug, info, warning, error, critical

    package static func < (one: LogLevel, other: LogLevel) -> Bool { one.rawValue < other.rawValue }

    var word: String {
        switch self {
        case .debug: "DEBUG"
        case .info: "INFO"
        case .warning: "WARNING"
        case .error: "ERROR"
        case .critical: "CRITICAL"
        }
    }
}

/// What is missing or broken in what the customer sends.
package struct Damage: Sendable, Hashable {
    /// Percent of each log line by line.
    package var droppedLinesPercent = 0
    /// Older lines are rotated away; microseconds from the start of the scenario.
    package var logsBeginUS: Int64?
    /// Top folders that are missing, such as `config`.
    package var missingFolders: Set<String> = []
    /// Servers that send no package; `share` sends no list.
    package var missingSources: Set<String> = []
    /// Addresses and paths are replaced, as the collection script's option does.
    package var isRedacted = false
    /// Of 1,000 parts of a packed package, those that arrive; 1,000 for all.
    package var arrivesPerMille = 1_000

    package init() {}
}

extension Rendition {
    /// A rendition by chance.
    package static func random(seed: UInt64, of scenario: Scenario) -> Rendition {
        var dice = Dice(seed: seed, key: "rendition")
        var rendition = Rendition(seed: seed)
        rendition.clock = MachineClock.zones[dice.index(MachineClock.zones.count)]
        rendition.coreLevel = dice.chance(percent: 55) ? .debug : .info
        rendition.icapLevel = dice.chance(percent: 55) ? .debug : .info
        rendition.noise = dice.chance(percent: 20) ? .much : .some
        rendition.products = .random(scenario, &dice)
        rendition.exports = .random(&dice)
        rendition.rotatesEveryHours = dice.chance(percent: 30) ? 6 : 24
        rendition.quietBeforeUS = dice.between(10, 240) * .minute
        rendition.quietAfterUS = dice.between(5, 120) * .minute
        if dice.chance(percent: 40) { rendition.shiftClocks(scenario, &dice) }
        if dice.chance(percent: 35) { rendition.damage = .random(scenario, &dice) }
        return rendition
    }

    private mutating func shiftClocks(_ scenario: Scenario, _ dice: inout Dice) {
        let installation = scenario.installation
        let names = installation.cores.map(\.name) + installation.icaps.map(\.name) + ["share"]
        for name in names where dice.chance(percent: 50) {
            var clock = clock
            if dice.chance(percent: 20) {
                clock = MachineClock.zones[dice.index(MachineClock.zones.count)]
            }
            let spans: [Int64] = [
                .second, 7 * .second, 45 * .second, 4 * .minute, 3 * .hour, 400 * 24 * .hour,
                3_000 * 24 * .hour,
            ]
            let span = spans[dice.index(spans.count)]
            clock.offsetUS = dice.chance(percent: 50) ? span : -span
            clocks[name] = clock
        }
    }
}

extension Rendition.Exports {
    static func random(_ dice: inout Dice) -> Self {
        var exports = Self()
        exports.nutanix = dice.chance(percent: 60) ? .json : .csv
        exports.quarantine = dice.chance(percent: 50) ? .json : .csv
        exports.history = dice.chance(percent: 40) ? .csv : nil
        exports.icapHistory = dice.chance(percent: 20) ? .csv : nil
        exports.writesResults = dice.chance(percent: 40)
        exports.writesStatus = dice.chance(percent: 35)
        exports.writesCaptures = dice.chance(percent: 70)
        exports.writesPolicy = dice.chance(percent: 50)
        return exports
    }
}

extension Damage {
    static func random(_ scenario: Scenario, _ dice: inout Dice) -> Damage {
        var damage = Damage()
        let installation = scenario.installation
        let sources =
            installation.cores.map(\.name) + installation.icaps.map(\.name) + ["share"]
        switch dice.index(6) {
        case 0: damage.droppedLinesPercent = Int(dice.between(1, 20))
        case 1:
            let lengthUS = scenario.endUS - scenario.startUS
            damage.logsBeginUS = dice.between(0, max(1, lengthUS / 2))
        case 2:
            let folders = ["config", "enginelogs", "database", "process"]
            damage.missingFolders = [folders[dice.index(folders.count)]]
        case 3: damage.missingSources = [sources[dice.index(sources.count)]]
        case 4: damage.isRedacted = true
        default: damage.arrivesPerMille = Int(dice.between(400, 990))
        }
        return damage
    }
}

extension Dice {
    /// A place in a list of that length.
    mutating func index(_ count: Int) -> Int { Int(between(0, Int64(count - 1))) }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[index(choices.count)] }
}
