/// Everything that is known about one file, over all products, in the order of time.
package struct Story: Sendable, Hashable {
    /// The name and version of the shape, written first into the JSON.
    package static let schema = "scanwhy.story/1"

    /// A name that one product has for the file, such as path, SHA-256 or data id.
    package struct Identity: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Something that happened to the file.
    package struct Step: Sendable, Hashable {
        /// nil where the source carries no time; such steps come last.
        package var timeUS: Int64?
        package var product: Product
        /// The package's id.
        package var package: String
        /// A few words of ours: "ICAP asks Core for the result".
        package var what: String
        /// Foreign text, as it stands in the source.
        package var text: String
        /// What the vendor's table says of the record's message id; nil where it says nothing.
        package var documented: String?
        /// `entry:line`, or entry and row or key.
        package var location: String

        package init(
            timeUS: Int64? = nil,
            product: Product,
            package: String,
            what: String,
            text: String = "",
            documented: String? = nil,
            location: String
        ) {
            self.timeUS = timeUS
            self.product = product
            self.package = package
            self.what = what
            self.text = text
            self.documented = documented
            self.location = location
        }
    }

    /// A finding that holds this file.
    package struct Explanation: Sendable, Hashable {
        /// The finding's id.
        package var finding: String
        package var rule: String
        package var title: String
        package var severity: Severity
        package var confidence: Confidence
        package var explanation: String

        package init(
            finding: String,
            rule: String,
            title: String,
            severity: Severity,
            confidence: Confidence,
            explanation: String
        ) {
            self.finding = finding
            self.rule = rule
            self.title = title
            self.severity = severity
            self.confidence = confidence
            self.explanation = explanation
        }
    }

    /// A stretch of time, or a source, about which nothing can be said.
    package struct Gap: Sendable, Hashable {
        package var source: Source?
        package var fromUS: Int64?
        package var toUS: Int64?
        package var why: String
        package var collect: String?

        package init(
            source: Source? = nil,
            fromUS: Int64? = nil,
            toUS: Int64? = nil,
            why: String,
            collect: String? = nil
        ) {
            self.source = source
            self.fromUS = fromUS
            self.toUS = toUS
            self.why = why
            self.collect = collect
        }
    }

    package var tool: Assessment.Tool
    /// What the user asked for, as typed.
    package var item: String
    package var label: String
    package var identity: [Identity]
    package var packages: [Assessment.Package]
    package var steps: [Step]
    /// The best one first.
    package var explanations: [Explanation]
    package var ruledOut: [Assessment.Finding.RuledOut]
    package var remediation: [Assessment.Step]
    package var gaps: [Gap]
    /// Other files that the item could have meant.
    package var otherMatches: [Assessment.Subject]

    package init(
        tool: Assessment.Tool,
        item: String,
        label: String,
        identity: [Identity] = [],
        packages: [Assessment.Package] = [],
        steps: [Step] = [],
        explanations: [Explanation] = [],
        ruledOut: [Assessment.Finding.RuledOut] = [],
        remediation: [Assessment.Step] = [],
        gaps: [Gap] = [],
        otherMatches: [Assessment.Subject] = []
    ) {
        self.tool = tool
        self.item = item
        self.label = label
        self.identity = identity
        self.packages = packages
        self.steps = steps
        self.explanations = explanations
        self.ruledOut = ruledOut
        self.remediation = remediation
        self.gaps = gaps
        self.otherMatches = otherMatches
    }
}
