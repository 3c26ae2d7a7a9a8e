/// What one format makes of the rows of a table, whether CSV or JSON holds them.
protocol TableForm: Sendable {
    associatedtype Field: TableField
    init()
    /// The name in `entry.format`, without `-csv` or `-json`.
    static var format: String { get }
    /// Columns that are known and not kept.
    static var ignored: [String] { get }
    static func isHeader(_ columns: TableColumns<Field>) -> Bool
    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    )
    /// What is left of the object around a JSON list.
    mutating func takeWrapper(_ wrapper: JSONValue)
    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState)
}

extension TableForm {
    static var ignored: [String] { [] }
    mutating func takeWrapper(_ wrapper: JSONValue) {}
    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {}
}
