internal import CaseModel
internal import CaseStore

/// Stores the plain values of a JSON tree as settings under dotted keys.
struct SettingTree {
    let section: String
    /// Of the whole tree, where its values have no place of their own; nil where they have.
    let place: DocumentPlace?

    /// Elements of a list go by their number from 1.
    func add(
        _ value: JSONValue,
        key: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        JSONLeaves.walk(value, key: key, isLeaf: Self.isList) { leaf, key in
            let text = leaf.text ?? leaf.elements.compactMap(\.text).joined(separator: ", ")
            add(text, key: key, at: place(of: leaf), &document, &state)
        }
    }

    /// A list of words is one value: a list of excluded types, of addresses.
    private static func isList(_ value: JSONValue) -> Bool {
        guard case .array(let elements) = value.content else { return false }
        return elements.allSatisfy { $0.text != nil }
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
