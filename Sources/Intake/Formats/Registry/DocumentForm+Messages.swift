internal import CaseModel

/// The vendor's table of messages, as CSV and as a page.
extension DocumentForm {
    static let messagesCSV = DocumentForm(
        name: MessageTable.format + "-csv",
        sample: text(["msgid,severity,text", "82,info,Prüfung finished", "671,error,Not read"]),
        needs: needs,
        why: { _ in known },
        sign: { $0.row { MessageTable.isHeader(TableColumns($0)) } },
        found: { columns(of: $0, MessageTable.self) },
        make: { _ in { CSVDocument<MessageTable>($0) } }
    )

    static let messagesHTML = DocumentForm(
        name: MessageTable.format + "-html",
        sample: text([
            "<html><body><table><tr><th>msgid<th>severity<th>text",
            "<tr><td>82</td><td>info</td><td>Prüfung &amp; <b>more</b></td></tr>",
            "</table></body></html>",
        ]),
        needs: needs,
        why: { _ in known },
        sign: { $0.isMarkup ? rows($0).firstIndex(where: isHeader) : nil },
        found: { $0.isMarkup ? columns(of: rows($0), MessageTable.self) : "it is no markup" },
        make: { _ in { HTMLDocument<MessageTable>($0) } }
    )

    /// The form that reads the table which the user says it is.
    static func messageTableName(_ head: DocumentHead) -> String {
        (head.isMarkup ? messagesHTML : messagesCSV).name
    }

    private static let needs = "columns msgid and text, and none of times"
    private static let known = "its columns are those of a table of messages"

    private static func rows(_ head: DocumentHead) -> [[String]] {
        var reader = HTMLReader(limits: Limits())
        return (reader.read(head.text) + reader.finish()).map(\.cells)
    }

    @Sendable
    private static func isHeader(_ row: [String]) -> Bool {
        MessageTable.isHeader(TableColumns(row))
    }
}
