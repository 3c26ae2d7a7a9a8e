/// Fields of one kind each; a field whose value may be missing is either null or left out.
extension JSONWriter {
    mutating func field(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    mutating func field(_ name: String, _ number: Int) {
        key(name)
        value(Int64(number))
    }

    mutating func field(_ name: String, _ number: Int64) {
        key(name)
        value(number)
    }

    mutating func field(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    mutating func field(_ name: String, timeUS: Int64?) {
        field(name, timeUS.map(Moment.rfc3339))
    }

    /// A share from 0 to 1 with at most four digits, rounded down, so that 1 means all.
    mutating func field(_ name: String, share: Double?) {
        guard let share, share.isFinite else { return field(name, nil as String?) }
        key(name)
        let parts = Int64(min(max(share, 0), 1) * 10_000 + 1e-6)
        value(share: parts)
    }

    mutating func field(_ name: String, _ texts: [String]) {
        list(name, texts) { $0.value($1) }
    }

    mutating func optional(_ name: String, _ text: String?) {
        if let text { field(name, text) }
    }

    mutating func optional(_ name: String, _ number: Int?) {
        if let number { field(name, number) }
    }

    mutating func optional(_ name: String, _ number: Int64?) {
        if let number { field(name, number) }
    }

    mutating func optional(_ name: String, timeUS: Int64?) {
        if let timeUS { field(name, timeUS: timeUS) }
    }

    mutating func nested(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    mutating func list<Item>(
        _ name: String,
        _ items: [Item],
        _ body: (inout JSONWriter, Item) -> Void
    ) {
        key(name)
        array { json in
            for item in items {
                json.element()
                body(&json, item)
            }
        }
    }

    /// A list whose items are objects.
    mutating func objects<Item>(
        _ name: String,
        _ items: [Item],
        _ body: (inout JSONWriter, Item) -> Void
    ) {
        list(name, items) { json, item in json.object { body(&$0, item) } }
    }
}
