import CaseModel

/// The entries of one package, a line each; then those that nobody read, with the reason.
struct EntryTable {
    let entries: [Inspection.Entry]
    let options: TextOptions

    static func isRead(_ entry: Inspection.Entry) -> Bool {
        entry.role != nil || entry.format != nil
    }

    func write(to page: inout Page) {
        let shown = entries.prefix(options.foldEntries)
        let read = shown.filter(Self.isRead)
        let rows = read.map(Row.init)
        let amountColumn = rows.map { Wrap.width($0.amount) }.max() ?? 0
        let kindColumn = rows.map { Wrap.width($0.kind) }.max() ?? 0
        let shareColumn = rows.map { Wrap.width($0.share) }.max() ?? 0
        let rest = kindColumn + amountColumn + shareColumn + 6
        // A path that is too long for its column has a line of its own, so that it stays whole.
        let room = max(page.width - 2 - rest, 16)
        let pathColumn = min(rows.map { Wrap.width($0.path) }.max() ?? 0, room)
        for row in rows {
            let gap = String(repeating: " ", count: amountColumn - Wrap.width(row.amount))
            let kind = Wrap.pad(row.kind, kindColumn)
            let facts = "  \(kind)  \(gap)\(row.amount)  \(row.share)"
            if Wrap.width(row.path) > pathColumn {
                page.line(2, row.path)
                page.line(2 + pathColumn, facts)
            } else {
                page.line(2, Wrap.pad(row.path, pathColumn) + facts)
            }
        }
        writeUnread(shown.filter { !Self.isRead($0) }, to: &page)
        Fold.rest(2, entries.count - shown.count, to: &page)
    }

    /// Entries with the same reason stand below it.
    private func writeUnread(_ unread: [Inspection.Entry], to page: inout Page) {
        var reasons: [String] = []
        for entry in unread where !reasons.contains(entry.why) { reasons.append(entry.why) }
        for reason in reasons {
            page.words(2, reason, lead: "not read: ", ink: .faint)
            for entry in unread where entry.why == reason {
                page.place(4, entry.path, Wording.size(entry.sizeBytes))
            }
        }
    }

    private struct Row {
        var path: String
        var kind: String
        var amount: String
        var share: String

        init(_ entry: Inspection.Entry) {
            path = SafeText.visible(entry.path)
            kind = [entry.role, entry.format].compactMap { $0 }.joined(separator: ", ")
            amount =
                entry.lines.map { Wording.counted($0, "line") } ?? Wording.size(entry.sizeBytes)
            share = entry.parsedShare.map(Wording.percent) ?? "-"
        }
    }
}
