/// A page before it gets the frame that all pages share.
struct Page: Sendable {
    var title: String
    /// Which of the pages it belongs to; nil for none, such as an error.
    var place: Place?
    var body: HTML
    /// The page changes by itself, and the script may fetch it anew.
    var isLive = false

    enum Place: Sendable, CaseIterable {
        case quarantine, technologies, switchboard

        var group: String {
            switch self {
            case .quarantine: "Dashboard"
            case .technologies: "Inventory"
            case .switchboard: "Simulation"
            }
        }

        var name: String {
            switch self {
            case .quarantine: "Quarantine"
            case .technologies: "Technologies"
            case .switchboard: "Switchboard"
            }
        }

        var path: String {
            switch self {
            case .quarantine: Paths.quarantine
            case .technologies: Paths.technologies
            case .switchboard: Paths.switchboard
            }
        }
    }

    /// The whole document.
    func document(_ visit: Visit) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title) – ScanWhy engine, a reproduction</title>
        <link rel="icon" href="/console/assets/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/console/assets/style.css">
        <script src="/console/assets/console.js" defer></script>
        </head>
        <body\(if: isLive, " data-refresh=\"2000\"")>
        <a class="skip" href="#main">Skip to the content</a>
        \(header(visit))
        <main id="main" tabindex="-1">
        \(Self.message(visit.flash))
        \(body)
        </main>
        <p id="announcer" class="hidden" role="status"></p>
        </body>
        </html>

        """
    }

    private func header(_ visit: Visit) -> HTML {
        """
        <header class="top">
        <div class="brand">
        <p><strong>ScanWhy engine</strong> \(visit.stage.name) as version \(visit.stage.version)</p>
        <p id="clock" data-live>Virtual time \(Words.moment(visit.stage.nowUS)), \
        \(Self.rate(visit.stage.rate))</p>
        \(Self.wayOut(visit))
        </div>
        \(nav)
        <p class="notice">This is a reproduction for trying things out. It is not MetaDefender \
        Core, and it is not made by OPSWAT.</p>
        </header>
        """
    }

    private static func wayOut(_ visit: Visit) -> HTML {
        guard visit.isSignedIn else { return "" }
        return """
            <form method="post" action="\(SignInRoutes.outPath)">\(visit.proof)\
            <button>Sign out</button></form>
            """
    }

    private var nav: HTML {
        let items = Place.allCases.map { place -> HTML in
            """
            <li><span class="group">\(place.group)</span> <a href="\(place.path)"\
            \(if: place == self.place, " aria-current=\"page\"")>\(place.name)</a></li>
            """
        }
        return "<nav aria-label=\"Pages\"><ul>\(items)</ul></nav>"
    }

    private static func message(_ flash: Flash?) -> HTML {
        guard let flash else { return "" }
        return """
            <p id="flash" class="flash\(if: flash.isWarning, " warns")" role="status">\
            \(flash.isWarning ? Icon.warning : Icon.allowed) <span>\(flash.text)</span></p>
            """
    }

    static func rate(_ rate: Int) -> String {
        switch rate {
        case 0: "standing still"
        case 1: "in real time"
        default: "\(rate) times as fast"
        }
    }
}

/// Who looks at a page.
struct Visit: Sendable {
    /// What the visitor's forms prove themselves with.
    var token: String
    var flash: Flash?
    var stage: ConsoleStage
    /// Whether there is a session to end.
    var isSignedIn = false

    /// Goes into every form.
    var proof: HTML {
        "<input type=\"hidden\" name=\"\(CSRFToken.field)\" value=\"\(token)\">"
    }
}

/// Addresses of the pages.
enum Paths {
    static let quarantine = "/console/dashboard/quarantine"
    static let technologies = "/console/inventory/technologies"
    static let intelligence = "/console/inventory/technologies/threat-intelligence"
    static let switchboard = "/console/switchboard"

    static func item(_ id: Int) -> String { "\(quarantine)/\(id)" }

    /// The tab with the Cloud's results; nil for the last one.
    static func results(_ id: Int, page: Int? = nil) -> String {
        "\(item(id))/threat-intelligence" + (page.map { "?page=\($0)" } ?? "")
    }
}
