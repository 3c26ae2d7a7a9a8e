internal import Yams

extension Field where Root: Described {
    /// A list of texts.
    static func texts(
        _ key: String,
        _ path: WritableKeyPath<Root, [String]>,
        _ about: String
    ) -> Field {
        let standard = Root()[keyPath: path]
        return Field(
            key: key,
            form: "list of texts",
            standard: standard.isEmpty ? "none" : standard.joined(separator: ", "),
            about: about,
            read: { root, node, reading in
                guard let nodes = reading.list(node, of: key) else { return }
                root[keyPath: path] = nodes.compactMap { reading.text($0, of: key) }
            },
            write: { root in
                let value = root[keyPath: path]
                return value == standard ? nil : Node(value.map(YAMLText.scalar))
            },
            set: { root, rest, text, reading in
                // While a scenario runs, the entries are given with commas between them.
                guard rest.isEmpty else {
                    reading.problem(at: nil, "`\(key)` has no keys below it")
                    return
                }
                root[keyPath: path] = text.split(separator: ",").map {
                    String($0).trimmingBlanks
                }
            }
        )
    }

    /// A table below this key.
    static func table<Value: Described>(
        _ key: String,
        _ path: WritableKeyPath<Root, Value>,
        _ about: String
    ) -> Field {
        Field(
            key: key,
            form: "table",
            standard: "see below",
            about: about,
            read: { root, node, reading in
                reading.fill(&root[keyPath: path], from: node, of: key)
            },
            write: { root in
                let value = root[keyPath: path]
                return value == Root()[keyPath: path] ? nil : value.node
            },
            below: { [Value.manual(key)] },
            set: { root, rest, text, reading in
                root[keyPath: path].set(rest, to: text, &reading)
            }
        )
    }

    /// A table that may be absent.
    static func tableOrNone<Value: Described>(
        _ key: String,
        _ path: WritableKeyPath<Root, Value?>,
        _ about: String
    ) -> Field {
        Field(
            key: key,
            form: "table or none",
            standard: "none",
            about: about,
            read: { root, node, reading in
                if case .scalar(let scalar) = node, scalar.string == "none" {
                    root[keyPath: path] = nil
                    return
                }
                var value = Value()
                reading.fill(&value, from: node, of: key)
                root[keyPath: path] = value
            },
            write: { root in
                let value = root[keyPath: path]
                guard value != Root()[keyPath: path] else { return nil }
                return value?.node ?? YAMLText.scalar("none")
            },
            below: { [Value.manual(key)] }
        )
    }

    /// A list of tables.
    static func list<Value: Described>(
        _ key: String,
        _ path: WritableKeyPath<Root, [Value]>,
        _ about: String
    ) -> Field {
        let standard = Root()[keyPath: path]
        return Field(
            key: key,
            form: "list of tables",
            standard: standard.isEmpty ? "none" : "\(standard.count), see below",
            about: about,
            read: { root, node, reading in
                guard let nodes = reading.list(node, of: key) else { return }
                root[keyPath: path] = nodes.map { node in
                    var value = Value()
                    reading.fill(&value, from: node, of: key)
                    return value
                }
            },
            write: { root in
                let value = root[keyPath: path]
                return value == standard ? nil : Node(value.map(\.node))
            },
            below: { [Value.manual(key)] }
        )
    }
}

extension String {
    /// Without the blanks at both ends.
    var trimmingBlanks: String {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
