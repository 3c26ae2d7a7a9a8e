internal import CaseModel

/// One kind of document, as users name it and as its samples show it.
struct DocumentForm: Sendable {
    /// The name in `entry.format`.
    let name: String
    /// A whole document.
    let sample: String
    /// What it is known by, as the end of a sentence that begins with "it needs".
    let needs: String
    var role = Recognition.Role.document
    let source: @Sendable (LogPlace) -> Source?
    let make: @Sendable (EntryContext) -> any EntryReader
    /// What the first bytes have of it.
    let found: @Sendable (_ head: [UInt8]) -> String

    static let all: [DocumentForm] =
        [icapCapture, proxyLog, cloudCapture] + bodies + tables + [settings]

    /// What every form found in the first bytes, for whoever asks why.
    static func attempts(
        head: [UInt8],
        path: String,
        product: Product?
    ) -> [FormatAttempt] {
        let recognised = DocumentFormats.recognise(head: head, path: path, product: product)
        return all.map {
            FormatAttempt(
                format: $0.name,
                fits: recognised?.format == $0.name,
                found: "\($0.found(head)); it needs \($0.needs)"
            )
        }
    }

    /// The entry read as the user says it is; nil if the name is no document's.
    static func forced(_ name: String, path: String, product: Product?) -> Recognition? {
        guard let form = all.first(where: { $0.name == name }) else { return nil }
        return Recognition(
            role: form.role,
            format: name,
            source: form.source(LogPlace(path: path, product: product)),
            why: "",
            make: form.make
        )
    }
}

// MARK: Captures and logs of proxies

extension DocumentForm {
    private static let icapCapture = DocumentForm(
        name: ICAPCapture.format,
        sample: ICAPCapture.samples.joined(separator: "\n") + "\n",
        needs: "a line such as REQMOD icap://… ICAP/1.0 or ICAP/1.0 200 OK",
        source: { _ in .icapClient },
        make: { ICAPCapture($0) },
        found: { share(ICAPCapture.heads($0)) }
    )

    private static let proxyLog = DocumentForm(
        name: ProxyLog.format,
        sample: ProxyLog.samples.joined(separator: "\n") + "\n",
        needs: "nine such lines in ten",
        source: { _ in .icapClient },
        make: { ProxyLog($0) },
        found: { share(ProxyLog.heads($0)) }
    )

    private static let cloudCapture = DocumentForm(
        name: CloudCapture.format,
        sample: """
            2026-06-27T20:00:00Z
            POST https://api.metadefender.com/v4/file HTTP/1.1
            X-Note: Prüfung

            HTTP/1.1 429 Too Many Requests
            X-RateLimit-Remaining: 0

            """,
        needs: "HTTP answers with X-RateLimit- headers, Cloud's host or its errors",
        source: { _ in .cloudAnswers },
        make: { CloudCapture($0) },
        found: { CloudCapture.fits($0) ? "it has them" : "it has none" }
    )

    private static let settings = DocumentForm(
        name: ConfigurationINI.format,
        sample: "[global]\nrestport=8008\nrestaddress=0.0.0.0\nreport=Prüfung\n",
        needs: "sections, or the name of a configuration file, and settings in most lines",
        role: .settings,
        source: { $0.isICAP ? .icapConfig : .coreConfig },
        make: { ConfigurationINI($0) },
        found: {
            let sample = ConfigurationSample($0)
            return "it has \(sample.sections.count) sections and \(sample.keys.count) keys"
        }
    )

    private static func share(_ counts: (heads: Int, lines: Int)) -> String {
        "\(counts.heads) of the first \(counts.lines) lines are its own"
    }
}

// MARK: JSON bodies

extension DocumentForm {
    private static let bodies = [
        body(
            ScanResultJSON(),
            ScanResultJSON.format,
            #"{"data_id": "0123456789abcdef", "file_info": {"display_name": "Prüfung.pdf"}, "#
                + #""scan_results": {"scan_all_result_a": "Infected"}}"#,
            needs: "scan_results or process_info, and data_id or file_info",
            { _ in .coreHistory }
        ),
        body(
            CloudBodies(),
            CloudBodies.format,
            #"{"error": {"code": 429000, "messages": ["Prüfung: rate limit exceeded"]}}"#,
            needs: "an error with a code of six digits, or the keys of a result or of limits",
            { _ in .cloudAnswers }
        ),
        body(
            StatusBody(),
            StatusBody.format,
            #"{"product_id": "MSCL", "version": "5.14.1", "note": "Prüfung"}"#,
            needs: "the keys of /readyz, /stat/…, /admin/license or /version",
            { $0.isICAP ? .icapStatus : .coreStatus }
        ),
    ]

