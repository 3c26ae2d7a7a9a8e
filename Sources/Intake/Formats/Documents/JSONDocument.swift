internal import CaseModel

/// What one format makes of the elements of a JSON document.
protocol ElementForm: Sendable {
    /// Keys of arrays whose elements are delivered one by one.
    static var wrapperKeys: [String] { get }
    /// Whether an element without its end still says something.
    static var takesCutElements: Bool { get }
    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    )
    /// Called once, after the last element.
    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState)
}

extension ElementForm {
    static var takesCutElements: Bool { true }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {}
}

/// Reads a JSON document element by element, so that memory holds one of them.
struct JSONDocument<Form: ElementForm>: EntryReader {
    private var form: Form
    private var document: DocumentState
    private var elements: JSONElements

    init(_ form: Form, _ entry: EntryContext) {
        self.form = form
        document = DocumentState(entry)
        elements = JSONElements(wrapperKeys: Form.wrapperKeys, limits: entry.limits)
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        document.count(block)
        take(elements.read(block), &state)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        let last = elements.finish()
        take(
            last.filter { $0.isWhole || $0.role == .wrapper || Form.takesCutElements },
            &state
        )
        form.finish(&document, &state)
        return document.finish(notes: elements.notes, into: &state)
    }

    private mutating func take(_ ready: [JSONElements.Element], _ state: inout IntakeState) {
        for element in ready { form.take(element, &document, &state) }
        state.flush()
    }
}
