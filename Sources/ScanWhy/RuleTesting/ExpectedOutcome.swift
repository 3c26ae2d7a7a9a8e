/// What a rule case says its rule must come to: the lines of `expected.txt`.
///
/// One `key: value` a line; `#` begins a comment. Keys that are absent are not looked at.
struct ExpectedOutcome {
    var outcome = ""
    var findings: Int?
    var subjectCount: Int?
    var subjects: [String] = []
    var confidences: [String] = []
    /// `path:line`, each of which must be among the evidence.
    var evidence: [String] = []
    var undetermined: [String] = []
    /// Label and reason code.
    var ruledOut: [(label: String, code: String)] = []
    var titles: [String] = []
    /// Lines that say nothing known.
    var problems: [String] = []

    init(_ text: String) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let content = line.drop { $0 == " " }
            guard !content.isEmpty, !content.hasPrefix("#") else { continue }
            guard let colon = content.firstIndex(of: ":") else {
                problems.append("line \(index + 1) has no colon")
                continue
            }
            let value = content[content.index(after: colon)...].drop { $0 == " " }
            set(String(content[..<colon]), String(value), line: index + 1)
        }
        if outcome.isEmpty { problems.append("no line says the outcome") }
    }

    private mutating func set(_ key: String, _ value: String, line: Int) {
        switch key {
        case "outcome": outcome = value
        case "findings": findings = Int(value)
        case "subjects": subjectCount = Int(value)
        case "subject": subjects.append(value)
        case "confidence": confidences.append(value)
        case "evidence": evidence.append(value)
        case "undetermined_for": undetermined.append(value)
        case "title": titles.append(value)
        case "ruled_out":
            guard let space = value.lastIndex(of: " ") else {
                problems.append("line \(line): ruled_out wants a label and a code")
                return
            }
            ruledOut.append(
                (String(value[..<space]), String(value[value.index(after: space)...]))
            )
        default: problems.append("line \(line): unknown key \(key)")
        }
    }
}
