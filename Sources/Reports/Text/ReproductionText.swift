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
        if let basis = one.basis { write(basis, one, to: &page) }
        for fix in one.fixes { write(fix, to: &page) }
        page.heading(one.fixes.isEmpty ? "How it ends" : "What changes")
        if one.files.isEmpty { page.line(2, "no file was sent anywhere") }
        let shown = one.files.prefix(options.fold)
        for file in shown { write(file, to: &page) }
        if shown.count < one.files.count {
            page.line(2, "and \(one.files.count - shown.count) more; --format json has all")
        }
        if !one.differences.isEmpty {
            page.heading(one.basis == nil ? "Not as the scenario expects" : "Not as observed")
            for difference in one.differences { page.words(2, difference) }
        }
        if one.fixes.isEmpty, !one.remedies.isEmpty {
            page.heading("Remedies that change something here")
            page.words(2, one.remedies.map { "--fix \($0)" }.joined(separator: "  "))
        }
        return page.text
    }

    /// What was played of the case, and whether it came to the same.
    private func write(_ basis: Reproduction.Basis, _ one: Reproduction, to page: inout Page) {
        let rest = basis.played < basis.of ? " of its \(basis.of)" : ""
        var played = "\(basis.played)\(rest) \(basis.of == 1 ? "file" : "files")"
        if basis.contrast > 0 { played += ", and \(basis.contrast) beside them that fared well" }
        page.labelled(0, "finding", Fold.text(basis.finding, options.foldText))
        page.labelled(0, "played", played)
        let verdict =
            one.differences.isEmpty
            ? "Consistent with the finding: the engine comes to the same. That is no proof; it "
                + "shows that this cause leads there."
            : "Not consistent with the finding: the engine does not come to the same; see below."
        page.words(0, verdict, ink: .bold)
        for sentence in basis.assumed { page.words(0, sentence) }
    }

    private func write(_ fix: Reproduction.Fix, to page: inout Page) {
        page.heading("Remedy: \(fix.name)")
        for change in fix.changes.prefix(options.fold) { page.words(2, change) }
        let left = fix.changes.count - options.fold
        if left > 0 { page.line(2, "and \(left) more") }
    }

    private func write(_ file: Reproduction.File, to page: inout Page) {
        page.words(2, Fold.text(file.path, options.foldText), ink: .bold, breaks: true)
        if let observed = file.observed {
            page.labelled(4, "case", Self.sentence(observed, isObserved: true))
        }
        page.labelled(4, file.fixed == nil ? "ends" : "before", Self.sentence(file.state))
        guard let fixed = file.fixed else { return }
        let same = fixed == file.state
        page.labelled(4, "after", same ? "the same" : Self.sentence(fixed))
    }

    /// What is known of a state, as a sentence.
    static func sentence(_ state: Reproduction.State, isObserved: Bool = false) -> String {
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
            parts.append(isObserved ? "no scan of it is known" : "not in Core's history")
        }
        if let cloud = state.cloud {
            parts.append(cloud.isEmpty ? "quarantined, not sent to Cloud" : "Cloud: \(cloud)")
        }
        if let cause = state.cause { parts.append("because of \(cause)") }
        return parts.joined(separator: "; ")
    }
}
