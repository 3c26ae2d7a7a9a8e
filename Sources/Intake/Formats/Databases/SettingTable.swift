internal import CaseModel
internal import CaseStore

/// A table of keys and values, as products keep their configuration in a database.
struct SettingTable: NamedTable {
    static let format = "setting-table"

    private enum Field: TableField {
        case section, key, value

        var names: [String] {
            switch self {
            case .section: ["section", "group", "category", "scope", "namespace"]
            case .key:
                [
                    "key", "settingkey", "configkey", "setting", "option", "property", "parameter",
                    "settingname", "configname", "optionname", "name",
                ]
            case .value: ["value", "settingvalue", "configvalue", "optionvalue", "val"]
            }
        }
    }

    private let name: String
    private let columns: TableColumns<Field>

    /// More columns than this and the table is about something else that also has a value.
    private static let columnsAllowed = 8

    /// nil if the columns are not those of keys and values.
    init?(_ name: String, columns: [String]) {
        let found = TableColumns<Field>(columns)
        guard columns.count <= Self.columnsAllowed, found.has(.key), found.has(.value) else {
            return nil
        }
        self.name = name
        self.columns = found
    }

    mutating func take(
        _ cells: [String],
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let row = TableRow(columns: columns, cells: cells, place: place)
        guard let key = row[.key] else { return }
        let section = row[.section] ?? name
        let value = row[.value] ?? ""
        let tree = SettingTree(section: section, place: place)
        if let inner = Self.inner(of: value, limits: document.entry.limits) {
            tree.add(inner, key: key, &document, &state)
        } else {
            tree.add(value, key: key, at: place, &document, &state)
        }
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {}

    /// The JSON that a value may be; nil for plain text.
    private static func inner(of value: String, limits: Limits) -> JSONValue? {
        guard value.hasPrefix("{") || value.hasPrefix("[") else { return nil }
        // Its own array, so that it comes as one element and not as several.
        var reader = JSONElements(limits: limits)
        let elements = reader.read(Array("[\(value)]".utf8)) + reader.finish()
        guard elements.count == 1, let element = elements.first, element.isWhole,
            reader.notes.isEmpty
        else { return nil }
        return element.value
    }
}
