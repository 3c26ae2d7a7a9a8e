extension ConsoleIntelligence.Status {
    /// As the documentation words it; empty before the first upload.
    var text: String {
        switch self {
        case .none: ""
        case .uploading: "Uploading"
        case .progress(let percent): "\(percent) %"
        case .results(let verdict): verdict
        case .unavailable: "Unavailable"
        case .missingKey: "Add the API key for cloud analysis"
        case .limitReached: "API calls per day limit reached"
        }
    }
}

/// The THREAT INTELLIGENCE field of an item.
struct StatusField {
    let item: ConsoleItem
    /// Whether it leads to the results; not where they are shown already.
    var hasLink = true

    var html: HTML {
        let text = item.intelligence.status.text
        switch item.intelligence.status {
        case .none:
            return "<span class=\"muted\">Not sent</span>"
        case .uploading:
            return "<span class=\"state\">\(Icon.waiting) Uploading</span>"
        case .progress(let percent):
            return """
                <span class="state">\(Icon.waiting) <progress max="100" value="\(percent)" \
                aria-label="Progress at the Cloud">\(percent) %</progress> \(percent) %</span>
                """
        case .results:
            return """
                <span class="state \(if: isBlocked, "bad")\(if: !isBlocked, "good")">\
                \(isBlocked ? Icon.blocked : Icon.allowed) \(Words.name(text))</span>\
                \(if: hasLink, link)
                """
        case .unavailable, .missingKey, .limitReached:
            return "<span class=\"state warns\">\(Icon.warning) \(text)</span>"
        }
    }

    private var link: HTML {
        """
         <a href="\(Paths.results(item.id))">Show details\
        <span class="hidden"> of \(Words.name(item.name))</span></a>
        """
    }

    private var isBlocked: Bool { item.intelligence.results.last?.isBlocked ?? true }

    /// What a reader is told when it changes.
    var spoken: String {
        let text = item.intelligence.status.text
        return "\(Words.name(item.name)): \(text.isEmpty ? "not sent" : text)"
    }
}
