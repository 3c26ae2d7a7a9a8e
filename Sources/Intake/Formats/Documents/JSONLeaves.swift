/// The plain values of a JSON tree under dotted keys.
enum JSONLeaves {
    /// Walks the tree in its order, which leaves out what is null.
    ///
    /// `key` stands in front of every key and may be empty. A list or object that `isLeaf` names
    /// counts as one value; `name` names an element of a list, which is counted from 1.
    static func walk(
        _ value: JSONValue,
        key: String,
        isLeaf: (JSONValue) -> Bool = { _ in false },
        name: (_ element: JSONValue, _ number: Int) -> String = { "\($1)" },
        body: (_ leaf: JSONValue, _ key: String) -> Void
    ) {
        let inner = { key.isEmpty ? $0 : key + "." + $0 }
        guard !isLeaf(value) else { return body(value, key) }
        switch value.content {
        case .object(let members):
            for member in members {
                walk(member.value, key: inner(member.key), isLeaf: isLeaf, name: name, body: body)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                let key = inner(name(element, index + 1))
                walk(element, key: key, isLeaf: isLeaf, name: name, body: body)
            }
        case .null: break
        case .string, .number, .bool: body(value, key)
        }
    }
}
