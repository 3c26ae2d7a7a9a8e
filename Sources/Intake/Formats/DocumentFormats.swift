internal import CaseModel

/// Recognises the documents that are no logs, by their keys, their header or their grammar.
enum DocumentFormats {
    /// Keys behind which lists stand in answers and exports.
    static let listKeys = ["results", "data", "items", "entities", "history", "quarantine"]

    static func recognise(head: [UInt8], path: String, product: Product?) -> Recognition? {
        guard let first = firstByte(of: head) else { return nil }
        if first == UInt8(ascii: "<") {
            return EventLogSample.recognition(of: head) ?? WorkbookPart.recognition(of: head)
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let found = JSONHead(head, path: path, product: product).recognition
        {
            return found
        }
        return icap(head) ?? capture(head) ?? PostgresDump.recognition(of: head) ?? table(head)
            ?? SystemDocument.recognition(of: head, path: path)
            ?? configuration(head, path: path)
            ?? EnvironmentList.recognition(of: head, product: product)
            ?? AskedList.recognition(of: head, path: path)
    }

    /// The last component of a path in lower case.
    static func name(of path: String) -> String {
        path.split(whereSeparator: { "/\\!".contains($0) }).last.map { $0.lowercased() } ?? ""
    }

    private static func firstByte(of head: [UInt8]) -> UInt8? {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    private static func icap(_ head: [UInt8]) -> Recognition? {
        let capture = ICAPCapture.heads(head)
        if capture.heads > 0 {
            return Recognition(
                role: .document,
                format: ICAPCapture.format,
                source: .icapClient,
                why: "\(capture.heads) of the first \(capture.lines) lines begin a request or an "
                    + "answer of ICAP",
                make: { ICAPCapture($0) }
            )
        }
        let proxy = ProxyLog.heads(head)
        // Nine in ten: each line of these logs stands for itself.
        guard proxy.heads > 0, proxy.heads * 10 >= proxy.lines * 9 else { return nil }
        return Recognition(
            role: .document,
            format: ProxyLog.format,
            source: .icapClient,
            why: "\(proxy.heads) of the first \(proxy.lines) lines are those of a proxy's log",
            make: { ProxyLog($0) }
        )
    }

    private static func capture(_ head: [UInt8]) -> Recognition? {
        guard CloudCapture.fits(head) else { return nil }
        return Recognition(
            role: .document,
            format: CloudCapture.format,
            source: .cloudAnswers,
            why: "it shows HTTP answers with the headers or errors of MetaDefender Cloud",
            make: { CloudCapture($0) }
        )
    }

    private static func table(_ head: [UInt8]) -> Recognition? {
        var reader = CSVReader()
        var rows = reader.read(head)
        // The last row of a full head may be cut; a header alone need not end.
        if rows.isEmpty { rows = reader.finish() }
        for row in rows.prefix(5) where row.cells.count > 1 {
            if let found = table(header: row.cells) { return found }
        }
        return nil
    }

    /// The most particular words first: a list of infected files has results too.
    private static func table(header: [String]) -> Recognition? {
        if NutanixList.isHeader(TableColumns(header)) {
            return table(NutanixList.self, NutanixList.format, .nutanixList)
        }
        if QuarantineList.isHeader(TableColumns(header)) {
            return table(QuarantineList.self, QuarantineList.format, .quarantineList)
        }
        if ICAPHistory.isHeader(TableColumns(header)) {
            return table(ICAPHistory.self, ICAPHistory.format, .icapHistory)
        }
        guard CoreHistory.isHeader(TableColumns(header)) else { return nil }
        return table(CoreHistory.self, CoreHistory.format, .coreHistory)
    }

    private static func table<Form: TableForm>(
        _ form: Form.Type,
        _ format: String,
        _ source: Source
    ) -> Recognition {
        Recognition(
            role: .document,
            format: format + "-csv",
            source: source,
            why: "its header has the columns of a \(format.replacingHyphens)",
            make: { CSVDocument<Form>($0) }
        )
    }

    private static func configuration(_ head: [UInt8], path: String) -> Recognition? {
        let sample = ConfigurationSample(head)
        let name = name(of: path)
        guard sample.isConfiguration(name: name) else { return nil }
        return Recognition(
            role: .settings,
            format: ConfigurationINI.format,
            source: sample.source(name: name),
            why: "its lines are sections and settings",
            make: { ConfigurationINI($0) }
        )
    }
}

extension String {
    /// A format's name in a sentence.
    var replacingHyphens: String { split(separator: "-").joined(separator: " ") }
}
