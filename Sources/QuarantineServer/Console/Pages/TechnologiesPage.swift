/// Inventory → Technologies.
struct TechnologiesPage {
    let technologies: [ConsoleTechnology]
    let visit: Visit

    var page: Page {
        let body: HTML = """
            <h1>Technologies</h1>
            <table class="cards" role="table">
            <caption class="hidden">Technologies of this Core</caption>
            <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">Technology</th>
            <th role="columnheader" scope="col">Version</th>
            <th role="columnheader" scope="col">Licence</th>
            <th role="columnheader" scope="col">State</th>
            </tr></thead>
            <tbody role="rowgroup" id="technologies" data-live>\(technologies.map(row))</tbody>
            </table>
            """
        return Page(title: "Technologies", place: .technologies, body: body, isLive: true)
    }

    private func row(_ technology: ConsoleTechnology) -> HTML {
        let name = Words.name(technology.name)
        let link: HTML = "<a href=\"\(Paths.intelligence)\" data-dialog>\(name)</a>"
        let licence: HTML = technology.isLicensed ? "Licensed" : Self.unlicensed
        return """
            <tr role="row">
            <th role="rowheader" scope="row">\(technology.isIntelligence ? link : "\(name)")</th>
            <td role="cell" data-label="Version">\
            \(technology.version.isEmpty ? "–" : Words.name(technology.version))</td>
            <td role="cell" data-label="Licence">\(licence)</td>
            <td role="cell" data-label="State">\(state(technology))</td>
            </tr>

            """
    }

    private static let unlicensed: HTML = """
        <span class="state warns">\(Icon.warning) Not licensed</span>
        """

    private func state(_ technology: ConsoleTechnology) -> HTML {
        let isOn = technology.isEnabled
        guard technology.isIntelligence else { return isOn ? "Enabled" : "Disabled" }
        let verb = isOn ? "disable" : "enable"
        return """
            <a class="button toggle" href="\(Paths.intelligence)/\(verb)" data-dialog>\
            \(isOn ? Icon.on : Icon.off) \(isOn ? "Enabled" : "Disabled")\
            <span class="hidden">(\(verb) \(Words.name(technology.name)))</span></a>
            """
    }
}

/// The dialogs of the Threat Intelligence entry, each a page of its own without the script.
struct IntelligenceDialogs {
    let technology: ConsoleTechnology
    let visit: Visit

    /// The dialog that opens from the list.
    var entry: Page {
        dialog(
            technology.name,
            """
            <dl>
            <div><dt>Licence</dt>\
            <dd>\(technology.isLicensed ? "Licensed" : "Not licensed")</dd></div>
            <div><dt>State</dt><dd>\(technology.isEnabled ? "Enabled" : "Disabled")</dd></div>
            <div><dt>METADEFENDER CLOUD API KEY</dt>\
            <dd>\(technology.hasAPIKey ? "Set" : "Not set")</dd></div>
            </dl>
            <p><a href="\(Paths.intelligence)/settings" data-dialog>Settings</a></p>
            <div class="bulk">
            <a class="button" href="\(Paths.technologies)" data-close>CLOSE</a></div>
            """
        )
    }

    /// The toggle's question.
    func toggle(on isOn: Bool) -> Page {
        let verb = isOn ? "Enable" : "Disable"
        let what: HTML =
            isOn
            ? "Quarantine items can then be sent to MetaDefender Cloud."
            : "Sending quarantine items to MetaDefender Cloud will then give Unavailable."
        return dialog(
            "\(verb) engine",
            """
            <p>\(verb) \(Words.name(technology.name))? \(what)</p>
            \(if: !technology.isLicensed, Self.unlicensed)
            <form method="post" action="\(Paths.intelligence)/\(isOn ? "enable" : "disable")">
            \(visit.proof)
            <div class="bulk"><button class="main">\(isOn ? "ENABLE" : "DISABLE")</button>
            <a class="button" href="\(Paths.technologies)" data-close>CANCEL</a></div>
            </form>
            """
        )
    }

    private static let unlicensed: HTML = """
        <p class="flash warns">\(Icon.warning) <span>The technology is not licensed; enabled or \
        not, uploads give Unavailable.</span></p>
        """

    /// Engine Configuration.
    func configuration(problem: String? = nil) -> Page {
        let sample = visit.stage.sampleAPIKey ?? ""
        let hint: HTML = """
             The Cloud stand-in knows the key <code>\(sample)</code>. Do not type a real key into \
            a reproduction.
            """
        return dialog(
            "Engine Configuration",
            """
            \(Problem.html(problem))
            <form method="post" action="\(Paths.intelligence)/settings">
            \(visit.proof)
            <div class="field"><label for="api-key">METADEFENDER CLOUD API KEY</label>
            <input type="text" id="api-key" name="api-key" autocomplete="off" spellcheck="false" \
            maxlength="200" aria-describedby="api-key-hint">
            <p class="hint" id="api-key-hint">\
            \(technology.hasAPIKey ? "A key is set, and is not shown." : "No key is set.") \
            Saving an empty field takes the key away.\(if: !sample.isEmpty, hint)</p></div>
            <div class="bulk"><button class="main">SAVE SETTINGS</button>
            <a class="button" href="\(Paths.technologies)" data-close>CANCEL</a></div>
            </form>
            """
        )
    }

    private func dialog(_ title: String, _ content: HTML) -> Page {
        let body: HTML = """
            <div class="panel" data-dialog-body>
            <h1 id="dialog-title">\(Words.name(title))</h1>
            \(content)
            </div>
            """
        return Page(title: Words.name(title), place: .technologies, body: body)
    }
}
