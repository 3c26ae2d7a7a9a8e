/// The log of Core's PostgreSQL server, with PostgreSQL's own prefix and words.
struct PostgresLog: Sendable {
    let stamps: Stamps
    let wording: Wording

    func lines(_ ending: Ending, _ component: Component) -> [(timeUS: Int64, text: String)] {
        var lines: [(timeUS: Int64, text: String)] = []
        for occurrence in ending.occurrences where occurrence.component == component {
            let timeUS = occurrence.timeUS
            switch occurrence.kind {
            case .databaseLost:
                let down = timeUS - 120 * .millisecond
                add("LOG", "received fast shutdown request", down, &lines)
                add("LOG", "aborting any active transactions", down + 4 * .millisecond, &lines)
                add("LOG", "shutting down", down + 61 * .millisecond, &lines)
                add("LOG", "database system is shut down", down + 90 * .millisecond, &lines)
            case .databaseBack:
                add("LOG", "database system was shut down", timeUS - 900 * .millisecond, &lines)
                add(
                    "LOG",
                    "database system is ready to accept connections",
                    timeUS - 200 * .millisecond,
                    &lines
                )
            case .serviceStarting:
                add(
                    "LOG",
                    "database system is ready to accept connections",
                    timeUS + 700 * .millisecond,
                    &lines
                )
            default: break
            }
        }
        return lines
    }

    func checkpoints(_ span: ClosedRange<Int64>) -> [(timeUS: Int64, text: String)] {
        var lines: [(timeUS: Int64, text: String)] = []
        let step = max(1_800 * .second, (span.upperBound - span.lowerBound) / 500)
        var timeUS = span.lowerBound + 77 * .second
        while timeUS < span.upperBound {
            add("LOG", "checkpoint starting: time", timeUS, &lines)
            timeUS += step
        }
        return lines
    }

    private func add(
        _ level: String,
        _ text: String,
        _ timeUS: Int64,
        _ lines: inout [(timeUS: Int64, text: String)]
    ) {
        let pid = wording.pick("pg-pid", [1_211, 4_392, 20_117])
        lines.append((timeUS, "\(stamps.postgres(timeUS)) [\(pid)] \(level):  \(text)\n"))
    }
}
