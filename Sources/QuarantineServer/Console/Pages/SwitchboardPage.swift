/// The switchboard, which the product does not have: faults, time, files and what happened.
struct SwitchboardPage {
    let kinds: [ConsoleFaultKind]
    let faults: [ConsoleFault]
    let occurrences: [ConsoleOccurrence]
    /// What was wrong with a form; nil at first.
    var problem: String?
    let visit: Visit

    static let shownOccurrences = 50

    var page: Page {
        let body: HTML = """
            <h1>Switchboard</h1>
            <p class="notice">Nothing on this page is part of the product: here the simulation \
            is moved.</p>
            \(Problem.html(problem))
            <div class="columns">
            \(submit)
            \(time)
            \(installation)
            </div>
            \(FaultTable(kinds: kinds, faults: faults, visit: visit).html)
            \(happened)
            """
        return Page(title: "Switchboard", place: .switchboard, body: body, isLive: true)
    }

    private var submit: HTML {
        """
        <section class="panel" aria-labelledby="submit"><h2 id="submit">Submit a file to Core</h2>
        <form method="post" action="\(Paths.switchboard)/sample" class="bulk">\(visit.proof)
        <button name="sample" value="eicar">EICAR test file</button>
        <button name="sample" value="clean">Clean file</button></form>
        <form method="post" action="\(Paths.switchboard)/upload" enctype="multipart/form-data">
        \(visit.proof)
        <div class="field"><label for="file">Or a file of yours</label>
        <input type="file" id="file" name="file" required></div>
        <div class="bulk"><button>Submit</button></div></form>
        </section>
        """
    }

    private var time: HTML {
        """
        <section class="panel" aria-labelledby="time"><h2 id="time">Virtual time</h2>
        <p id="now" data-live>\(Words.moment(visit.stage.nowUS)), \(Page.rate(visit.stage.rate))</p>
        <form method="post" action="\(Paths.switchboard)/advance">\(visit.proof)
        <fieldset class="inline"><legend>Advance</legend>
        <div class="field"><label for="amount">By</label>
        <input type="number" id="amount" name="amount" value="10" min="1" max="9999" required></div>
        <div class="field"><label for="unit">Unit</label><select id="unit" name="unit">
        <option value="s">seconds</option><option value="min" selected>minutes</option>
        <option value="h">hours</option><option value="d">days</option></select></div>
        <button>Advance</button></fieldset></form>
        <form method="post" action="\(Paths.switchboard)/rate">\(visit.proof)
        <fieldset class="inline"><legend>Rate</legend>
        <div class="field"><label for="rate">Virtual seconds in a second</label>
        <input type="number" id="rate" name="rate" value="\(visit.stage.rate)" required \
        min="\(ConsoleStage.rates.lowerBound)" max="\(ConsoleStage.rates.upperBound)"></div>
        <button>Set rate</button></fieldset></form>
        </section>
        """
    }

    private var installation: HTML {
        let settings = visit.stage.settings
        let hours = settings.quarantineAgeUS.map { "\($0 / 3_600_000_000)" } ?? ""
        return """
            <section class="panel" aria-labelledby="stage">
            <h2 id="stage">Licence, Cloud, clean-up</h2>
            <p id="calls" data-live>\(calls)</p>
            <form method="post" action="\(Paths.switchboard)/installation">\(visit.proof)
            <div class="field check">
            <input type="checkbox" id="licensed" name="licensed" value="on"\
            \(if: settings.isLicensed, " checked")>
            <label for="licensed">Threat Intelligence is in the licence</label></div>
            <div class="field"><label for="limit">Prevention API calls in 24 hours</label>
            <input type="number" id="limit" name="limit" value="\(settings.dailyLimit)" required \
            min="\(ConsoleStage.Settings.dailyLimits.lowerBound)" \
            max="\(ConsoleStage.Settings.dailyLimits.upperBound)"></div>
            <div class="field"><label for="age">Clean up items older than</label>
            <input type="number" id="age" name="age" value="\(hours)" min="1" max="87600" \
            aria-describedby="age-hint">
            <p class="hint" id="age-hint">Hours; empty: never. Pinned items stay.</p></div>
            <div class="bulk"><button>Change</button></div></form>
            </section>
            """
    }

    private var calls: HTML {
        let used = Words.count(visit.stage.callsUsed, "call")
        let limit = visit.stage.settings.dailyLimit
        guard let endUS = visit.stage.windowEndUS else {
            return "\(used) of \(limit) used; the 24 hours begin with the first call."
        }
        return "\(used) of \(limit) used; the limit opens again at \(Words.moment(endUS))."
    }

    private var happened: HTML {
        let rows = occurrences.map { one -> HTML in
            """
            <tr role="row"><td role="cell" data-label="Time">\(Words.moment(one.timeUS))</td>
            <td role="cell" data-label="Where">\(Words.name(one.component))</td>
            <td role="cell" data-label="What">\(one.name)</td>
            <td role="cell" data-label="About"><bdi>\
            \(one.about.isEmpty ? "–" : Words.name(one.about))\
            </bdi></td>
            <td role="cell" data-label="Why">\
            \(one.cause.isEmpty ? "–" : Words.name(one.cause))</td></tr>

            """
        }
        let none: HTML = """
            <tr role="row"><td role="cell" colspan="5" class="empty">Nothing yet.</td></tr>
            """
        return """
            <section aria-labelledby="happened"><h2 id="happened">What happened lately</h2>
            <p class="muted">The last \(Self.shownOccurrences), newest first, in virtual time.</p>
            <table class="cards" role="table"><caption class="hidden">What happened lately</caption>
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Time</th>
            <th role="columnheader" scope="col">Where</th>
            <th role="columnheader" scope="col">What</th>
            <th role="columnheader" scope="col">About</th>
            <th role="columnheader" scope="col">Why</th></tr></thead>
            <tbody role="rowgroup" id="occurrences" data-live>\
            \(rows.isEmpty ? none : "\(rows)")</tbody>
            </table></section>
            """
    }
}
