internal import CaseModel

/// Hands the tables of a database to the forms that their columns fit, and counts the others.
struct DatabaseTables {
    private struct Other {
        var name: String
        var rows: Int
    }

    private var current: (any NamedTable)?
    private var name = ""
    /// The name without secrets; nil before the first row.
    private var shownName: String?
    private var row = 0
    private var others: [Other] = []
    private var othersLeftOut = 0
    private var sources: [(source: Source?, rows: Int)] = []
    private var currentSource: Source?

    private static let othersKept = 1_000
    private static let othersNamed = 30

    /// Begins a table; without columns its rows are counted only.
    mutating func begin(_ name: String, columns: [String]) {
        self.name = name
        shownName = nil
        row = 0
        let choice = TableChoice(name, columns: columns)
        current = choice?.table
        currentSource = choice?.source
    }

    /// Takes the next row of the table; the place needs no number and no name.
    mutating func take(
        _ cells: [String],
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        row += 1
        guard var table = current else { return }
        var place = place
        place.row = row
        let shown = shownName ?? state.clean(name)
        shownName = shown
        place.key = shown
        // Not held twice while it is changed, or its form would be copied for each row.
        current = nil
        table.take(cells, at: place, &document, &state)
        current = table
    }

    /// Ends the table.
    mutating func end(_ document: inout DocumentState, _ state: inout IntakeState) {
        if var table = current {
            table.finish(&document, &state)
            if row > 0 { sources.append((currentSource, row)) }
        } else if others.count < Self.othersKept {
            others.append(Other(name: name, rows: row))
        } else {
            othersLeftOut += 1
        }
        current = nil
    }

    /// Notes which tables were counted only, and says what the database is evidence of.
    func finish(_ state: inout IntakeState) {
        if !others.isEmpty {
            let named = others.prefix(Self.othersNamed).map { other in
                "\(state.clean(String(other.name.prefix(60)))) (\(other.rows) rows)"
            }
            let more = others.count + othersLeftOut - named.count
            state.note(
                Note(
                    .unrecognised,
                    "tables that no form here reads: \(named.joined(separator: ", "))"
                        + (more > 0 ? " and \(more) more" : "")
                )
            )
        }
        // The source of most rows; the first of equals.
        let known = sources.filter { $0.source != nil }
        if let most = known.max(by: { $0.rows < $1.rows }) {
            state.foundSource = most.source
        } else if !sources.isEmpty, let product = state.package.identity.product {
            state.foundSource = product == .icap ? .icapConfig : .coreConfig
        }
    }
}
