/// Dashboard → Quarantine: the list and what can be done to it.
struct QuarantinePage {
    /// All items of the quarantine.
    let items: [ConsoleItem]
    let query: ListQuery
    let visit: Visit

    var page: Page {
        let found = query.select(items)
        let pages = max(1, (found.count + ListQuery.itemsPerPage - 1) / ListQuery.itemsPerPage)
        let number = min(query.page, pages)
        let shown = found.dropFirst((number - 1) * ListQuery.itemsPerPage)
            .prefix(ListQuery.itemsPerPage)
        let body: HTML = """
            <div class="title">
            <h1>Quarantine</h1>
            <a class="button" href="\(Paths.quarantine)/settings" data-dialog>\
            \(Icon.settings) SETTINGS</a>
            </div>
            \(search)
            <form method="post" action="\(query.path)" id="items">
            \(Self.noDefault)\(visit.proof)
            \(bulk)
            <p id="count" class="muted" data-live>\(count(found.count, number, pages))</p>
            \(table(Array(shown)))
            </form>
            \(pager(number, pages))
            """
        return Page(title: "Quarantine", place: .quarantine, body: body, isLive: true)
    }

    /// The Enter key in a check-box presses the first button of its form; this one does nothing,
    /// where that would be to send.
    private static let noDefault: HTML = "<button name=\"act\" value=\"nothing\" hidden></button>"

    private var search: HTML {
        """
        <form class="search" role="search" method="get" action="\(Paths.quarantine)">
        <label for="q">Search by file name, threat or SHA-256</label>
        <input type="search" id="q" name="q" value="\(query.search)" maxlength="200">
        <button>Search</button>
        \(if: !query.search.isEmpty, "<a href=\"\(Paths.quarantine)\">Show all</a>")
        </form>
        """
    }

    private var bulk: HTML {
        """
        <div class="bulk" role="group" aria-label="Do with the selected items">
        <button name="act" value="send">\(Icon.cloud) Send to MetaDefender Cloud</button>
        <button name="act" value="pin">\(Icon.pin) Pin</button>
        <button name="act" value="unpin">\(Icon.unpin) Unpin</button>
        <button name="act" value="delete">\(Icon.bin) Delete</button>
        <span id="selected" class="muted" role="status"></span>
        <a class="refresh" href="\(query.path)">Refresh</a>
        </div>
        """
    }

    private func count(_ found: Int, _ number: Int, _ pages: Int) -> String {
        let of = pages > 1 ? ", page \(number) of \(pages)" : ""
        guard !query.search.isEmpty else { return Words.count(found, "item") + of }
        return "\(found) of \(Words.count(items.count, "item")) found\(of)"
    }

    private func table(_ shown: [ConsoleItem]) -> HTML {
        """
        <table class="cards" role="table">
        <caption class="hidden">Quarantined files</caption>
        <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col" class="check"><span class="hidden">Select</span></th>
        \(head("File name", .name))\(head("Threat", .threat))\(head("Quarantined", .quarantined))\
        \(head("Expires", .expires))\(head("THREAT INTELLIGENCE", .intelligence))
        <th role="columnheader" scope="col">Actions</th>
        </tr></thead>
        <tbody role="rowgroup" id="rows" data-live="rows">
        \(shown.map { QuarantineRow(item: $0).html })\(if: shown.isEmpty, empty)
        </tbody>
        </table>
        """
    }

    private func head(_ title: String, _ column: ListQuery.Order) -> HTML {
        let isSorted = query.order == column
        let direction = query.isDescending ? "descending" : "ascending"
        return """
            <th role="columnheader" scope="col"\(if: isSorted, " aria-sort=\"\(direction)\"")>\
            <a href="\(query.sorted(by: column).path)">\(title)\(if: isSorted, arrow)</a></th>
            """
    }

    private var arrow: HTML {
        "<span aria-hidden=\"true\"> \(query.isDescending ? "↓" : "↑")</span>"
    }

    private var empty: HTML {
        guard items.isEmpty else {
            return """
                <tr role="row" id="none"><td role="cell" colspan="7" class="empty">\
                No item fits the search.</td></tr>
                """
        }
        return """
            <tr role="row" id="none"><td role="cell" colspan="7" class="empty">\
            <strong>The quarantine is empty.</strong> Blocked files are kept here. \
            <a href="\(Paths.switchboard)">Submit the EICAR test file on the switchboard</a> \
            to see one.</td></tr>
            """
    }

    private func pager(_ number: Int, _ pages: Int) -> HTML {
        guard pages > 1 else { return "" }
        let (last, next) = (query.turned(to: number - 1).path, query.turned(to: number + 1).path)
        let before: HTML = "<a rel=\"prev\" href=\"\(last)\">Previous</a>"
        let after: HTML = "<a rel=\"next\" href=\"\(next)\">Next</a>"
        return """
            <nav class="pager" aria-label="Pages of the list">\(if: number > 1, before) \
            <span>Page \(number) of \(pages)</span> \(if: number < pages, after)</nav>
            """
    }
}
