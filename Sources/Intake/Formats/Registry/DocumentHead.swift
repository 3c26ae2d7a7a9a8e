internal import CaseModel

/// The first bytes of an entry, cut once into what the forms of documents look at.
struct DocumentHead {
    /// As they are in the entry.
    let bytes: [UInt8]
    /// In UTF-8; the bytes themselves where they are no text.
    let text: [UInt8]
    let place: LogPlace
    /// Of a JSON document: its first elements, of which the last may be cut.
    let elements: [JSONElements.Element]
    /// Without blanks around them, and without the last one of a full head, which may be cut.
    let lines: [String]
    /// The first rows as CSV reads them.
    let rows: [[String]]
    private let first: UInt8?

    /// Elements looked at; a list of one kind shows it in its first.
    private static let elementsRead = 20
    /// Rows looked at; a title may stand above the header.
    private static let rowsRead = 5

    init(_ bytes: [UInt8], text: [UInt8]?, path: String, product: Product?) {
        self.bytes = bytes
        self.text = text ?? bytes
        place = LogPlace(path: path, product: product)
        first = Self.firstByte(of: self.text)
        elements =
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            ? Self.elements(of: self.text) : []
        lines = Self.lines(of: self.text)
        rows = Self.rows(of: self.text)
    }

    /// Bytes that are looked at as bytes alone.
    init(binary bytes: [UInt8]) {
        self.bytes = bytes
        text = []
        place = LogPlace(path: "", product: nil)
        first = nil
        elements = []
        lines = []
        rows = []
    }

    /// True if it begins as XML and HTML do.
    var isMarkup: Bool { first == UInt8(ascii: "<") }

    /// True if it begins as JSON does; so do the sections of settings.
    var isJSON: Bool { first == UInt8(ascii: "{") || first == UInt8(ascii: "[") }

    /// The number of the first element that fits; nil if none does.
    func element(where fits: (JSONValue) -> Bool) -> Int? {
        elements.prefix(Self.elementsRead).firstIndex { fits($0.value) }
    }

    /// The number of the first row that fits; nil if none does.
    func row(where fits: ([String]) -> Bool) -> Int? {
        rows.firstIndex { $0.count > 1 && fits($0) }
    }

    private static func firstByte(of text: [UInt8]) -> UInt8? {
        let content = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
        return content.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    private static func elements(of text: [UInt8]) -> [JSONElements.Element] {
        var reader = JSONElements(wrapperKeys: ScanResultJSON.wrapperKeys)
        // A cut element still has the keys that stand before the cut.
        return reader.read(text) + reader.finish()
    }

    private static func lines(of text: [UInt8]) -> [String] {
        var splitter = LineSplitter(limits: Limits())
        var lines = splitter.read(text)
        if text.count < Recogniser.headBytes || lines.isEmpty { lines += splitter.finish() }
        return lines.map { TableText.trimmed($0.text) }
    }

    private static func rows(of text: [UInt8]) -> [[String]] {
        var reader = CSVReader()
        var rows = reader.read(text)
        // The last row of a full head may be cut; a header alone need not end.
        if rows.isEmpty { rows = reader.finish() }
        return rows.prefix(rowsRead).map(\.cells)
    }
}
