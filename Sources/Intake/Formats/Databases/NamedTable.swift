internal import CaseModel

/// A table whose columns are told before its rows, wherever both come from.
protocol NamedTable {
    mutating func take(
        _ cells: [String],
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    )
    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState)
}

/// What a header makes of a table: the source it is evidence of, and who reads it.
struct TableChoice {
    let format: String
    let source: Source?
    let table: any NamedTable

    /// The most particular words first: a list of infected files has results too.
    init?(_ name: String, columns: [String], withSettings: Bool = true) {
        if let found = Self.form(NutanixList.self, columns) {
            self.init(NutanixList.format, .nutanixList, found)
        } else if let found = Self.form(QuarantineList.self, columns) {
            self.init(QuarantineList.format, .quarantineList, found)
        } else if let found = Self.form(ICAPHistory.self, columns) {
            self.init(ICAPHistory.format, .icapHistory, found)
        } else if let found = Self.form(CoreHistory.self, columns) {
            self.init(CoreHistory.format, .coreHistory, found)
        } else if withSettings, let found = SettingTable(name, columns: columns) {
            self.init(SettingTable.format, nil, found)
        } else {
            return nil
        }
    }

    private init(_ format: String, _ source: Source?, _ table: any NamedTable) {
        self.format = format
        self.source = source
        self.table = table
    }

    private static func form<Form: TableForm>(
        _ form: Form.Type,
        _ columns: [String]
    ) -> FormTable<Form>? {
        let columns = TableColumns<Form.Field>(columns)
        return Form.isHeader(columns) ? FormTable(columns: columns) : nil
    }
}

/// A table that one of the forms of histories and lists reads.
struct FormTable<Form: TableForm>: NamedTable {
    private var form = Form()
    private let columns: TableColumns<Form.Field>
    private var isBegun = false

    init(columns: TableColumns<Form.Field>) {
        self.columns = columns
    }

    mutating func take(
        _ cells: [String],
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        if !isBegun {
            isBegun = true
            document.addUnknown(columns.unknown(besides: Form.ignored))
        }
        form.take(TableRow(columns: columns, cells: cells, place: place), &document, &state)
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {
        form.finish(&document, &state)
    }
}
