/// The details of an item, with their tabs.
struct ItemPage {
    let item: ConsoleItem
    let visit: Visit

    private enum Tab { case overview, results }

    /// The first tab.
    var overview: Page { page(.overview, overviewBody) }

    /// The tab THREAT INTELLIGENCE RESULTS; the number is from 1, the first upload first, and nil
    /// for the last one.
    func results(_ number: Int?) -> Page { page(.results, resultsBody(number)) }

    private func page(_ tab: Tab, _ content: HTML) -> Page {
        let name = Words.name(item.name)
        let body: HTML = """
            <nav class="path" aria-label="Way back">
            <a href="\(Paths.quarantine)">Quarantine</a></nav>
            <h1 class="name"><bdi>\(name)</bdi></h1>
            \(actions)
            <nav class="tabs" aria-label="Quarantine item details"><ul>
            <li><a href="\(Paths.item(item.id))"\(current(tab == .overview))>OVERVIEW</a></li>
            <li><a href="\(Paths.results(item.id))"\(current(tab == .results))>\
            THREAT INTELLIGENCE RESULTS</a></li>
            </ul></nav>
            \(content)
            """
        return Page(title: "\(name), item details", place: .quarantine, body: body, isLive: true)
    }

    private func current(_ isCurrent: Bool) -> HTML { isCurrent ? " aria-current=\"page\"" : "" }

    private var actions: HTML {
        let verb = item.isPinned ? "unpin" : "pin"
        return """
            <form method="post" action="\(Paths.item(item.id))" class="bulk">
            \(visit.proof)
            <span id="actions" class="bulk" data-live>
            <button name="act" value="\(verb)">\(item.isPinned ? Icon.unpin : Icon.pin) \
            \(item.isPinned ? "Unpin" : "Pin")</button>
            <button name="act" value="delete">\(Icon.bin) Delete</button>
            <button formaction="\(Paths.item(item.id))/download">\(Icon.download) Download</button>
            <button name="act" value="send">\(Icon.cloud) Send to MetaDefender Cloud</button>
            </span>
            </form>
            """
    }

    private var overviewBody: HTML {
        """
        <section aria-labelledby="overview">
        <h2 id="overview">Overview</h2>
        <dl id="facts" data-live>
        <div><dt>File name</dt><dd><bdi>\(Words.name(item.name))</bdi></dd></div>
        <div><dt>Path</dt><dd><bdi>\(Words.name(item.path))</bdi></dd></div>
        <div><dt>Threat</dt><dd><bdi>\(item.threat.isEmpty ? "–" : Words.name(item.threat))</bdi>\
        </dd></div>
        <div><dt>Blocked because of</dt><dd>\(Words.name(item.verdict))</dd></div>
        <div><dt>Size</dt><dd>\(Words.size(item.sizeBytes))</dd></div>
        <div><dt>SHA-256</dt><dd><code>\(item.sha256)</code></dd></div>
        <div><dt>Data ID</dt><dd><code>\(item.dataID)</code></dd></div>
        <div><dt>Quarantined</dt><dd>\(Words.moment(item.quarantinedUS))</dd></div>
        <div><dt>Expires</dt><dd>\(QuarantineRow(item: item).expires)</dd></div>
        <div><dt>THREAT INTELLIGENCE</dt><dd id="cloud" data-live \
        data-announce="\(StatusField(item: item).spoken)">\(StatusField(item: item).html)</dd></div>
        <div><dt>Uploads to the Cloud</dt><dd>\(item.intelligence.uploads)</dd></div>
        </dl>
        </section>
        """
    }

    private func resultsBody(_ number: Int?) -> HTML {
        let results = item.intelligence.results
        let shown = min(max(1, number ?? results.count), max(1, results.count))
        return """
            <section aria-labelledby="results">
            <h2 id="results">THREAT INTELLIGENCE RESULTS</h2>
            <p id="cloud" data-live data-announce="\(StatusField(item: item).spoken)">\
            Status: \(StatusField(item: item, hasLink: false).html)</p>
            \(pages(shown))
            <div id="result" data-live>
            \(results.isEmpty ? Self.noResult : ResultFacts(result: results[shown - 1]).html)
            </div>
            </section>
            """
    }

    private static let noResult: HTML = """
        <p class="empty">There is no result yet. Results appear here after the item was sent to \
        MetaDefender Cloud and processed there.</p>
        """

    private func pages(_ shown: Int) -> HTML {
        let count = item.intelligence.results.count
        guard count > 1 else { return "<div id=\"result-pages\" data-live></div>" }
        let links = (1...count).map { number -> HTML in
            """
            <li><a href="\(Paths.results(item.id, page: number))"\(current(number == shown))>\
            Upload \(number)</a></li>
            """
        }
        return """
            <div id="result-pages" data-live><nav class="tabs small" aria-label="Result pages">\
            <ul>\(links)</ul></nav></div>
            """
    }
}

/// One page of the tab THREAT INTELLIGENCE RESULTS.
private struct ResultFacts {
    let result: ConsoleResult

    var html: HTML {
        """
        <dl>
        <div><dt>RESULT</dt><dd><span class="state \(if: result.isBlocked, "bad")\
        \(if: !result.isBlocked, "good")">\(result.isBlocked ? Icon.blocked : Icon.allowed) \
        \(result.isBlocked ? "Blocked" : "Allowed")</span></dd></div>
        <div><dt>VERDICT</dt><dd>\(Words.name(result.verdict))</dd></div>
        <div><dt>AV ENGINES</dt><dd>\(result.engines)\
        \(if: result.detections > 0, " (\(result.detections) found something)")</dd></div>
        <div><dt>TOTAL TIME</dt><dd>\(Words.span(result.totalUS))</dd></div>
        <div><dt>RESULT LINK</dt><dd>\(link)</dd></div>
        <div><dt>Received</dt><dd>\(Words.moment(result.receivedUS))</dd></div>
        </dl>
        """
    }

    /// What comes from a Cloud is a link only if it leads to a page.
    private var link: HTML {
        guard result.link.hasPrefix("https://") || result.link.hasPrefix("http://") else {
            return "<code>\(Words.name(result.link))</code>"
        }
        return """
            <a href="\(result.link)" rel="noreferrer noopener external">\
            \(Words.name(result.link))</a> \
            <span class="muted block">Of a Cloud stand-in, it leads nowhere.</span>
            """
    }
}
