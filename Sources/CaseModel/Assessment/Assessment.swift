/// What the rules made of a case, complete and in the order in which reports print it.
///
/// The shape is `scanwhy.assessment/1`: it grows by addition only. Every list arrives sorted, so
/// that a renderer is a pure function and a repeat run gives the same bytes.
package struct Assessment: Sendable, Hashable {
    /// The name and version of the shape, written first into the JSON.
    package static let schema = "scanwhy.assessment/1"

    package var tool: Tool
    package var options: Options
    package var answer: Answer
    package var packages: [Package]
    package var summary: Summary
    /// Every subject that a symptom, a finding or an outcome names, sorted by id.
    package var subjects: [Subject]
    /// Root causes first, as the answer names them, then what they cause, then the rest.
    package var findings: [Finding]
    /// One for each rule that was run, sorted by rule.
    package var outcomes: [Outcome]
    package var notes: [PlacedNote]
    package var limitsReached: [LimitReached]

    package init(
        tool: Tool,
        options: Options = Options(),
        answer: Answer,
        packages: [Package] = [],
        summary: Summary = Summary(),
        subjects: [Subject] = [],
        findings: [Finding] = [],
        outcomes: [Outcome] = [],
        notes: [PlacedNote] = [],
        limitsReached: [LimitReached] = []
    ) {
        self.tool = tool
        self.options = options
        self.answer = answer
        self.packages = packages
        self.summary = summary
        self.subjects = subjects
        self.findings = findings
        self.outcomes = outcomes
        self.notes = notes
        self.limitsReached = limitsReached
    }
}
