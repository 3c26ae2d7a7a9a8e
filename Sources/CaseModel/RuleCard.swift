/// What a rule says of itself, apart from any case: for catalogues and for people who read rules.
package struct RuleCard: Sendable, Hashable {
    /// A value in the rule's query that a user may set.
    package struct Parameter: Sendable, Hashable {
        package var name: String
        package var value: String
        package var unit: String?
        /// Why the default is what it is.
        package var reason: String

        package init(name: String, value: String, unit: String? = nil, reason: String) {
            self.name = name
            self.value = value
            self.unit = unit
            self.reason = reason
        }
    }

    /// `family/name`.
    package var id: String
    package var version: String
    /// What its findings say, with `…` where they name something of the case.
    package var title: String
    /// The symptom family it explains; nil for rules of the product's own health.
    package var explains: String?
    package var severity: Severity
    /// The most that a finding may claim.
    package var confidence: Confidence
    package var inferred: Bool
    /// stable, experimental or retired.
    package var status: String
    /// Sources, such as `core-log|core-history`.
    package var needs: [String]
    package var parameters: [Parameter]
    /// Prose with `…` as in the title.
    package var meaning: String
    package var whenWrong: String
    package var remediation: [Assessment.Step]
    package var references: [String]
    /// Its cases by name; nil where it comes without them, as the rules built in do.
    package var cases: [String]?
    /// Its query.
    package var query: String

    package init(
        id: String,
        version: String = "",
        title: String,
        explains: String? = nil,
        severity: Severity,
        confidence: Confidence,
        inferred: Bool = false,
        status: String = "stable",
        needs: [String] = [],
        parameters: [Parameter] = [],
        meaning: String = "",
        whenWrong: String = "",
        remediation: [Assessment.Step] = [],
        references: [String] = [],
        cases: [String]? = nil,
        query: String = ""
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.explains = explains
        self.severity = severity
        self.confidence = confidence
        self.inferred = inferred
        self.status = status
        self.needs = needs
        self.parameters = parameters
        self.meaning = meaning
        self.whenWrong = whenWrong
        self.remediation = remediation
        self.references = references
        self.cases = cases
        self.query = query
    }
}
