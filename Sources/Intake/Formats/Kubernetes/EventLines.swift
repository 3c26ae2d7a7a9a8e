/// Follows the events that `kubectl get events -o yaml` prints; it knows no more of YAML.
struct EventLines {
    private struct Event {
        var line: LineSplitter.Line
        var values: [String: String] = [:]
    }

    /// What is kept of an event beside the object it is about.
    private static let kept: Set = [
        "type", "reason", "message", "count", "lastTimestamp", "eventTime", "firstTimestamp",
    ]
    /// Bytes of a message; Kubernetes itself writes no more than 1,024.
    private static let messageBytes = 8_192

    /// Blanks in front of the mark of each event; nil before the first.
    private var itemIndent: Int?
    private var event: Event?
    private var parent = ""
    /// The key whose text goes on in the lines below, and the blanks in front of it.
    private var open: (key: String, indent: Int)?

    mutating func take(_ line: LineSplitter.Line) -> [KubernetesWord] {
        let blanks = line.text.prefix { $0 == " " }.count
        let text = TableText.trimmed(line.text)
        guard !text.isEmpty else { return [] }
        var told: [KubernetesWord] = []
        var indent = blanks
        var content = text
        if text.hasPrefix("- "), blanks <= itemIndent ?? 2 {
            told = finish()
            itemIndent = blanks
            event = Event(line: line)
            content = TableText.trimmed(String(text.dropFirst(2)))
            indent += 2
        }
        guard let own = itemIndent, event != nil else { return told }
        if let open, indent > open.indent {
            let known = event?.values[open.key] ?? ""
            if known.utf8.count < Self.messageBytes {
                event?.values[open.key] = known + " " + content
            }
            return told
        }
        open = nil
        guard let pair = TableText.pair(content, at: { $0 == ":" }) else { return told }
        if indent == own + 2 {
            parent = pair.value.isEmpty ? pair.name : ""
            if Self.kept.contains(pair.name) { event?.values[pair.name] = pair.value }
            if pair.name == "message" { open = ("message", indent) }
        } else if parent == "involvedObject", indent > own + 2,
            ["kind", "name"].contains(pair.name)
        {
            event?.values["object." + pair.name] = pair.value
        }
        return told
    }

    /// The event whose lines are over.
    mutating func finish() -> [KubernetesWord] {
        defer { event = nil }
        guard let event, let reason = event.values["reason"] else { return [] }
        let text = { (key: String) in
            let value = TableText.trimmed(event.values[key] ?? "")
            return value == "null" ? "" : TableText.unquoted(value)
        }
        let kind = text("object.kind").lowercased()
        let time = ["lastTimestamp", "eventTime", "firstTimestamp"].lazy
            .compactMap { TimeText(text($0)) }.first { $0.zone != .none }
        return [
            .record(
                "Event",
                [
                    ("object", [kind, text("object.name")].joined(separator: "/")),
                    ("reason", TableText.unquoted(reason)), ("count", text("count")),
                    ("message", text("message")),
                ],
                level: text("type") == "Warning" ? 3 : 4,
                timeUS: time?.us,
                at: event.line
            )
        ]
    }
}
