import CaseModel

/// What stands behind a finding, cause under cause.
struct CauseChain {
    private let byID: [String: Assessment.Finding]
    private let numbers: [String: Int]
    /// Deeper chains exist only in rule sets gone wrong.
    private let deepest = 8

    init(findings: [Assessment.Finding], numbers: [String: Int]) {
        byID = Dictionary(
            findings.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.numbers = numbers
    }

    private struct Link {
        var depth: Int
        var finding: String
        /// Subjects that the cause stands behind; nil means all.
        var subjects: Int?
    }

    func write(_ finding: Assessment.Finding, to page: inout Page) {
        var seen: Set<String> = [finding.id]
        var links: [Link] = []
        follow(finding, depth: 0, seen: &seen, into: &links)
        for (index, link) in links.enumerated() {
            let cause = byID[link.finding]
            let number = numbers[link.finding].map { "\($0). " } ?? ""
            let confidence = cause.map { " (\($0.confidence.name))" } ?? ""
            let reach = link.subjects.map { ", for \(Wording.counted($0, "subject"))" } ?? ""
            let label = Wrap.pad(index == 0 ? "Caused by" : "", 11)
            let indent = String(repeating: " ", count: link.depth * 3)
            let title = "\(number)\(cause?.title ?? link.finding)\(confidence)\(reach)"
            page.words(3, title, lead: label + indent, leadInk: .faint)
        }
    }

    private func follow(
        _ finding: Assessment.Finding,
        depth: Int,
        seen: inout Set<String>,
        into links: inout [Link]
    ) {
        guard depth < deepest else { return }
        let counts = Dictionary(
            finding.causesBySubject.map { ($0.finding, $0.subjects.count) },
            uniquingKeysWith: { first, _ in first }
        )
        var causes = finding.causedBy
        for cause in finding.causesBySubject where !causes.contains(cause.finding) {
            causes.append(cause.finding)
        }
        for cause in causes where seen.insert(cause).inserted {
            links.append(Link(depth: depth, finding: cause, subjects: counts[cause]))
            if let next = byID[cause] {
                follow(next, depth: depth + 1, seen: &seen, into: &links)
            }
        }
    }
}
