internal import CaseModel
internal import CaseStore

/// Which shapes tell that a service itself began or ended.
enum ServiceWords {
    /// Messages of the product's table that end a service, and lines whose subject is the service.
    static func matches(_ row: ShapeRow, _ component: String, _ text: String) -> Bool {
        let isGrave = (row.level ?? 0) >= Level.error.rawValue
        if let id = row.msgid, [8, 130, 2_892].contains(id), isGrave { return true }
        guard component.hasPrefix("core.") || component.hasPrefix("icap.") else { return false }
        // A line about one file, connection or engine is not about the service.
        let others = ["dataid=", "connectionid=", "requestid=", "enginename=", "engine="]
        guard !others.contains(where: text.contains) else { return false }
        return event(in: text) != nil
    }

    enum Event { case start, stop }

    /// What a sentence like "Service started, version='…'" says; nil if it says neither.
    static func event(in text: String) -> Event? {
        let words = text.lowercased().split { !$0.isLetter }.prefix(4).map(String.init)
        let subjects: Set = ["service", "server", "daemon", "ometascan", "mdicapsrv"]
        // "Update service" or "web server" is only a part of the product.
        let names: Set = ["the", "core", "icap", "metadefender", "node"]
        guard let subject = words.firstIndex(where: subjects.contains),
            words[..<subject].allSatisfy(names.contains)
        else { return nil }
        for word in words.dropFirst(subject) {
            switch word {
            case "starting", "started": return .start
            case "stopping", "stopped", "shutdown": return .stop
            default: continue
            }
        }
        return nil
    }
}

/// The lives of the services of one package, from what their logs say of them.
///
/// No line for it is documented but the shutdowns by error, so each end keeps how it is known.
struct ServiceLines {
    private struct Event {
        var timeUS: Int64
        var recordID: Int64
        var product: Product
        var kind: String
    }

    private let packageID: Int64
    private var events: [Event] = []

    /// Two start lines within this time belong to one start ("starting", "started").
    private static let oneStartUS: Int64 = 180 * 1_000_000

    init(packageID: Int64) {
        self.packageID = packageID
    }

    mutating func take(_ record: ExtractedRecord) {
        let kind: String
        switch record.head.msgid {
        case 8, 130: kind = "error-shutdown"
        case 2_892: kind = "out-of-memory"
        default:
            guard let event = ServiceWords.event(in: record.message.string) else { return }
            kind = event == .start ? "start" : "stop"
        }
        add(record, kind)
    }

    /// An engine's start counts as a sign of life after a stop that no start line follows.
    mutating func takeEngine(_ record: ExtractedRecord) {
        if record.head.msgid == 5_585 || record.head.msgid == 228 { add(record, "engine") }
    }

    private mutating func add(_ record: ExtractedRecord, _ kind: String) {
        guard let time = record.timeUS else { return }
        let product: Product = record.source == .icapLog ? .icap : .core
        events.append(
            Event(timeUS: time, recordID: record.id, product: product, kind: kind)
        )
    }

    /// Writes the runs; rotated logs may have been read in any order, so events are sorted first.
    mutating func finish(_ rows: inout SideRows) {
        for product in [Product.core, .icap] {
            let own = events.filter { $0.product == product }.sorted {
                ($0.timeUS, $0.recordID) < ($1.timeUS, $1.recordID)
            }
            guard own.contains(where: { $0.kind != "engine" }) else { continue }
            write(own, product, &rows)
        }
        events.removeAll()
    }

    private func write(_ events: [Event], _ product: Product, _ rows: inout SideRows) {
        func begun(_ event: Event?, _ how: String) -> ServiceRunRow {
            var row = ServiceRunRow(
                packageID: packageID,
                product: product.rawValue,
                howStarted: how,
                howEnded: "log-ends"
            )
            row.startedUS = event?.timeUS
            row.startRecordID = event?.recordID
            return row
        }
        var run: ServiceRunRow? = begun(nil, "log-begins")
        if let first = events.first(where: { $0.kind != "engine" }), first.kind == "start" {
            // Nothing is known of a life before the first line, if that line is a start.
            run = nil
        }
        for event in events {
            switch event.kind {
            case "start":
                if let open = run {
                    if let began = open.startedUS, event.timeUS - began <= Self.oneStartUS {
                        continue
                    }
                    var ended = open
                    ended.howEnded = "next-start"
                    ended.endedUS = event.timeUS
                    ended.endRecordID = event.recordID
                    rows.add(ended)
                }
                run = begun(event, "message")
            case "engine":
                if run == nil { run = begun(event, "engines") }
            default:
                guard var ended = run else { continue }
                ended.howEnded = event.kind
                ended.endedUS = event.timeUS
                ended.endRecordID = event.recordID
                rows.add(ended)
                run = nil
            }
        }
        if let run { rows.add(run) }
    }
}
