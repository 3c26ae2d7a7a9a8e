internal import CaseModel
internal import CaseStore

/// Which shapes tell that a service itself began or ended.
enum ServiceWords {
    /// Messages of the product's table that end a service, and lines whose subject is the service.
    static func matches(_ row: ShapeRow, _ component: String, _ text: String) -> Bool {
        let isGrave = (row.level ?? 0) >= Level.error.rawValue
        if let id = row.msgid, [8, 130, 2_892].contains(id), isGrave { return true }
        if component == KubernetesReport.component {
            return text.contains(", container=")
                && (text.hasPrefix("container started") || text.hasPrefix("container terminated"))
        }
        // Parts that both products share are named `common`.
        let owners = ["core.", "icap.", "common."]
        guard owners.contains(where: component.hasPrefix) else { return false }
        // A line about one file, connection or engine is not about the service.
        let others = ["dataid=", "connectionid=", "requestid=", "enginename=", "engine="]
        guard !others.contains(where: text.contains) else { return false }
        return event(in: text) != nil
    }

    enum Event { case start, stop }

    /// What a sentence like "Service started, version='…'" says; nil if it says neither.
    ///
    /// The verb may come first, as in "Starting MetaDefender Core service".
    static func event(in text: String) -> Event? {
        let words = text.lowercased().split { !$0.isLetter }.prefix(5).map(String.init)
        let subjects: Set = ["service", "server", "daemon", "ometascan", "mdicapsrv"]
        // "Update service" or "web server" is only a part of the product.
        let names: Set = ["the", "core", "icap", "metadefender", "node"]
        let leads: Set = ["starting", "stopping"]
        guard let subject = words.firstIndex(where: subjects.contains) else { return nil }
        let before = words[..<subject]
        let named = leads.contains(before.first ?? "") ? before.dropFirst() : before
        guard named.allSatisfy(names.contains) else { return nil }
        for word in before.prefix(1) + words.dropFirst(subject).prefix(4) {
            switch word {
            case "starting", "started": return .start
            case "stopping", "stopped", "shutdown", "shutting", "shut": return .stop
            default: continue
            }
        }
        return nil
    }
}

/// A line that tells that a service began, ended or lives.
struct ServiceEvent {
    var packageID: Int64
    var timeUS: Int64
    var recordID: Int64
    var product: Product
    /// `start`, `engine`, or how a run ended.
    var kind: String
}

/// The lives of the services of one package, from what their logs say of them.
///
/// No line for it is documented but the shutdowns by error, so each end keeps how it is known.
struct ServiceLines {
    private let packageID: Int64
    private var events: [ServiceEvent] = []
    private var containers: [ContainerLife] = []
    private var versions: [Product: (text: String, timeUS: Int64)] = [:]

    init(packageID: Int64) {
        self.packageID = packageID
    }

    /// The version that the last start of the product told; nil if none did.
    func version(of product: Product) -> String? { versions[product]?.text }

    mutating func take(_ record: ExtractedRecord, _ fields: [(key: String, value: String)]) {
        if let life = ContainerLife(record, fields) {
            containers.append(life)
            return
        }
        guard record.component.string != KubernetesReport.component else { return }
        let kind: String
        switch record.head.msgid {
        case 8, 130: kind = "error-shutdown"
        case 2_892: kind = "out-of-memory"
        default:
            guard let event = ServiceWords.event(in: record.message.string) else { return }
            kind = event == .start ? "start" : "stop"
            if event == .start { takeVersion(record, fields) }
        }
        add(record, kind)
    }

    /// The version in the line of a start, if it is written as versions are.
    private mutating func takeVersion(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)]
    ) {
        let text = fields.first { ["version", "productversion"].contains($0.key) }?.value
        guard let text, text.utf8.count <= 40, text.first?.isNumber == true, text.contains("."),
            text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x2D })
        else { return }
        let timeUS = record.timeUS ?? .min
        let product = Self.product(of: record)
        if let known = versions[product], known.timeUS > timeUS { return }
        versions[product] = (text, timeUS)
    }

    private static func product(of record: ExtractedRecord) -> Product {
        record.source == .icapLog ? .icap : .core
    }

    /// An engine's start counts as a sign of life after a stop that no start line follows.
    mutating func takeEngine(_ record: ExtractedRecord) {
        if record.head.msgid == 5_585 || record.head.msgid == 228 { add(record, "engine") }
    }

    private mutating func add(_ record: ExtractedRecord, _ kind: String) {
        guard let time = record.timeUS else { return }
        events.append(
            ServiceEvent(
                packageID: packageID,
                timeUS: time,
                recordID: record.id,
                product: Self.product(of: record),
                kind: kind
            )
        )
    }

    /// Writes the runs.
    mutating func finish(_ rows: inout SideRows) {
        events += ContainerLife.events(of: containers, packageID: packageID)
        containers.removeAll()
        for product in [Product.core, .icap] {
            for run in ServiceRuns.runs(of: events, product) { rows.add(run) }
        }
        events.removeAll()
    }
}
