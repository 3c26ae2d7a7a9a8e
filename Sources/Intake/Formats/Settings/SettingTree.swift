internal import CaseModel
internal import CaseStore

/// Stores the plain values of a JSON tree as settings under dotted keys.
struct SettingTree {
    let section: String
    /// Of the whole tree, where its values have no place of their own; nil where they have.
    let place: DocumentPlace?

    /// Elements of a list go by their number from 1.
    mutating func add(
        _ value: JSONValue,
        key: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        switch value.content {
        case .object(let members):
            for member in members {
                let inner = key.isEmpty ? member.key : key + "." + member.key
                add(member.value, key: inner, &document, &state)
            }
        case .array(let elements):
            // A list of words is one value: a list of excluded types, of addresses.
            let words = elements.compactMap(\.text)
            guard words.count < elements.count else {
                add(
                    words.joined(separator: ", "),
                    key: key,
                    at: place(of: value),
                    &document,
                    &state
                )
                return
            }
            for (index, element) in elements.enumerated() {
                let inner = key.isEmpty ? "\(index + 1)" : "\(key).\(index + 1)"
                add(element, key: inner, &document, &state)
            }
        case .null: break
        case .string(let text), .number(let text):
            add(text, key: key, at: place(of: value), &document, &state)
        case .bool(let isTrue):
            add(isTrue ? "true" : "false", key: key, at: place(of: value), &document, &state)
        }
    }

    /// Stores one setting.
    func add(
        _ value: String,
        key: String,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let name = state.clean(key)
        let text = state.clean(value, of: key)
        let inner = state.clean(section)
        var place = place
        place.key = inner.isEmpty ? name : inner + "." + name
        let locator = document.locate(place, text: "\(name)=\(text)", in: &state)
        state.sideRows.add(
            SettingRow(
                packageID: state.package.id,
                section: inner,
                key: name,
                value: text,
                locatorID: locator
            )
        )
        document.records += 1
    }

    private func place(of value: JSONValue) -> DocumentPlace {
        place ?? DocumentPlace(line: value.line, byteOffset: value.byteOffset)
    }
}
