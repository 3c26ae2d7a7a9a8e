package import CaseModel

/// Renders a reproduction for a terminal: how it ends, and what remedies change, file by file.
package struct ReproductionText {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    package func render(_ one: Reproduction) -> String {
        var page = Page(options)
        page.words(0, Fold.text(one.name, options.foldText), ink: .bold)
        if !one.about.isEmpty { page.words(0, one.about) }
        for fix in one.fixes { write(fix, to: &page) }
        page.heading(one.fixes.isEmpty ? "How it ends" : "What changes")
        if one.files.isEmpty { page.line(2, "no file was sent anywhere") }
        let shown = one.files.prefix(options.fold)
        for file in shown { write(file, to: &page) }
        if shown.count < one.files.count {
            page.line(2, "and \(one.files.count - shown.count) more; --format json has all")
        }
        if !one.differences.isEmpty {
            page.heading("Not as the scenario expects")
            for difference in one.differences { page.words(2, difference) }
        }
        if one.fixes.isEmpty, !one.remedies.isEmpty {
            page.heading("Remedies that change something here")
            page.words(2, one.remedies.map { "--fix \($0)" }.joined(separator: "  "))
        }
        return page.text
    }

    private func write(_ fix: Reproduction.Fix, to page: inout Page) {
        page.heading("Remedy: \(fix.name)")
        for change in fix.changes.prefix(options.fold) { page.words(2, change) }
        let left = fix.changes.count - options.fold
        if left > 0 { page.line(2, "and \(left) more") }
    }

    private func write(_ file: Reproduction.File, to page: inout Page) {
        page.words(2, Fold.text(file.path, options.foldText), ink: .bold, breaks: true)
        page.labelled(4, file.fixed == nil ? "ends" : "before", Self.sentence(file.state))
        guard let fixed = file.fixed else { return }
        let same = fixed == file.state
        page.labelled(4, "after", same ? "the same" : Self.sentence(fixed))
    }

    /// What is known of a state, as a sentence.
    static func sentence(_ state: Reproduction.State) -> String {
        var parts: [String] = []
        switch state.lock {
        case "served": parts.append("served by the share")
        case "blocked": parts.append("locked as Blocked")
        case "unknown": parts.append("locked as Unknown")
        case "manual": parts.append("locked by hand")
        default: break
        }
        if let result = state.result {
            parts.append("Core says \(result)")
        } else {
            parts.append("not in Core's history")
        }
        if let cloud = state.cloud {
            parts.append(cloud.isEmpty ? "quarantined, not sent to Cloud" : "Cloud: \(cloud)")
        }
        if let cause = state.cause { parts.append("because of \(cause)") }
        return parts.joined(separator: "; ")
    }
}
