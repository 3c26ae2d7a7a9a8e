package import CaseModel

/// The prose of a rule: front matter in YAML, then sections that reports quote.
package struct RulePage: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case stable
        case experimental
        case retired
    }

    /// A need: one source, or several of which any will do.
    package struct Need: Sendable, Hashable {
        package var anyOf: [Source]

        /// As it stands in the page, such as `core-log|core-history`.
        package var name: String { anyOf.map(\.rawValue).joined(separator: "|") }
    }

    /// A number or word bound into the SQL under its name.
    package struct Parameter: Sendable, Hashable {
        package enum Value: Sendable, Hashable {
            case integer(Int64)
            case real(Double)
            case text(String)
        }

        package var name: String
        package var value: Value
        package var unit: String?
        /// By how much cases must notice that it moved; nil for a tenth of the value.
        package var step: Value?
        /// Why the default is what it is.
        package var reason: String
    }

    /// The oldest version of a product that can show this.
    package struct Since: Sendable, Hashable {
        package var product: Product
        package var version: String
    }

    package var title: RuleText
    /// The symptom family it explains; nil for rules of the product's own health.
    package var explains: String?
    /// True if it has something to say where the case has no symptom of the family.
    package var runsWithoutSymptoms: Bool
    /// True if it judges by how a scan ended alone, so that no source must reach further back.
    package var restsOnEnd: Bool
    package var severity: Severity
    /// The most that a finding of this rule may claim.
    package var confidence: Confidence
    /// True where the mechanism stands in no public documentation.
    package var inferred: Bool
    package var status: Status
    /// Orders rules that explain one subject; the higher is the more specific.
    package var specificity: Int
    package var needs: [Need]
    /// What must be in the case before the rule is run; empty if it always is.
    package var startsFrom: [StartingPoint]
    /// Result codes of the scans that it explains.
    package var results: [Int64]
    /// Words of the product that it looks for.
    package var signs: [Sign]
    /// At least one package of each must be there.
    package var products: [Product]
    package var since: [Since]
    /// Rules that take a subject over from this one where they fit it too.
    package var yieldsTo: [String]
    /// Families or rules whose findings on shared subjects are direct causes.
    package var causedBy: [String]
    package var parameters: [Parameter]
    /// Sentences for the why codes of rows that are ruled out.
    package var why: [String: RuleText]
    /// What to collect when a source is missing, where the usual words do not fit.
    package var collect: [Source: String]
    package var remediation: [Assessment.Step]
    /// "title, place" each.
    package var references: [String]
    /// The section "Meaning".
    package var meaning: RuleText
    /// The section "When this is wrong".
    package var whenWrong: RuleText
    /// Where keys and sections begin, by name; for messages.
    package var lines: [String: Int]
}
