/// What a product's log says all day long of no file at all.
struct Noise: Sendable {
    let wording: Wording
    let rendition: Rendition
    let server: String
    /// From when to when the logs speak; microseconds UTC.
    let span: ClosedRange<Int64>
    /// When its service was down: it says nothing then.
    let silences: [ClosedRange<Int64>]

    typealias Pair = Sentence.Pair

    func core(_ settings: CoreSettings) -> [LogEntry] {
        var entries: [LogEntry] = []
        let folder = settings.platform == .linux ? "/var/tmp/ometascan" : "C:/Windows/Temp"
        entries += every(900, "update", .debug, "common.update") { _, _ in
            let texts = ["Checking for updates", "Update check started"]
            return (
                wording.pick("noise/update", texts),
                [Pair("url", "https://update.dl.opswat.com/"), Pair("packages", 4)]
            )
        }
        entries += every(600, "states", .debug, "agent.engines") { _, dice in
            let engine = settings.engines.isEmpty ? nil : dice.pick(settings.engines)
            return (
                wording.pick("noise/state", ["Engine state", "Engine status reported"]),
                [Pair("engineName", engine?.name ?? "none"), Pair("state", "production")]
            )
        }
        entries += every(420, "session", .debug, "core.network") { _, dice in
            (
                wording.pick("noise/session", ["Request accepted", "Session checked"]),
                [
                    Pair("method", "GET"),
                    Pair("uri", dice.pick(["/stat/nodes", "/admin/session", "/version"])),
                    Pair("user", "LOCAL/monitor"),
                ]
            )
        }
        entries += every(4_000, "login", .warning, "core.network") { _, _ in
            (
                wording.pick("noise/login", ["Login refused", "Invalid user name or password"]),
                [Pair("user", "LOCAL/admin"), Pair("source", "10.20.0.77")]
            )
        }
        entries += every(5_200, "clean", .info, "core.storage") { _, dice in
            (
                "Temporary folder cleaned",
                [Pair("folder", folder), Pair("files", Int(dice.between(0, 40)))]
            )
        }
        entries += every(9_000, "slow", .warning, "core.db") { _, dice in
            (
                wording.pick("noise/slow", ["Slow query", "Query took long"]),
                [Pair("durationMs", Int(dice.between(900, 4_000)))]
            )
        }
        return entries
    }

    /// Its connections are those that were open then.
    func icap(_ ending: Ending) -> [LogEntry] {
        var entries: [LogEntry] = []
        let connections = OpenConnections(ending, of: .icap(server))
        entries += every(180, "connections", .debug, "icap.connection") { timeUS, _ in
            (
                wording.pick("noise/connections", ["Active connections", "Connection pool"]),
                [Pair("count", connections.count(at: timeUS))]
            )
        }
        entries += every(600, "options", .debug, "icap.connection") { _, dice in
            (
                wording.pick("noise/options", ["OPTIONS answered", "OPTIONS request processed"]),
                [Pair("clientAddress", "10.20.0.3\(dice.between(1, 4))")]
            )
        }
        entries += every(900, "update", .debug, "common.update") { _, _ in
            ("Checking for updates", [Pair("packages", 1)])
        }
        entries += every(1_800, "profile", .debug, "icap.inventory") { _, _ in
            (
                wording.pick("noise/profile", ["Profile tested", "Server profile checked"]),
                [Pair("name", "core"), Pair("rules", 1)]
            )
        }
        entries += every(5_000, "idle", .warning, "icap.connection") { _, dice in
            (
                wording.pick("noise/idle", ["Idle connection closed", "Keep-alive expired"]),
                [Pair("clientAddress", "10.20.0.3\(dice.between(1, 4))"), Pair("seconds", 60)]
            )
        }
        return entries
    }

    /// A line every so many seconds, not in step.
    private func every(
        _ seconds: Int64,
        _ key: String,
        _ level: LogLevel,
        _ component: String,
        _ say: (Int64, inout Dice) -> (String, [Pair])
    ) -> [LogEntry] {
        guard rendition.noise != .none else { return [] }
        let length = span.upperBound - span.lowerBound
        let asked = rendition.noise == .much ? seconds * .second / 4 : seconds * .second
        // A run of months is not written out minute by minute.
        let step = max(asked, length / 2_000)
        var dice = wording.dice("noise/\(server)/\(key)")
        var entries: [LogEntry] = []
        var timeUS = span.lowerBound + dice.between(0, step)
        while timeUS < span.upperBound {
            let (text, pairs) = say(timeUS, &dice)
            if !silences.contains(where: { $0.contains(timeUS) }) {
                entries.append(
                    LogEntry(
                        timeUS: timeUS,
                        sentence: Sentence(level, component, text, pairs)
                    )
                )
            }
            timeUS += step + dice.between(-step / 9, step / 9)
        }
        return entries
    }
}

extension Ending {
    /// When the service of a server was down in a span of time.
    func silences(of component: Component, in span: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
        var silences: [ClosedRange<Int64>] = []
        var sinceUS: Int64?
        for occurrence in occurrences where occurrence.component == component {
            switch occurrence.kind {
            case .serviceStopped: sinceUS = occurrence.timeUS
            case .serviceStarting:
                if let from = sinceUS { silences.append(from...max(from, occurrence.timeUS)) }
                sinceUS = nil
            default: break
            }
        }
        if let from = sinceUS { silences.append(from...max(from, span.upperBound)) }
        return silences
    }
}

/// How many requests an ICAP Server was busy with at a time.
struct OpenConnections: Sendable {
    /// Times and how the number changes, in order.
    private var changes: [(timeUS: Int64, open: Int)] = []

    init(_ ending: Ending, of component: Component) {
        var open = 0
        for occurrence in ending.occurrences where occurrence.component == component {
            switch occurrence.kind {
            case .requestReceived, .requestRejected: open += 1
            case .answered, .clientLeft: open = max(0, open - 1)
            case .serviceStopped: open = 0
            default: continue
            }
            changes.append((occurrence.timeUS, open))
        }
    }

    func count(at timeUS: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].timeUS <= timeUS { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : changes[low - 1].open
    }
}
