/// Reads a table from a JSON list of objects.
struct TableElements<Form: TableForm>: ElementForm {
    static var wrapperKeys: [String] { JSONElements.listKeys }
    /// Half a row would be a file of which something is not said.
    static var takesCutElements: Bool { false }
    private var form = Form()
    private var columns: TableColumns<Form.Field>?

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        if element.role == .wrapper {
            form.takeWrapper(element.value)
            return
        }
        let flat = FlatObject(element.value)
        guard !flat.names.isEmpty else { return }
        if columns?.names != flat.names {
            let new = TableColumns<Form.Field>(flat.names)
            document.addUnknown(new.unknown(besides: Form.ignored))
            columns = new
        }
        guard let columns else { return }
        let place = DocumentPlace(
            line: element.line,
            byteOffset: element.byteOffset,
            row: element.index
        )
        form.take(
            TableRow(columns: columns, cells: flat.cells, place: place, object: element.value),
            &document,
            &state
        )
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {
        form.finish(&document, &state)
    }
}
