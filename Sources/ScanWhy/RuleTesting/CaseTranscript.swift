internal import CaseModel
internal import GRDB
internal import Rules

/// Everything a rule came to on a case, a fact a line: the content of `expected.txt`.
///
/// The whole of it is compared, so that a line that is not there is expected not to be there.
struct CaseTranscript: Sendable, Hashable {
    /// In the order of a report; the first says the outcome.
    private(set) var lines: [String]

    /// What an `expected.txt` says; blank lines and those that begin with `#` are for readers.
    init(text: String) {
        lines = text.split(separator: "\n").map { line in
            String(line.drop { $0 == " " })
        }
        .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    /// What the rule came to.
    init(_ results: RuleResults, rule: String) {
        let labels = Dictionary(
            results.subjects.map { ($0.id, $0.label) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let outcome = results.outcomes.first(where: { $0.rule == rule }) else {
            lines = ["outcome: the rule did not run"]
            return
        }
        var lines = ["outcome: \(outcome.kind.rawValue)"]
        if outcome.kind == .failed, let why = outcome.why { lines.append("why: \(why)") }
        for finding in results.findings where finding.rule.id == rule {
            lines += Self.lines(of: finding, labels)
        }
        lines += results.ruledOut.filter { $0.rule == rule }
            .map { "ruled_out: \(labels[$0.subject] ?? $0.subject) \($0.whyCode)" }.sorted()
        lines += outcome.undeterminedFor
            .map { "undetermined_for: \(labels[$0] ?? $0)" }.sorted()
        self.lines = lines.map(Rendering.safe)
    }

    /// Adds what the rows say of each subject, in the columns `each_…`.
    mutating func add(eachOf rows: [Row]) {
        let told = rows.map { row in
            row.filter { $0.0.hasPrefix("each_") && !$0.1.isNull }
                .map { "\($0.0.dropFirst(5)) = \(Self.text(of: $0.1))" }
                .joined(separator: "; ")
        }
        lines += Set(told).subtracting([""]).sorted().map { Rendering.safe("each: \($0)") }
    }

    private static func text(of value: DatabaseValue) -> String {
        String.fromDatabaseValue(value) ?? Int64.fromDatabaseValue(value).map(String.init) ?? ""
    }

    /// The word behind `outcome:`; empty if the text has none.
    var outcome: String {
        lines.first { $0.hasPrefix("outcome: ") }.map { String($0.dropFirst(9)) } ?? ""
    }

    /// True if it names a subject of which the rule cannot tell.
    var tellsUndetermined: Bool { lines.contains { $0.hasPrefix("undetermined_for: ") } }

    /// The lines that one has and the other has not, in order: `-` was expected, `+` was found.
    func differences(from expected: CaseTranscript) -> [String] {
        lines.difference(from: expected.lines).map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, 0, "- \(line)")
            case .insert(let offset, let line, _): (offset, 1, "+ \(line)")
            }
        }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// The text of an `expected.txt` with these lines, under the comments it begins with.
    func text(under old: String) -> String {
        let comments = old.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("#") }
        return (comments.map(String.init) + lines).joined(separator: "\n") + "\n"
    }

    /// Placeholders that every finding has, which other lines tell.
    private static let unsaid: Set = ["count", "first", "last"]

    private static func lines(
        of finding: RuleResults.Finding,
        _ labels: [String: String]
    ) -> [String] {
        var lines = ["finding: \(finding.confidence.name)", "title: \(finding.title)"]
        if finding.severity != finding.rule.page.severity {
            lines.append("severity: \(finding.severity.name)")
        }
        lines += finding.hits.map { "subject: \(labels[$0.subject] ?? $0.subject)" }.sorted()
        lines += finding.evidence.map { "evidence: \(place(of: $0))" }
        lines += finding.values.sorted { $0.key < $1.key }
            .filter { !Self.unsaid.contains($0.key) && !$0.key.hasSuffix("_us") }
            .map { "says: \($0.key) = \($0.value)" }
        if let contrast = finding.contrast {
            lines.append(
                "contrast: \(contrast.insideHits) of \(contrast.insideAll) inside, "
                    + "\(contrast.outsideHits) of \(contrast.outsideAll) outside"
            )
        }
        if finding.dependsOnClock { lines.append("depends_on_clock: yes") }
        return lines
    }

    /// `path:line`, `path:row`, `path:key`, or the source that was silent; paths are those inside
    /// the package.
    private static func place(of evidence: RuleResults.Evidence) -> String {
        if let silence = evidence.silence { return "silence of \(silence.source)" }
        let position = evidence.line.map(String.init) ?? evidence.row.map(String.init)
        return [evidence.entry, position ?? evidence.key].compactMap { $0 }.joined(separator: ":")
    }
}
