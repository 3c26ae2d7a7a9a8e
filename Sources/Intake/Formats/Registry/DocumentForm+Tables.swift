internal import CaseModel

/// Histories and lists, each as CSV and as JSON; the most particular first, since a list of
/// infected files has results too.
extension DocumentForm {
    static let tables = [messagesCSV] + pairs.map(\.csv)
    static let objectTables = pairs.map(\.json)

    private static let pairs = [
        pair(
            NutanixList.self,
            .nutanixList,
            ["path", "partnerServer", "scanTime", "threatDescription", "isQuarantined"],
            ["/share/Prüfung.pdf", "192.0.2.9", "2026-06-27T20:00:00Z", "Unknown", "true"],
            needs: "a path and two of partner server, threat description, quarantined",
            isEmpty: isEmptyNutanixList
        ),
        pair(
            QuarantineList.self,
            .quarantineList,
            ["file name", "sha256", "time", "pinned", "state"],
            ["Prüfung.pdf", "00", "2026-06-27T20:00:00Z", "false", "Unavailable"],
            needs: "a hash, name or id, and pinned, state or result"
        ),
        pair(
            ICAPHistory.self,
            .icapHistory,
            ["action", "http uri", "client ip", "icap rule", "time"],
            ["Blocked", "/Prüfung.pdf", "192.0.2.7", "Default", "2026-06-27T20:00:00Z"],
            needs: "action or result, and two of URI, client IP, proxy IP, host and the rules"
        ),
        pair(
            CoreHistory.self,
            .coreHistory,
            ["data id", "display name", "overall result", "start time"],
            ["0123456789abcdef", "Prüfung.pdf", "Infected", "2026-06-27T20:00:00Z"],
            needs: "a result or verdict, and a data id or file name"
        ),
    ]

    private static func pair<Form: TableForm>(
        _ form: Form.Type,
        _ source: Source,
        _ names: [String],
        _ cells: [String],
        needs: String,
        isEmpty: @escaping @Sendable (DocumentHead) -> Bool = { _ in false }
    ) -> (csv: DocumentForm, json: DocumentForm) {
        let sample = [names, cells].map { $0.joined(separator: ",") + "\n" }.joined()
        let members = zip(names, cells).map { #""\#($0)": "\#($1)""# }
        let title = Form.format.split(separator: "-").joined(separator: " ")
        let csv = DocumentForm(
            name: Form.format + "-csv",
            sample: Array(sample.utf8),
            needs: needs,
            why: { _ in "its header has the columns of a \(title)" },
            source: { _ in source },
            sign: { $0.row { Form.isHeader(TableColumns($0)) } },
            found: { columns(of: $0, Form.self) },
            make: { _ in { CSVDocument<Form>($0) } }
        )
        let json = DocumentForm(
            name: Form.format + "-json",
            sample: Array("[{\(members.joined(separator: ", "))}]\n".utf8),
            needs: needs,
            why: {
                isEmpty($0) ? "it is an empty list" : "its objects have the keys of such a list"
            },
            source: { _ in source },
            sign: { head in
                head.element { Form.isHeader(TableColumns(FlatObject($0).names)) }
                    ?? (isEmpty(head) ? .max : nil)
            },
            found: { keys(of: $0) },
            make: { _ in { JSONDocument(TableElements<Form>(), $0) } }
        )
        return (csv, json)
    }

    /// A list without files, known by its wrapper or by the entry's name.
    @Sendable
    private static func isEmptyNutanixList(_ head: DocumentHead) -> Bool {
        if head.elements.isEmpty { return head.isJSON && head.place.name.contains("infected") }
        guard head.elements.count == 1, let wrapper = head.elements.first,
            wrapper.role == .wrapper
        else { return false }
        return NutanixList.isEmptyPage(wrapper.value, path: head.place.path)
    }

    /// How many columns of the form the best of the first rows has.
    static func columns<Form: TableForm>(
        of head: DocumentHead,
        _ form: Form.Type
    ) -> String {
        columns(of: head.rows, form)
    }

    static func columns<Form: TableForm>(of rows: [[String]], _ form: Form.Type) -> String {
        let counts = rows.map { row in
            let columns = TableColumns<Form.Field>(row)
            return Form.Field.allCases.count { columns.has($0) }
        }
        return "a row has \(counts.max() ?? 0) of its \(Form.Field.allCases.count) columns"
    }
}
