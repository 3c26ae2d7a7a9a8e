/// An object as a row: inner objects give dotted names, lists of plain values one cell.
struct FlatObject: Sendable {
    private(set) var names: [String] = []
    private(set) var cells: [String] = []

    private static let depth = 4
    private static let columns = 1_000

    init(_ value: JSONValue) {
        add(value, prefix: "", depth: 0)
    }

    private mutating func add(_ value: JSONValue, prefix: String, depth: Int) {
        for member in value.members where names.count < Self.columns {
            let name = prefix.isEmpty ? member.key : prefix + "." + member.key
            switch member.value.content {
            case .object:
                if depth < Self.depth { add(member.value, prefix: name, depth: depth + 1) }
            case .array(let elements):
                names.append(name)
                cells.append(elements.compactMap(\.text).joined(separator: ", "))
            default:
                names.append(name)
                cells.append(member.value.text ?? "")
            }
        }
    }
}
