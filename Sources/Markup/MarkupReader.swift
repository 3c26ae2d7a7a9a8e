internal import CXML
package import CaseModel

/// Reads XML from blocks of any size, and trusts nothing in it.
///
/// A document type ends the reading: entities that grow or name files can be declared only there,
/// and no document that is read here has one. Nothing is loaded from elsewhere.
package final class MarkupReader {
    private let context: xmlParserCtxtPtr
    private let sink = MarkupSink()
    private var hasEnded = false
    private var isEmpty = true
    private(set) var failure: Note?

    /// nil only if memory is short.
    ///
    /// Of a text that was decoded to UTF-8, what it says of its encoding is no longer true.
    package init?(isDecoded: Bool = false) {
        var handler = xmlSAXHandler()
        scanwhy_sax_handler(
            &handler,
            MarkupSink.startElement,
            MarkupSink.endElement,
            MarkupSink.characters,
            MarkupSink.documentType
        )
        // SAFETY: the sink is held by this object and outlives the context that has its address.
        let address = Unmanaged.passUnretained(sink).toOpaque()
        guard let context = xmlCreatePushParserCtxt(&handler, address, nil, 0, nil) else {
            return nil
        }
        self.context = context
        // No entities, no document type of elsewhere, no network; the bounds of libxml2 stay on.
        let ignored = isDecoded ? XML_PARSE_IGNORE_ENC.rawValue : 0
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | ignored))
        scanwhy_quiet(context)
        sink.context = context
    }

    deinit { xmlFreeParserCtxt(context) }

    /// What ended the reading before the document's end.
    package var notes: [Note] { failure.map { [$0] } ?? [] }

    /// The pieces that are whole in this block.
    package func read(_ block: [UInt8]) -> [MarkupEvent] {
        guard !hasEnded, !block.isEmpty else { return [] }
        isEmpty = false
        // SAFETY: libxml2 copies what it needs later.
        let result = block.withUnsafeBytes { bytes in
            xmlParseChunk(
                context,
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(bytes.count),
                0
            )
        }
        check(result)
        return sink.take()
    }

    /// The pieces at the document's end.
    package func finish() -> [MarkupEvent] {
        guard !hasEnded, !isEmpty else { return [] }
        let result = xmlParseChunk(context, nil, 0, 1)
        check(result)
        hasEnded = true
        return sink.take()
    }

    private func check(_ result: Int32) {
        if sink.hasDocumentType {
            hasEnded = true
            failure = Note(
                .damaged,
                "the XML declares a document type, which no document of this kind does; it is not "
                    + "read further",
                line: sink.line
            )
        } else if result != XML_ERR_OK.rawValue, context.pointee.wellFormed == 0 {
            hasEnded = true
            let isCut = sink.depth > 0 && result == XML_ERR_DOCUMENT_END.rawValue
            failure = Note(
                isCut ? .truncated : .damaged,
                isCut ? "the XML ends before its end" : "the XML is damaged (error \(result))",
                line: sink.line
            )
        }
    }
}

/// Gathers what the parser calls back.
private final class MarkupSink {
    var context: xmlParserCtxtPtr?
    private var events: [MarkupEvent] = []
    private(set) var hasDocumentType = false
    private(set) var depth = 0

    var line: Int { Int(scanwhy_line(context)) }

    func take() -> [MarkupEvent] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    private static func of(_ address: UnsafeMutableRawPointer?) -> MarkupSink? {
        // SAFETY: the address is that of the sink, which its reader holds while it parses.
        address.map { Unmanaged<MarkupSink>.fromOpaque($0).takeUnretainedValue() }
    }

    static let startElement: startElementNsSAX2Func = {
        address,
        name,
        _,
        _,
        _,
        _,
        count,
        _,
        attributes in
        guard let sink = MarkupSink.of(address) else { return }
        var list: [MarkupEvent.Attribute] = []
        // SAFETY: libxml2 gives five pointers for each attribute: name, prefix, namespace, and the
        // first byte of the value and that behind it.
        for index in 0..<Int(count) {
            guard let name = attributes?[index * 5], let start = attributes?[index * 5 + 3],
                let end = attributes?[index * 5 + 4]
            else { continue }
            let value = UnsafeBufferPointer(start: start, count: end - start)
            list.append(
                MarkupEvent.Attribute(
                    name: String(cString: name),
                    value: MarkupSink.value(String(decoding: value, as: UTF8.self))
                )
            )
        }
        sink.depth += 1
        sink.events.append(
            .start(name: MarkupSink.text(name), attributes: list, line: sink.line)
        )
    }

    static let endElement: endElementNsSAX2Func = { address, name, _, _ in
        guard let sink = MarkupSink.of(address) else { return }
        sink.depth -= 1
        sink.events.append(.end(name: MarkupSink.text(name)))
    }

    static let characters: charactersSAXFunc = { address, start, count in
        guard let sink = MarkupSink.of(address), let start else { return }
        // SAFETY: libxml2 gives the text and its length.
        let bytes = UnsafeBufferPointer(start: start, count: Int(count))
        sink.events.append(.text(String(decoding: bytes, as: UTF8.self)))
    }

    static let documentType: internalSubsetSAXFunc = { address, _, _, _ in
        guard let sink = MarkupSink.of(address) else { return }
        sink.hasDocumentType = true
        xmlStopParser(sink.context)
    }

    /// An ampersand stays written as a reference where entities are not replaced; it alone does.
    private static func value(_ text: String) -> String {
        text.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
    }

    private static func text(_ name: UnsafePointer<xmlChar>?) -> String {
        // SAFETY: names are C strings of the parser's dictionary; they are copied.
        name.map { String(cString: $0) } ?? ""
    }
}
