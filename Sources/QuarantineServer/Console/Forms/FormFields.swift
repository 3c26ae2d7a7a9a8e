/// The fields of a form or of a query, in their order.
struct FormFields: Sendable, Hashable {
    private var pairs: [(name: String, value: String)] = []

    /// More fields than the largest form has; the rest is not read.
    static let maxFields = 1_000
    /// The largest form without a file, in bytes.
    static let maxBytes = 64 << 10

    /// - Parameter text: As `application/x-www-form-urlencoded` has it.
    init(_ text: String) {
        for pair in text.split(separator: "&", maxSplits: Self.maxFields).prefix(Self.maxFields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            add(Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    init() {}

    mutating func add(_ name: String, _ value: String) {
        pairs.append((name, value))
    }

    /// The first of that name.
    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    private static func decode(_ text: Substring) -> String {
        Percents.decode(String(text.map { $0 == "+" ? " " : $0 }))
    }

    static func == (left: FormFields, right: FormFields) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }
}
