internal import CaseModel
internal import CaseStore

/// The vendor's table of messages: what a message id means, and how grave it is.
struct MessageTable: TableForm {
    static let format = "message-table"

    enum Field: TableField {
        case msgid, severity, text

        var names: [String] {
            switch self {
            case .msgid: ["msgid", "messageid", "id", "code"]
            case .severity: ["severity", "level", "loglevel"]
            case .text: ["text", "message", "messagetext", "description", "meaning"]
            }
        }
    }

    private var seen: [Int64: String] = [:]
    private var odd = 0
    private var firstOdd: DocumentPlace?
    private var repeated = 0
    private var firstRepeated: DocumentPlace?
    private var leftOut = 0

    /// A message id and a text, and no time: a log may be exported as a table too.
    static func isHeader(_ columns: TableColumns<Field>) -> Bool {
        let names = columns.names.map { HeaderNames.normalised($0) }
        return columns.has(.text) && names.contains { ["msgid", "messageid"].contains($0) }
            && !names.contains { $0.contains("time") || $0 == "date" }
    }

    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard let msgid = row[.msgid].flatMap(Self.number), let text = row[.text] else {
            odd += 1
            firstOdd = firstOdd ?? row.place
            return
        }
        guard seen[msgid] == nil else {
            // A table that says the same twice says it once.
            guard seen[msgid] != text else { return }
            repeated += 1
            firstRepeated = firstRepeated ?? row.place
            return
        }
        guard seen.count < document.entry.limits.shapes else {
            leftOut += 1
            return
        }
        seen[msgid] = text
        let clean = state.clean(text)
        state.sideRows.add(
            MessageRow(
                packageID: state.package.id,
                msgid: msgid,
                severity: state.clean(row[.severity]),
                text: clean,
                locatorID: document.locate(row.place, text: clean, in: &state)
            )
        )
        document.records += 1
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {
        if odd > 0 {
            state.note(
                Note(
                    .partlyRead,
                    "\(odd) rows have no message id or no text and are left out",
                    line: firstOdd?.line,
                    byteOffset: firstOdd?.byteOffset
                )
            )
        }
        if repeated > 0 {
            state.note(
                Note(
                    .ambiguous,
                    "\(repeated) rows give a message id another text; the first one is kept",
                    line: firstRepeated?.line,
                    byteOffset: firstRepeated?.byteOffset
                )
            )
        }
        if leftOut > 0 {
            state.note(Note(.limit, "\(leftOut) messages are left out", limit: "shapes"))
        }
        if seen.isEmpty {
            state.note(
                Note(
                    .empty,
                    "no row has a message id and a text; the columns are msgid, severity, text"
                )
            )
        }
    }

    /// `82`, also as `[msgid: 82]`.
    private static func number(_ text: String) -> Int64? {
        guard text.utf8.count <= 40 else { return nil }
        let parts = text.split { !$0.isASCII || !$0.isNumber }
        return parts.count == 1 ? Int64(parts[0]) : nil
    }
}
