package import CaseModel
package import Quarantine

/// What an analysis says, beside what really happened.
package struct Comparison: Sendable {
    /// What became of one row of the truth.
    package enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// A finding of a right rule holds it.
        case right
        /// A right rule says that it cannot tell.
        case undetermined
        /// The same, and rightly: nothing that was written tells the cause from others.
        case open
        /// No right rule says anything of it.
        case silent
        /// Nothing that arrived names it, so that nobody could say anything.
        case untold
    }

    package struct Judged: Sendable, Hashable {
        package var row: TruthRow
        package var verdict: Verdict
        /// The right rule that holds it; else the first of those that would be right.
        package var rule: String

        package init(row: TruthRow, verdict: Verdict, rule: String) {
            self.row = row
            self.verdict = verdict
            self.rule = rule
        }
    }

    /// A finding that holds something it does not explain.
    package struct Wrong: Sendable, Hashable {
        package var rule: String
        package var confidence: Confidence
        package var label: String
        /// The rules that would have been right; empty if nothing was the matter with it.
        package var right: [String]
    }

    package let group: Trial.Group
    package let judged: [Judged]
    /// Findings at *likely* or above, by rule: how many subjects they rightly hold.
    package private(set) var held: [String: Int] = [:]
    /// At *likely* or above.
    package private(set) var wrong: [Wrong] = []
    /// Files that are to be freed without a scan, or with a verdict against them; must be empty.
    package private(set) var harmful: [String] = []

    package init(group: Trial.Group, judged: [Judged]) {
        self.group = group
        self.judged = judged
    }

    /// Compares; `besides` are rules that may speak of a path though nothing went wrong with it.
    package init(
        group: Trial.Group,
        truth: [TruthRow],
        besides: [String: Set<String>] = [:],
        isTold: (TruthRow) -> Bool = { _ in true },
        assessment: Assessment,
        releases: ReleaseList,
        condemned: Set<String>
    ) {
        self.group = group
        let said = Said(assessment)
        judged = truth.filter { $0.stands && !$0.rules.isEmpty }.map { row in
            if let rule = row.rules.first(where: { said.holds(row, $0) }) {
                return Judged(row: row, verdict: .right, rule: rule)
            }
            let isOpen = !said.undetermined(row).isDisjoint(with: row.rules)
            let verdict: Verdict =
                isOpen
                ? row.isDecidable ? .undetermined : .open
                : isTold(row) ? .silent : .untold
            return Judged(row: row, verdict: verdict, rule: row.rules.first ?? "")
        }
        compare(assessment, with: truth, besides)
        harmful = releases.rows.filter { row in
            guard let action = row.action, row.kind != "hold" else { return false }
            // What is only to be looked up frees nothing.
            guard action.contains("RES") || action.contains("UNQUARANTINE") else { return false }
            // Without a package of Core there may be no verdict to know of; a rescan finds it.
            let scans = action.hasPrefix("RESCAN")
            return !scans || (condemned.contains(row.path) && group != .damaged)
        }.map { "\($0.path): \($0.action ?? "")" }
    }

    /// Rules that speak of all locked files beside what explains them.
    private static let beside: Set<String> = [
        "nutanix-unknown/needs-reset", "nutanix-unknown/passed-unscanned",
    ]
    private static let families: Set<String> = [
        "failed-to-scan", "missing-first-scan", "nutanix-unknown", "cloud", "quarantine",
    ]

    private mutating func compare(
        _ assessment: Assessment,
        with truth: [TruthRow],
        _ besides: [String: Set<String>]
    ) {
        var right = besides
        for row in truth {
            for key in row.keys { right[key, default: []].formUnion(row.rules) }
        }
        for finding in assessment.findings
        where finding.confidence != .possible && Self.families.contains(finding.family)
            && !Self.beside.contains(finding.rule)
        {
            for subject in finding.subjects where !subject.keys.isEmpty {
                let rules = subject.keys.reduce(into: Set<String>()) {
                    $0.formUnion(right[$1] ?? [])
                }
                if rules.contains(finding.rule) {
                    held[finding.rule, default: 0] += 1
                } else {
                    wrong.append(
                        Wrong(
                            rule: finding.rule,
                            confidence: finding.confidence,
                            label: subject.label,
                            right: rules.sorted()
                        )
                    )
                }
            }
        }
    }
}

/// The rules that speak of each thing, by its path, ids and hash.
private struct Said {
    /// Rules that found anything.
    private let rules: Set<String>
    private var found: [String: Set<String>] = [:]
    private var undetermined: [String: Set<String>] = [:]

    init(_ assessment: Assessment) {
        rules = Set(assessment.findings.map(\.rule))
        for finding in assessment.findings {
            for key in finding.subjects.flatMap(\.keys) {
                found[key, default: []].insert(finding.rule)
            }
        }
        let subjects = Dictionary(
            assessment.subjects.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for outcome in assessment.outcomes {
            for key in outcome.undeterminedFor.flatMap({ subjects[$0]?.keys ?? [] }) {
                undetermined[key, default: []].insert(outcome.rule)
            }
        }
    }

    /// Whether a finding of a rule holds a row.
    ///
    /// What Core refuses to a client that is no ICAP Server is no subject of its own: it counts
    /// where the rule speaks of the package.
    func holds(_ row: TruthRow, _ rule: String) -> Bool {
        row.symptom == .refused
            ? rules.contains(rule) : Self.union(found, row.keys).contains(rule)
    }

    func undetermined(_ row: TruthRow) -> Set<String> { Self.union(undetermined, row.keys) }

    private static func union(_ rules: [String: Set<String>], _ keys: [String]) -> Set<String> {
        keys.reduce(into: Set<String>()) { $0.formUnion(rules[$1] ?? []) }
    }
}

extension TruthRow {
    /// What a finding may name it by.
    ///
    /// Core knows what a client of its own API sent by its name alone.
    var keys: [String] {
        let name = symptom == .refused ? path.split(separator: "/").last.map(String.init) : nil
        return [path, dataID, connectionID, sha256, name ?? ""].filter { !$0.isEmpty }
    }
}

extension Assessment.Subject {
    /// Empty for what is no file, scan, request or item.
    var keys: [String] {
        switch kind {
        case .package, .engine, .service: []
        // A path that was masked names nothing.
        default:
            [path ?? label, dataID, sha256].compactMap(\.self).filter {
                !$0.allSatisfy { $0 == "*" }
            }
        }
    }
}
