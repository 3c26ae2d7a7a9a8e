import CaseModel

/// Reads the elements of a JSON document as trees, one after the other, from blocks of any size.
///
/// An array at the top, or the array behind a wrapper's key, yields its elements; what else stands
/// in the wrapper follows them. Any other value at the top, and each of several, yields itself.
struct JSONElements: Sendable {
    struct Element: Sendable, Hashable {
        enum Role: Sendable, Hashable {
            case element
            /// What is left of an object whose array was delivered element by element.
            case wrapper
        }

        var role: Role
        /// Counted from 1 over the document; 0 for a wrapper.
        var index: Int
        var value: JSONValue
        /// False when the end is missing or something inside could not be read or kept.
        var isWhole: Bool

        var byteOffset: Int64 { value.byteOffset }
        var line: Int { value.line }
    }

    /// Keys behind which lists stand in answers and exports.
    static let listKeys = ["results", "data", "items", "entities", "history", "quarantine"]

    private var scanner: JSONScanner<JSONElementBuilder>

    /// Makes a reader.
    ///
    /// Wrapper keys are keys of an object at the top, inner ones behind a dot
    /// (`batch_files.files_in_batch`), however they are written. The bounds count the values of one
    /// element, and the bytes of its keys and values.
    init(
        wrapperKeys: [String] = [],
        limits: Limits = Limits(),
        nodesPerElement: Int = 200_000,
        bytesPerElement: Int = 32 << 20
    ) {
        let builder = JSONElementBuilder(
            wrapperKeys: wrapperKeys,
            limits: limits,
            nodesPerElement: nodesPerElement,
            bytesPerElement: bytesPerElement
        )
        scanner = JSONScanner(sink: builder, limits: limits)
    }

    /// What could not be read or kept so far.
    var notes: [Note] { scanner.notes + scanner.sink.notes }

    /// The elements that end in this block.
    mutating func read(_ block: [UInt8]) -> [Element] {
        scanner.read(block)
        return scanner.sink.takeReady()
    }

    /// The element that was cut by the document's end, if one was, and what was left of a wrapper.
    mutating func finish() -> [Element] {
        scanner.finish()
        return scanner.sink.takeReady()
    }
}