    private static func body(
        _ form: some ElementForm,
        _ name: String,
        _ sample: String,
        needs: String,
        _ source: @escaping @Sendable (LogPlace) -> Source
    ) -> DocumentForm {
        DocumentForm(
            name: name,
            sample: sample + "\n",
            needs: needs,
            source: source,
            make: { JSONDocument(form, $0) },
            found: { Self.keys(of: $0) }
        )
    }

    /// The keys of the first object.
    private static func keys(of head: [UInt8]) -> String {
        var reader = JSONElements(wrapperKeys: ScanResultJSON.wrapperKeys)
        guard [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(firstByte(of: head)),
            let value = (reader.read(head) + reader.finish()).first?.value,
            !value.members.isEmpty
        else { return "it has no JSON object" }
        let keys = value.members.prefix(12).map { String($0.key.prefix(40)) }
        return "its first object has the keys \(keys.joined(separator: ", "))"
    }

    private static func firstByte(of head: [UInt8]) -> UInt8 {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? 0
    }
}

// MARK: Tables, as CSV and as JSON

extension DocumentForm {
    private static let tables =
        table(
            NutanixList.self,
            .nutanixList,
            ["path", "partnerServer", "scanTime", "threatDescription", "isQuarantined"],
            ["/share/Prüfung.pdf", "192.0.2.9", "2026-06-27T20:00:00Z", "Unknown", "true"],
            needs: "a path and two of partner server, threat description, quarantined"
        )
        + table(
            QuarantineList.self,
            .quarantineList,
            ["file name", "sha256", "time", "pinned", "state"],
            ["Prüfung.pdf", "00", "2026-06-27T20:00:00Z", "false", "Unavailable"],
            needs: "a hash, name or id, and pinned, state or result"
        )
        + table(
            ICAPHistory.self,
            .icapHistory,
            ["action", "http uri", "client ip", "icap rule", "time"],
            ["Blocked", "/Prüfung.pdf", "192.0.2.7", "Default", "2026-06-27T20:00:00Z"],
            needs: "action or result, and two of URI, client IP, proxy IP, host and the rules"
        )
        + table(
            CoreHistory.self,
            .coreHistory,
            ["data id", "display name", "overall result", "start time"],
            ["0123456789abcdef", "Prüfung.pdf", "Infected", "2026-06-27T20:00:00Z"],
            needs: "a result or verdict, and a data id or file name"
        )

    private static func table<Form: TableForm>(
        _ form: Form.Type,
        _ source: Source,
        _ names: [String],
        _ cells: [String],
        needs: String
    ) -> [DocumentForm] {
        let pairs = zip(names, cells).map { #""\#($0)": "\#($1)""# }
        return [
            DocumentForm(
                name: Form.format + "-csv",
                sample: [names, cells].map { $0.joined(separator: ",") + "\n" }.joined(),
                needs: needs,
                source: { _ in source },
                make: { CSVDocument<Form>($0) },
                found: { columns(of: $0, Form.self) }
            ),
            DocumentForm(
                name: Form.format + "-json",
                sample: "[{\(pairs.joined(separator: ", "))}]\n",
                needs: needs,
                source: { _ in source },
                make: { JSONDocument(TableElements<Form>(), $0) },
                found: { keys(of: $0) }
            ),
        ]
    }

    /// How many columns of the form the best of the first rows has.
    private static func columns<Form: TableForm>(of head: [UInt8], _ form: Form.Type) -> String {
        var reader = CSVReader()
        var rows = reader.read(head)
        if rows.isEmpty { rows = reader.finish() }
        let counts = rows.prefix(5).map { row in
            let columns = TableColumns<Form.Field>(row.cells)
            return Form.Field.allCases.count { columns.has($0) }
        }
        return "a row has \(counts.max() ?? 0) of its \(Form.Field.allCases.count) columns"
    }
}
