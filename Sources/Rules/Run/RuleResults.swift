package import CaseModel

/// What all rules came to on one case, ready to be stored.
package struct RuleResults: Sendable {
    package struct Subject: Sendable, Hashable {
        /// `<kind>/<twelve hex digits>`, the same from run to run.
        package var id: String
        package var kind: String
        package var rowID: Int64
        package var label: String
        package var timeUS: Int64?
        package var dataID: String?
        package var sha256: String?
        package var path: String?
        package var server: String?
        /// The stable id of its package.
        package var package: String?
    }

    package struct Outcome: Sendable, Hashable {
        package var rule: String
        package var family: String
        package var version: String
        package var kind: OutcomeKind
        package var why: String?
        /// What to ask for, a line each, as `Collectable.sentence` writes it.
        package var collect: String?
        /// Subject ids, sorted.
        package var undeterminedFor: [String] = []
    }

    package struct RuledOut: Sendable, Hashable {
        package var rule: String
        /// A subject's id.
        package var subject: String
        package var whyCode: String
        package var why: String
    }

    /// A finding behind another one; with no subjects it stands behind all of it.
    package struct Cause: Sendable, Hashable {
        package var finding: String
        package var subjects: [String]
    }

    package struct Finding: Sendable, Hashable {
        package struct Hit: Sendable, Hashable {
            package var subject: String
            package var timeUS: Int64?
        }

        package struct Contrast: Sendable, Hashable {
            package var insideHits: Int64
            package var insideAll: Int64
            package var outsideHits: Int64
            package var outsideAll: Int64
        }

        package var id: String
        package var rule: Rule
        /// The page's, or at most a warning where no symptom is behind it.
        package var severity: Severity
        package var confidence: Confidence
        package var title: String
        package var explanation: String
        package var whenWrong: String
        /// What the placeholders stand for.
        package var values: [String: String]
        /// `kind/id` as the rule wrote it.
        package var cause: String?
        /// Sorted by subject.
        package var hits: [Hit]
        package var firstUS: Int64?
        package var lastUS: Int64?
        package var evidence: [Evidence]
        /// Before the limit took some away.
        package var evidenceCount: Int
        package var contrast: Contrast?
        package var causedBy: [Cause] = []
        /// True where hits and evidence are of several packages.
        package var dependsOnClock: Bool
    }

    /// A place a person can open, or a silence between two such places.
    package struct Evidence: Sendable, Hashable {
        /// line, row, key or absence.
        package var kind: String
        package var package: String
        package var entry: String?
        package var line: Int64?
        package var byteOffset: Int64?
        package var row: Int64?
        package var key: String?
        package var timeUS: Int64?
        /// The message id of a log record; nil for others.
        package var msgid: Int64?
        package var text = ""
        package var silence: Silence?
    }

    package struct Silence: Sendable, Hashable {
        package var source: String
        package var fromUS: Int64
        package var toUS: Int64
        package var beforeEntry: String?
        package var beforeLine: Int64?
        package var afterEntry: String?
        package var afterLine: Int64?
    }

    package var rulesDigest: String
    package var options: RuleOptions
    /// Every subject that a symptom, finding or outcome names, sorted by id.
    package var subjects: [Subject]
    /// Sorted by rule.
    package var outcomes: [Outcome]
    /// In the order of reports.
    package var findings: [Finding]
    /// Sorted by rule, subject and code.
    package var ruledOut: [RuledOut]
    /// The rules that ran, for their specificity and what they explain.
    package var rules: [Rule]
}
