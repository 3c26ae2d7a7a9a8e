internal import CaseModel
internal import CaseStore

/// Stores the plain values of a JSON tree as facts under dotted keys.
struct FactTree {
    private let row: Int?

    init(row: Int?) {
        self.row = row
    }

    /// Elements of a list of engines go by their id, others by their number from 1.
    func add(
        _ value: JSONValue,
        key: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        JSONLeaves.walk(
            value,
            key: key,
            name: { Self.engineID(of: $0) ?? String($1) },
            body: { store($0, key: $1, &document, &state) }
        )
    }

    /// `eng_id` in `/stat/engines`, `engine_id` in `/readyz`, `id` beside `eng_name` in nodes.
    static func engineID(of value: JSONValue) -> String? {
        if let id = value.member("eng_id", "engine_id")?.filledText { return id }
        return value.member("eng_name") == nil ? nil : value.member("id", "eng_name")?.filledText
    }

    private func store(
        _ value: JSONValue,
        key: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard let written = value.text else { return }
        let name = state.clean(key)
        let text = state.clean(written, of: key)
        var fact = FactRow(packageID: state.package.id, key: name, value: text)
        if case .number = value.content, let number = value.double, number.isFinite {
            fact.number = number
        }
        let place = DocumentPlace(
            line: value.line,
            byteOffset: value.byteOffset,
            row: row,
            key: name
        )
        fact.locatorID = document.locate(place, text: text, in: &state)
        state.sideRows.add(fact)
        document.records += 1
    }
}
