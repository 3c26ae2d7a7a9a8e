internal import CaseModel
internal import CaseStore

/// The state of each engine over time: 5589 ends an old version, 5585 starts the new one, 231 is
/// an error in an engine (the vendor's message table and its article on update status).
struct EngineLines {
    private struct Event {
        var timeUS: Int64
        var recordID: Int64
        var engine: String
        var version: String?
        var state: String
        var message: String?
    }

    private let packageID: Int64
    private var events: [Event] = []

    init(packageID: Int64) {
        self.packageID = packageID
    }

    mutating func take(_ record: ExtractedRecord, _ fields: [(key: String, value: String)]) {
        guard let time = record.timeUS else { return }
        let state: String
        switch record.head.msgid {
        case 5_585: state = "running"
        case 5_589: state = "updating"
        case 231: state = "failed"
        default: return
        }
        var event = Event(
            timeUS: time,
            recordID: record.id,
            engine: "unnamed engine",
            state: state
        )
        for (key, value) in fields where !value.isEmpty {
            switch key {
            case "enginename", "engine", "engineid", "engid": event.engine = value
            case "engineversion", "version": event.version = value
            case "error", "err", "reason", "message": event.message = value
            default: break
            }
        }
        if state == "failed", event.message == nil { event.message = record.message.string }
        events.append(event)
    }

    /// Writes one row for each state, until the next one of the same engine.
    mutating func finish(_ rows: inout SideRows) {
        let sorted = events.sorted {
            ($0.engine, $0.timeUS, $0.recordID) < ($1.engine, $1.timeUS, $1.recordID)
        }
        for (index, event) in sorted.enumerated() {
            var row = EngineRow(packageID: packageID, engine: event.engine, state: event.state)
            row.version = event.version
            row.message = event.message
            row.fromUS = event.timeUS
            row.recordID = event.recordID
            if index + 1 < sorted.count, sorted[index + 1].engine == event.engine {
                row.toUS = sorted[index + 1].timeUS
            }
            rows.add(row)
        }
        events.removeAll()
    }
}
