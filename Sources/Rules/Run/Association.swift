internal import CaseStore

/// Counts the contrast of every cause that lasted, and rules out what time alone does not carry.
struct Association {
    private var counters: [String: ContrastCounter] = [:]
    private let reader: SealedReader

    init(_ reader: SealedReader) {
        self.reader = reader
    }

    /// The contrasts of a rule's causes; hits that argue from time alone leave `rows` where
    /// failures were no more frequent then than otherwise.
    mutating func contrasts(of rule: Rule, _ rows: inout RuleRows) throws
        -> [RowKey?: RuleResults.Finding.Contrast]
    {
        guard let family = rule.page.explains, family != "cloud", family != "quarantine",
            rows.causes.values.contains(where: { $0.span != nil })
        else { return [:] }
        let counter = try counters[family] ?? ContrastCounter(family, in: reader)
        counters[family] = counter
        var contrasts: [RowKey?: RuleResults.Finding.Contrast] = [:]
        let lasting = rows.causes.compactMap { key, cause in cause.span.map { (key, cause, $0) } }
        // The earliest first: of causes without victims, it is the one that is told of.
        for (key, cause, span) in lasting.sorted(by: { Self.precedes($0.2, $1.2) }) {
            let packages = counter.packages(of: cause.hits.keys)
            guard
                let contrast = counter.contrast(
                    span,
                    packages: packages,
                    codes: rule.page.results
                )
            else { continue }
            contrasts[key] = contrast
            if !contrast.shows {
                rows.dropByTime(key, why: Self.sentence(contrast), packages: packages)
            }
        }
        return contrasts
    }

    private static func precedes(_ left: RuleRows.Span, _ right: RuleRows.Span) -> Bool {
        (left.fromUS, left.toUS ?? .max) < (right.fromUS, right.toUS ?? .max)
    }

    private static func sentence(_ contrast: RuleResults.Finding.Contrast) -> String {
        guard contrast.canCompare else {
            return "Nearly all went well in that time (\(contrast.insideHits) of "
                + "\(contrast.insideAll) failed), and other times are too few to compare."
        }
        return "Failures were no more frequent in that time (\(contrast.insideHits) of "
            + "\(contrast.insideAll)) than at other times (\(contrast.outsideHits) of "
            + "\(contrast.outsideAll))."
    }
}
