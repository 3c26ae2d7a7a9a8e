/// One kind of event: how often it comes and what it says, with `{field}` for what varies.
struct Template {
    var weight: Double
    var level: String
    var component: String
    /// Nil for the few events that the product writes without a number.
    var messageID: Int?
    var text: String
    /// Lines that follow the event's own.
    var continuation: [String] = []
    /// Rare events are drawn by themselves, so that the common ones can be dealt as cards.
    var isRare: Bool { weight < 1 }

    init(
        _ weight: Double,
        _ level: String,
        _ component: String,
        _ messageID: Int?,
        _ text: String,
        continuation: [String] = []
    ) {
        self.weight = weight
        self.level = level
        self.component = component
        self.messageID = messageID
        self.text = text
        self.continuation = continuation
    }
}

/// What can be put in the place of `{name}`.
enum Field: String {
    case dataID = "data"
    case path, user, node, job, address, host, error, count, size, ms, session, percent
    /// Drawn anew each time, as a scanned file's are.
    case newID = "id"
    case newHash = "hash"
    case fileName = "file"
    /// The number of a source line, in a stack.
    case line
}

/// A text cut into what stays and what varies.
struct Phrase {
    enum Part {
        case text([UInt8])
        case field(Field)
    }

    let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            let close = rest[open...].firstIndex(of: "}") ?? rest.endIndex
            let name = String(rest[rest.index(after: open)..<close])
            // A brace that holds no field is text, as in a dumped state.
            guard let field = Field(rawValue: name), close < rest.endIndex else {
                parts.append(.text(Array(rest[...open].utf8)))
                rest = rest[rest.index(after: open)...]
                continue
            }
            parts.append(.text(Array(rest[..<open].utf8)))
            parts.append(.field(field))
            rest = rest[rest.index(after: close)...]
        }
        parts.append(.text(Array(rest.utf8)))
        self.parts = parts
    }
}
