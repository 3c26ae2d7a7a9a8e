internal import CaseModel
internal import Yams

/// Makes a page of the front matter's mapping; the sections are filled in afterwards.
struct RulePageReading {
    let page: RulePage

    private static let keys = [
        "title", "explains", "without_symptoms", "rests_on_end", "severity", "confidence",
        "inferred", "status",
        "specificity", "needs", "starts_from", "results", "signs",
        "applies", "yields_to", "caused_by", "parameters", "why", "collect", "remediation",
        "sources",
    ]

    /// The families a rule can explain, and `none` for the product's own health.
    static let families = [
        "failed-to-scan", "missing-first-scan", "nutanix-unknown", "cloud", "quarantine",
    ]

    init(_ front: inout FrontMatter, _ root: Node.Mapping) {
        front.allow(Self.keys, in: root, of: "front matter")
        let explains = front.word(
            "explains",
            root,
            of: Self.families.map { ($0, $0) } + [("none", "none")]
        )
        let applies = Applies(&front, root)
        page = RulePage(
            title: front.ruleText("title", root),
            explains: explains == "none" ? nil : explains,
            runsWithoutSymptoms: front.flag("without_symptoms", root),
            restsOnEnd: front.flag("rests_on_end", root),
            severity: front.word("severity", root, of: Severity.allCases.map { ($0.name, $0) })
                ?? .info,
            confidence: front.word(
                "confidence",
                root,
                of: Confidence.allCases.map { ($0.name, $0) }
            ) ?? .possible,
            inferred: front.flag("inferred", root),
            status: front.word(
                "status",
                root,
                of: RulePage.Status.allCases.map { ($0.rawValue, $0) }
            )
                ?? .stable,
            specificity: front.integer("specificity", root) ?? 0,
            needs: Self.needs(&front, root),
            startsFrom: SignReading.startingPoints(&front, root),
            results: SignReading.numbers("results", &front, root),
            signs: SignReading.signs(&front, root),
            products: applies.products,
            since: applies.since,
            yieldsTo: front.words("yields_to", root).map(\.text),
            causedBy: front.words("caused_by", root).map(\.text),
            parameters: Self.parameters(&front, root),
            why: Self.why(&front, root),
            collect: Self.collect(&front, root),
            remediation: Self.remediation(&front, root),
            references: Self.references(&front, root),
            meaning: FrontMatter.noText,
            whenWrong: FrontMatter.noText,
            lines: Self.lines(front, root)
        )
    }

    private static func lines(_ front: FrontMatter, _ root: Node.Mapping) -> [String: Int] {
        var lines: [String: Int] = [:]
        for (key, _) in root { lines[key.string ?? ""] = front.line(of: key) }
        return lines
    }

    private static func needs(_ front: inout FrontMatter, _ root: Node.Mapping) -> [RulePage.Need] {
        let sources = Source.allCases.map { ($0.rawValue, $0) }
        return front.words("needs", root, required: true).map { text, node in
            RulePage.Need(
                anyOf: text.split(separator: "|", omittingEmptySubsequences: false).compactMap {
                    let name = String($0.drop { $0 == " " }.prefix { $0 != " " })
                    return front.word(name, at: node, called: "needs", of: sources)
                }
            )
        }
    }

    private static func parameters(_ front: inout FrontMatter, _ root: Node.Mapping)
        -> [RulePage.Parameter]
    {
        front.list("parameters", root).compactMap { node in
            guard let inner = front.mapping(node, of: "parameters") else { return nil }
            front.allow(["name", "value", "unit", "step", "reason"], in: inner, of: "a parameter")
            guard let name = front.text("name", inner), let text = front.text("value", inner),
                let reason = front.text("reason", inner)
            else { return nil }
            let quoted = inner["value"]?.scalar.map { $0.style != .plain } ?? false
            return RulePage.Parameter(
                name: name,
                value: quoted ? .text(text) : RulePage.Parameter.Value(text),
                unit: front.text("unit", inner, required: false),
                step: front.step(inner),
                reason: reason
            )
        }
    }

    private static func why(_ front: inout FrontMatter, _ root: Node.Mapping) -> [String: RuleText]
    {
        var sentences: [String: RuleText] = [:]
        for (key, value) in front.mapping("why", root) ?? [:] {
            guard let code = key.string, let text = value.scalar?.string else {
                front.fault(at: key, "why holds something that is no sentence", "write code: words")
                continue
            }
            sentences[code] = front.ruleText(text, at: value)
        }
        return sentences
    }

    private static func collect(_ front: inout FrontMatter, _ root: Node.Mapping) -> [Source:
        String]
    {
        var texts: [Source: String] = [:]
        let sources = Source.allCases.map { ($0.rawValue, $0) }
        for (key, value) in front.mapping("collect", root) ?? [:] {
            let name = key.string ?? ""
            guard let source = front.word(name, at: key, called: "collect", of: sources),
                let text = value.scalar?.string, !text.isEmpty
            else { continue }
            texts[source] = text
        }
        return texts
    }

    private static func remediation(_ front: inout FrontMatter, _ root: Node.Mapping)
        -> [Assessment.Step]
    {
        front.list("remediation", root).compactMap { node in
            guard let inner = front.mapping(node, of: "remediation") else { return nil }
            front.allow(
                ["step", "actor", "risk", "before", "check"],
                in: inner,
                of: "a remediation step"
            )
            let actors = Assessment.Step.Actor.allCases.map { ($0.rawValue, $0) }
            let risks = Assessment.Step.Risk.allCases.map { ($0.rawValue, $0) }
            guard let step = front.text("step", inner),
                let actor = front.word("actor", inner, of: actors)
            else { return nil }
            let risk = front.words("risk", inner).compactMap { text, node in
                front.word(text, at: node, called: "risk", of: risks)
            }
            let before = front.text("before", inner, required: false)
            if !risk.isEmpty, before == nil {
                front.fault(
                    at: node,
                    "a step with a risk has no before",
                    "say what to do first, such as exporting the list"
                )
            }
            return Assessment.Step(
                step: step,
                actor: actor,
                risk: risk,
                before: before,
                check: front.text("check", inner, required: false)
            )
        }
    }

    private static func references(_ front: inout FrontMatter, _ root: Node.Mapping) -> [String] {
        front.list("sources", root, required: true).compactMap { node in
            guard let inner = front.mapping(node, of: "sources") else { return nil }
            front.allow(["title", "where"], in: inner, of: "a source")
            guard let title = front.text("title", inner), let place = front.text("where", inner)
            else { return nil }
            return "\(title), \(place)"
        }
    }
}

/// What must be in a case before a rule can apply.
private struct Applies {
    var products: [Product] = []
    var since: [RulePage.Since] = []

    init(_ front: inout FrontMatter, _ root: Node.Mapping) {
        guard let applies = front.mapping("applies", root) else { return }
        front.allow(["products", "since"], in: applies, of: "applies")
        let names = Product.allCases.filter { $0 != .unknown }.map { ($0.rawValue, $0) }
        products = front.words("products", applies).compactMap { text, node in
            front.word(text, at: node, called: "products", of: names)
        }
        for (key, value) in front.mapping("since", applies) ?? [:] {
            guard
                let product = front.word(
                    key.string ?? "",
                    at: key,
                    called: "since",
                    of: names
                ),
                let version = value.scalar?.string
            else { continue }
            guard Version(version) != nil else {
                front.fault(at: value, "since is no version", "write \"4.14\"")
                continue
            }
            since.append(RulePage.Since(product: product, version: version))
        }
    }
}
