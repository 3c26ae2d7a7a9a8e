/// A piece of an XML document, in the order of the document.
package enum MarkupEvent: Sendable, Hashable {
    /// Names are local: prefixes are dropped.
    case start(name: String, attributes: [Attribute], line: Int)
    case end(name: String)
    /// One text may come in several pieces.
    case text(String)

    package struct Attribute: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension [MarkupEvent.Attribute] {
    /// The value of the first attribute of a name.
    package subscript(_ name: String) -> String? { first { $0.name == name }?.value }
}
