internal import CaseModel
internal import Markup

/// One event of the Windows Event Log, gathered from the pieces of its XML.
struct EventDraft {
    var provider = ""
    private var eventID: Int?
    /// As Windows counts: 1 is critical, 2 error, 3 warning, 4 information, 5 verbose.
    var level = 4
    /// UTC, as `SystemTime` says; nil without a readable one.
    var timeUS: Int64?
    var line = 0
    private var message = ""
    private var values: [String] = []
    private var valueBytes = 0

    private var path: [String] = []
    private var text = ""
    private let textBytes: Int

    /// The bound is for one text and for all values together.
    init(line: Int, textBytes: Int, said: String = "") {
        self.line = line
        self.textBytes = textBytes
        message = said
    }

    /// What the event says: its rendered message, else the values it was made of.
    var said: String {
        TableText.trimmed(message.isEmpty ? values.joined(separator: "\n") : message)
    }

    /// What is needed once the text was taken.
    var withoutText: EventDraft {
        var event = self
        event.message = ""
        event.values = []
        return event
    }

    mutating func start(_ name: String, _ attributes: [MarkupEvent.Attribute]) {
        path.append(name)
        text = ""
        switch path {
        case ["System", "Provider"]:
            provider = attributes["Name"] ?? attributes["EventSourceName"] ?? ""
        case ["System", "TimeCreated"]:
            // Windows writes it in UTC, and old versions without saying so.
            timeUS = attributes["SystemTime"].flatMap { TimeText($0)?.us }
        default: break
        }
    }

    mutating func add(_ piece: String) {
        if text.utf8.count < textBytes { text += piece }
    }

    mutating func end() {
        switch path {
        case ["System", "EventID"]: eventID = Int(TableText.trimmed(text))
        case ["System", "Level"]: level = Int(TableText.trimmed(text)) ?? level
        case ["RenderingInfo", "Message"]: message = text
        case ["EventData", "Data"]:
            guard !text.isEmpty, valueBytes < textBytes else { break }
            values.append(text)
            valueBytes += text.utf8.count
        default: break
        }
        if !path.isEmpty { path.removeLast() }
        text = ""
    }

    /// Whether the event is of the products, or of Windows about one of them.
    var isOurs: Bool {
        if isOfSystem { return true }
        let names = ["metadefender", "ometascan", "mdicapsrv", "opswat"]
        let provider = provider.lowercased()
        if names.contains(where: { provider.contains($0) }) { return true }
        let said = said.lowercased()
        return names.contains { said.contains($0) }
    }

    /// Ids of Windows' own events, by their provider, that tell of the machine under the products.
    ///
    /// 4227 and 4231 tell that no TCP port is left for a connection.
    private static let systemEvents: [String: Set<Int>] = ["tcpip": [4_227, 4_231]]

    /// Whether Windows tells of the machine, and names no product.
    private var isOfSystem: Bool {
        guard let eventID else { return false }
        return Self.systemEvents[provider.lowercased()]?.contains(eventID) == true
    }

    /// Which product's log the event belongs to; nil if it is of what runs the products.
    var source: Source? {
        guard !isOfSystem, provider != KubernetesReport.component else { return nil }
        let words = provider.lowercased() + " " + said.prefix(200).lowercased()
        return words.contains("icap") ? .icapLog : .coreLog
    }

    /// The event as the product writes it to a file: a message that is such a line stays as it is.
    func line(isWholeLine: Bool) -> String {
        guard !isWholeLine else { return said }
        let isProduct = provider.lowercased().hasPrefix("metadefender") || provider.isEmpty
        // What Windows says of a product is told apart by who says it.
        let component = isProduct ? "" : "(\(provider.prefix(100).filter { $0 != ")" })) "
        let id = isOfSystem ? eventID.map { " [msgid: \($0)]" } ?? "" : ""
        return "[\(levelName)] 2000.01.01 00:00:00.000: \(component)\(said)\(id)"
    }

    private var levelName: String {
        switch level {
        case 1: "CRITICAL"
        case 2: "ERROR"
        case 3: "WARNING"
        case 5...: "DEBUG"
        default: "INFO"
        }
    }
}
