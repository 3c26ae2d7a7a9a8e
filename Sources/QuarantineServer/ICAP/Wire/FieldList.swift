/// The header fields of a message, in the order in which they came.
package struct FieldList: Sendable, Hashable {
    /// One header field; the value has no blanks at its ends.
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    package private(set) var fields: [Field] = []

    package init() {}

    package init(_ pairs: KeyValuePairs<String, String>) {
        for (name, value) in pairs { add(name, value) }
    }

    /// The first value of a name in any case; nil if there is none.
    package subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    /// Adds a field behind the others.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The elements of a list that may be spread over several fields, without blanks.
    package func list(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name.lowercased() == wanted }
            .flatMap { $0.value.split(separator: ",") }
            .map { String($0.trimmingBlanks) }
            .filter { !$0.isEmpty }
    }

    /// As it is sent.
    ///
    /// A value may hold what a client said, such as the name of a file, so control characters are
    /// replaced: none may begin a field of its own. A line break in front of a tab is ours: it
    /// folds the lines of `X-Violations-Found`.
    package var text: String {
        var text = ""
        for field in fields {
            let lines = field.value.split(separator: "\r\n\t", omittingEmptySubsequences: false)
            let safe = lines.map { line in
                String(
                    String.UnicodeScalarView(
                        line.unicodeScalars.map {
                            $0.value < 0x20 || $0.value == 0x7F ? "?" : $0
                        }
                    )
                )
            }
            text += "\(field.name): \(safe.joined(separator: "\r\n\t"))\r\n"
        }
        return text
    }
}

extension StringProtocol {
    /// Without blanks and tabs at both ends.
    var trimmingBlanks: SubSequence {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
