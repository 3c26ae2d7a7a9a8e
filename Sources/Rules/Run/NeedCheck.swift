internal import CaseModel

/// Whether a case holds what a rule needs, and for which symptoms it does not.
struct NeedCheck {
    private let page: RulePage
    private let family: String
    private let facts: CaseFacts

    init(_ rule: Rule, _ facts: CaseFacts) {
        page = rule.page
        family = rule.family
        self.facts = facts
    }

    /// Why the rule cannot apply to this case; nil if it can.
    var notApplicable: String? {
        for product in page.products
        where !facts.packages.contains(where: { $0.product == product }) {
            return "no \(product.shownName) package in the case"
        }
        for since in page.since {
            let packages = facts.packages.filter { $0.product == since.product }
            guard !packages.isEmpty, let first = Version(since.version) else { continue }
            // A version nobody knows may be new enough.
            let old = packages.compactMap { $0.version.flatMap(Version.init) }
            if old.count == packages.count, old.allSatisfy({ $0 < first }) {
                return "\(since.product.shownName) is older than \(since.version)"
            }
        }
        return nil
    }

    /// Needs of which the case has no source at all.
    var absent: [RulePage.Need] {
        page.needs.filter { need in need.anyOf.allSatisfy { facts.coverage[$0] == nil } }
    }

    /// Why the rule has nothing to say; nil if it may have.
    ///
    /// A product of which it needs a source is not there, and nothing in the case wants its
    /// explanation.
    var pointless: String? {
        if let why = nothingOfCloud { return why }
        guard facts.symptoms[family] == nil else { return nil }
        let there = Set(facts.packages.map(\.product))
        for need in absent {
            let products = Set(need.anyOf.compactMap(\.product))
            // Core is a part of every installation, so that its package can always be asked for.
            guard !products.isEmpty, !products.contains(.core), products.isDisjoint(with: there)
            else { continue }
            let names = products.map(\.shownName).sorted().joined(separator: " or ")
            return "no \(names) in the case, and nothing that wants this explanation"
        }
        return nil
    }

    /// Most cases are about scans alone, and a dozen rules would ask for the quarantine in each.
    private var nothingOfCloud: String? {
        let about: Set<Source> = [.quarantineList, .cloudAnswers]
        guard facts.symptoms["cloud"] == nil, about.allSatisfy({ facts.coverage[$0] == nil }),
            page.explains == "cloud" || absent.contains(where: { about.isSuperset(of: $0.anyOf) })
        else { return nil }
        return "nothing in the case is about Core's quarantine or MetaDefender Cloud"
    }

    /// Needs that are there, but of which every source is cut, damaged or left out in part.
    var incomplete: [RulePage.Need] {
        page.needs.filter { need in
            let there = need.anyOf.compactMap { facts.coverage[$0] }
            return !there.isEmpty && !there.contains { $0.allSatisfy(\.complete) }
        }
    }

    /// Needs without a source that covers the symptom's window.
    func uncovered(_ symptom: CaseFacts.Symptom) -> [RulePage.Need] {
        let (from, to) = window(of: symptom)
        return page.needs.filter { need in
            !need.anyOf.contains { source in
                (facts.coverage[source] ?? []).contains { Self.covers($0, from, to) }
            }
        }
    }

    /// The time that a source must cover.
    private func window(of symptom: CaseFacts.Symptom) -> (Int64?, Int64?) {
        let to = symptom.toUS ?? symptom.timeUS
        return (page.restsOnEnd ? to : symptom.fromUS ?? symptom.timeUS, to)
    }

    /// A silence that keeps a need from covering the symptom's window; nil if none does.
    func silence(of need: RulePage.Need, at symptom: CaseFacts.Symptom) -> CaseFacts.Silence? {
        let (from, to) = window(of: symptom)
        return need.anyOf.lazy.flatMap { facts.coverage[$0] ?? [] }
            .filter { Self.reaches($0, from, to) }
            .compactMap { $0.silence(fromUS: from, toUS: to) }.first
    }

    /// Why a need is incomplete, in intake's words.
    func whyIncomplete(_ need: RulePage.Need) -> String {
        let coverage = need.anyOf.flatMap { facts.coverage[$0] ?? [] }
        return coverage.first { !$0.complete }?.why ?? "a part of it is missing"
    }

    private static func covers(_ coverage: CaseFacts.Coverage, _ from: Int64?, _ to: Int64?)
        -> Bool
    {
        reaches(coverage, from, to) && coverage.silence(fromUS: from, toUS: to) == nil
    }

    private static func reaches(_ coverage: CaseFacts.Coverage, _ from: Int64?, _ to: Int64?)
        -> Bool
    {
        if let begins = coverage.fromUS, let from, begins > from { return false }
        if let ends = coverage.toUS, let to, ends < to { return false }
        return true
    }
}

extension Product {
    /// As people write it.
    var shownName: String {
        switch self {
        case .core: "Core"
        case .icap: "ICAP Server"
        case .nutanix: "Nutanix"
        case .unknown: "unknown"
        }
    }
}
