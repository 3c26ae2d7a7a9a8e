internal import Yams

/// A value that a scenario spells out key by key.
protocol Described: Hashable, Sendable {
    init()
    static var fields: [Field<Self>] { get }
}

/// One key of a table: how it is read and written, and what the manual says of it.
struct Field<Root> {
    var key: String
    /// What may stand there, such as `whole number` or `span`.
    var form: String
    /// Least and greatest value, or the words that may stand there; empty if any will do.
    var bounds = ""
    /// Empty if there is none.
    var standard = ""
    var about: String
    var isRequired = false
    var read: (inout Root, Node, inout ScenarioReading) -> Void
    /// Nil if the value is the standard one.
    var write: (Root) -> Node?
    /// The manual of the table below this key.
    var below: () -> [ManualTable] = { [] }
    /// Sets a key below this one, by its path.
    var set: (inout Root, ArraySlice<String>, String, inout ScenarioReading) -> Void = {
        _,
        _,
        _,
        reading in reading.problem(at: nil, "this key cannot be set while a scenario runs")
    }
}

/// A table of the manual.
struct ManualTable {
    var name: String
    var rows: [[String]]
    var below: [ManualTable]
}

extension Field {
    /// A field of one scalar: parsed by `parse`, which says what it wanted if it gets nil.
    static func scalar<Value: Hashable>(
        _ key: String,
        _ path: WritableKeyPath<Root, Value>,
        form: String,
        bounds: String = "",
        required: Bool = false,
        about: String,
        parse: @escaping (String) -> Value?,
        words: @escaping (Value) -> String
    ) -> Field where Root: Described {
        let standard = Root()[keyPath: path]
        let wanted = bounds.isEmpty ? form : "\(form), \(bounds)"
        func put(
            _ root: inout Root,
            _ text: String,
            _ node: Node?,
            _ reading: inout ScenarioReading
        ) {
            guard let value = parse(text) else {
                reading.problem(at: node, "`\(key)` must be a \(wanted); `\(text)` is not")
                return
            }
            root[keyPath: path] = value
        }
        return Field(
            key: key,
            form: form,
            bounds: bounds,
            standard: required ? "" : words(standard),
            about: about,
            isRequired: required,
            read: { root, node, reading in
                guard let text = reading.text(node, of: key) else { return }
                put(&root, text, node, &reading)
            },
            write: { root in
                let value = root[keyPath: path]
                return value == standard && !required ? nil : YAMLText.scalar(words(value))
            },
            set: { root, rest, text, reading in
                guard rest.isEmpty else {
                    reading.problem(at: nil, "`\(key)` has no keys below it")
                    return
                }
                put(&root, text, nil, &reading)
            }
        )
    }
}

extension Described {
    /// The table as YAML, with what differs from the standard.
    var node: Node {
        Node(
            Self.fields.compactMap { field in
                field.write(self).map { (YAMLText.scalar(field.key), $0) }
            }
        )
    }

    /// Sets one key by its path, such as `quarantine.automatic`.
    mutating func set(_ path: ArraySlice<String>, to text: String, _ reading: inout ScenarioReading)
    {
        guard let key = path.first, let field = Self.fields.first(where: { $0.key == key }) else {
            let known = Self.fields.map { "`\($0.key)`" }.joined(separator: ", ")
            reading.problem(
                at: nil,
                "there is no setting `\(path.first ?? "")`; known are \(known)"
            )
            return
        }
        field.set(&self, path.dropFirst(), text, &reading)
    }

    static func manual(_ name: String) -> ManualTable {
        ManualTable(
            name: name,
            rows: fields.map {
                [$0.key, $0.form, $0.bounds, $0.isRequired ? "required" : $0.standard, $0.about]
            },
            below: fields.flatMap { $0.below() }
        )
    }
}
