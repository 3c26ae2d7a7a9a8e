/// The columns that a table may have, each with its names.
protocol TableField: Hashable, CaseIterable, Sendable {
    /// As `HeaderNames.normalised` gives them; the first one that occurs wins.
    var names: [String] { get }
}

/// Which column of a table holds what.
struct TableColumns<Field: TableField>: Sendable {
    let names: [String]
    private let places: [Field: Int]

    init(_ names: [String]) {
        self.names = names
        var byName: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            let normalised = HeaderNames.normalised(name)
            // The first of two equal names wins.
            if byName[normalised] == nil { byName[normalised] = index }
        }
        var places: [Field: Int] = [:]
        for field in Field.allCases {
            places[field] = field.names.lazy.compactMap { byName[$0] }.first
        }
        self.places = places
    }

    subscript(_ field: Field) -> Int? { places[field] }

    func has(_ field: Field) -> Bool { places[field] != nil }

    /// How many of these fields have a column.
    func count(of fields: Field...) -> Int { fields.count { has($0) } }

    /// The columns that stand for no field, in their order.
    func unknown(besides ignored: [String]) -> [String] {
        let known = Set(places.values)
        let ignored = Set(ignored)
        return names.enumerated().filter {
            !known.contains($0.offset) && !ignored.contains(HeaderNames.normalised($0.element))
        }.map(\.element)
    }
}

/// One row of a CSV table, or one flat object of a JSON array.
struct TableRow<Field: TableField>: Sendable {
    let columns: TableColumns<Field>
    let cells: [String]
    let place: DocumentPlace
    /// The object a JSON row was made of; nil for CSV.
    var object: JSONValue?

    /// The cell without blanks around it; nil if the column or its value is missing.
    subscript(_ field: Field) -> String? {
        guard let column = columns[field], column < cells.count else { return nil }
        let trimmed = TableText.trimmed(cells[column])
        return trimmed.isEmpty ? nil : trimmed
    }

    func integer(_ field: Field) -> Int64? { self[field].flatMap { Int64($0) } }

    /// Milliseconds of a duration; the column's name or the value may give the unit.
    func milliseconds(_ field: Field) -> Int64? {
        guard let text = self[field], let column = columns[field] else { return nil }
        return TableText.milliseconds(text, column: columns.names[column])
    }

    /// The row on one line, with its secrets replaced.
    func text(_ state: inout IntakeState) -> String {
        if let object { return JSONRendering.text(of: object, &state) }
        var text = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += "," }
            let name = index < columns.names.count ? columns.names[index] : ""
            text += TableText.quoted(state.clean(cell, of: name))
            if text.utf8.count > DocumentState.locatorCharacters * 4 { break }
        }
        return text
    }
}
