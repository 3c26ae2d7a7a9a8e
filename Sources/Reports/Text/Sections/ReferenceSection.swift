import CaseModel

/// The sources of a finding: each title on a line, its address beside it or below.
struct ReferenceSection {
    let references: [String]

    func write(to page: inout Page) {
        guard !references.isEmpty else { return }
        page.blank()
        page.line(3, ("Sources", .bold))
        for reference in references {
            let (title, address) = Self.parts(of: reference)
            guard let address else {
                page.words(5, title)
                continue
            }
            let shown = SafeText.visible(title)
            if 5 + Wrap.width(shown) + 2 + Wrap.width(address) <= page.width {
                page.line(5, (shown, .plain), ("  \(address)", .faint))
            } else {
                page.words(5, title)
                page.line(7, (address, .faint))
            }
        }
    }

    /// "Title, address" taken apart; an address has a dot and no space.
    private static func parts(of reference: String) -> (String, String?) {
        guard let space = reference.lastIndex(of: " ") else { return (reference, nil) }
        let address = reference[reference.index(after: space)...]
        let title = reference[..<space]
        guard title.hasSuffix(","), address.contains("."), address.contains("/") else {
            return (reference, nil)
        }
        return (String(title.dropLast()), String(address))
    }
}
