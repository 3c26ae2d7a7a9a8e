internal import CaseModel
internal import CaseStore

/// The state of each engine over time: 5589 ends an old version, 5585 starts the new one, 228 says
/// that it is up, 231 is an error in an engine (the vendor's message table and its article on
/// update status).
struct EngineLines {
    private struct Event {
        var timeUS: Int64
        var recordID: Int64
        /// nil where the record names none.
        var engine: String?
        /// Of the engine's own logs; nil for a log of all.
        var folder: String?
        var version: String?
        var state: String
        var message: String?
        /// True for a record that only confirms a start.
        var isConfirmation = false
    }

    private let packageID: Int64
    private var events: [Event] = []
    private var origin = EngineOrigin(path: "")
    /// What the logs in a folder call their engine.
    private var names: [String: String] = [:]

    init(packageID: Int64) {
        self.packageID = packageID
    }

    mutating func take(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        in path: String
    ) {
        if path != origin.path { origin = EngineOrigin(path: path) }
        let name = fields.first {
            ["enginename", "engine", "engineid", "engid"].contains($0.key) && !$0.value.isEmpty
        }?.value
        if let name, let folder = origin.folder { names[folder] = names[folder] ?? name }
        let state: String
        switch record.head.msgid {
        case 5_585, 228: state = "running"
        case 5_589: state = "updating"
        case 231: state = "failed"
        default: return
        }
        let isConfirmation = record.head.msgid == 228
        let started = isConfirmation ? origin.takeStarted() : nil
        if record.head.msgid == 5_585, let name { origin.start(name) }
        guard let time = record.timeUS else { return }
        var event = Event(timeUS: time, recordID: record.id, state: state)
        event.engine = name ?? started
        event.folder = origin.folder
        event.isConfirmation = isConfirmation
        // Nobody knows what is up where nothing names it.
        if isConfirmation, event.engine == nil, event.folder == nil { return }
        for (key, value) in fields where !value.isEmpty {
            switch key {
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
        let named = events.map { event in
            let folderName = event.folder.map { names[$0] ?? $0 }
            return (engine: event.engine ?? folderName ?? "unnamed engine", event: event)
        }.sorted {
            ($0.engine, $0.event.timeUS, $0.event.recordID)
                < ($1.engine, $1.event.timeUS, $1.event.recordID)
        }
        var waiting: EngineRow?
        for (engine, event) in named {
            let isSame = waiting?.engine == engine
            if isSame, event.isConfirmation, waiting?.state == event.state { continue }
            if var row = waiting {
                row.toUS = isSame ? event.timeUS : nil
                rows.add(row)
            }
            var row = EngineRow(packageID: packageID, engine: engine, state: event.state)
            row.version = event.version
            row.message = event.message
            row.fromUS = event.timeUS
            row.recordID = event.recordID
            waiting = row
        }
        if let row = waiting { rows.add(row) }
        events.removeAll()
    }
}

/// What the place of a record says of its engine: its folder, and who has just started there.
private struct EngineOrigin {
    let path: String
    /// `k7_1_linux` of `enginelogs/k7_1_linux/k7_1_linux.log`; nil for other logs.
    let folder: String?
    private var started: String?
    private var areSeveral = false

    init(path: String) {
        self.path = path
        let parts = path.split { "/\\!".contains($0) }.map(String.init)
        let place = parts.lastIndex { $0.lowercased() == "enginelogs" }
        folder = place.flatMap { $0 + 2 < parts.count ? parts[$0 + 1] : nil }
    }

    mutating func start(_ engine: String) {
        areSeveral = areSeveral || started.map { $0 != engine } == true
        started = engine
    }

    /// The engine that started last; nil if another one did since the last that came up.
    mutating func takeStarted() -> String? {
        defer {
            started = nil
            areSeveral = false
        }
        return areSeveral ? nil : started
    }
}
