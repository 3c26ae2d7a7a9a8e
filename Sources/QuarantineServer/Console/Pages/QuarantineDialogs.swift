/// The SETTINGS dialog, and the question before items are deleted; each is a page of its own for
/// browsers without the script.
struct SettingsDialog {
    let settings: ConsoleSettings
    /// What was wrong with the values; nil at first.
    var problem: String?
    let visit: Visit

    var page: Page {
        let body: HTML = """
            <div class="panel" data-dialog-body>
            <h1 id="dialog-title">Quarantine settings</h1>
            \(Problem.html(problem))
            <form method="post" action="\(Paths.quarantine)/settings">
            \(visit.proof)
            <div class="field check"><input type="checkbox" id="automatic" name="automatic" \
            value="on" aria-describedby="automatic-hint"\(if: settings.isAutomatic, " checked")>
            <label for="automatic">AUTOMATICALLY SEND ITEMS TO METADEFENDER CLOUD</label>
            <p class="hint" id="automatic-hint">All new quarantine items will be uploaded for \
            threat intelligence information. Items that are here already are not.</p></div>
            \(seconds("check", "CHECK QUARANTINE FOR NEW ITEMS TO SEND", settings.checkSeconds))
            \(seconds("polling", "RESULT POLLING", settings.pollingSeconds))
            <div class="bulk"><button class="main">SAVE</button>
            <a class="button" href="\(Paths.quarantine)" data-close>CANCEL</a></div>
            </form>
            </div>
            """
        return Page(title: "Quarantine settings", place: .quarantine, body: body)
    }

    private func seconds(_ name: String, _ label: String, _ value: Int) -> HTML {
        """
        <div class="field"><label for="\(name)">\(label)</label>
        <input type="number" id="\(name)" name="\(name)" value="\(value)" required \
        inputmode="numeric" \
        min="\(ConsoleSettings.seconds.lowerBound)" max="\(ConsoleSettings.seconds.upperBound)" \
        aria-describedby="\(name)-hint">
        <p class="hint" id="\(name)-hint">Seconds, from \(ConsoleSettings.seconds.lowerBound) to \
        \(ConsoleSettings.seconds.upperBound).</p></div>
        """
    }
}

/// What is wrong with a form.
enum Problem {
    static func html(_ text: String?) -> HTML {
        guard let text else { return "" }
        return "<p class=\"flash warns\" role=\"alert\">\(Icon.warning) <span>\(text)</span></p>"
    }
}

/// The question before items are deleted.
struct DeleteQuestion {
    let items: [ConsoleItem]
    /// Where the form goes and where the person comes from.
    let path: String
    let visit: Visit

    /// Names that are listed; the rest is counted.
    private static let named = 10

    var page: Page {
        let names = items.prefix(Self.named).map { item -> HTML in
            "<li><bdi>\(Words.name(item.name))</bdi></li>"
        }
        let more = items.count - names.count
        let body: HTML = """
            <div class="panel">
            <h1>Delete \(Words.count(items.count, "item"))?</h1>
            <p>What is deleted cannot be brought back.</p>
            <ul>\(names)\(if: more > 0, "<li>and \(more) more</li>")</ul>
            <form method="post" action="\(path)">
            \(visit.proof)
            <input type="hidden" name="sure" value="yes">
            \(items.map { "<input type=\"hidden\" name=\"item\" value=\"\($0.id)\">" })
            <div class="bulk"><button class="main" name="act" value="delete">DELETE</button>
            <a class="button" href="\(path)">CANCEL</a></div>
            </form>
            </div>
            """
        return Page(
            title: "Delete \(Words.count(items.count, "item"))?",
            place: .quarantine,
            body: body
        )
    }
}
