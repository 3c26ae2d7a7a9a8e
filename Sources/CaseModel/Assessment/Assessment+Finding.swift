extension Assessment {
    /// What one rule says about the subjects that share one cause.
    package struct Finding: Sendable, Hashable {
        /// So many out of so many.
        package struct Share: Sendable, Hashable {
            package var count: Int
            package var of: Int

            package init(_ count: Int, of: Int) {
                self.count = count
                self.of = of
            }
        }

        /// The symptom's share inside the time of the cause and outside of it.
        package struct Contrast: Sendable, Hashable {
            package var inside: Share
            package var outside: Share

            package init(inside: Share, outside: Share) {
                self.inside = inside
                self.outside = outside
            }
        }

        /// A cause that stands behind some of the subjects only.
        package struct SubjectCause: Sendable, Hashable {
            /// The causing finding's id.
            package var finding: String
            package var subjects: [String]

            package init(finding: String, subjects: [String]) {
                self.finding = finding
                self.subjects = subjects
            }
        }

        /// An explanation that was looked at and does not hold.
        package struct RuledOut: Sendable, Hashable {
            package var rule: String
            package var subjects: [String]
            package var whyCode: String
            package var why: String

            package init(rule: String, subjects: [String], whyCode: String, why: String) {
                self.rule = rule
                self.subjects = subjects
                self.whyCode = whyCode
                self.why = why
            }
        }

        /// The rule and twelve hex digits over the sorted subject ids.
        package var id: String
        /// `family/name`.
        package var rule: String
        /// The first twelve hex digits over the rule's files.
        package var ruleVersion: String
        package var family: String
        package var severity: Severity
        package var confidence: Confidence
        /// True where the rule's claim about the product is in no public documentation.
        package var inferred: Bool
        package var title: String
        /// Paragraphs apart by an empty line.
        package var explanation: String
        package var remediation: [Step]
        /// When this finding is wrong.
        package var falsePositives: String
        package var references: [String]
        /// Complete; only text and HTML may fold it.
        package var subjects: [Subject]
        /// The time of the earliest subject or evidence; nil where none carries a time.
        package var firstUS: Int64?
        package var lastUS: Int64?
        package var contrast: Contrast?
        package var evidence: [Evidence]
        /// How much evidence there was, where not all of it was kept; nil means all is here.
        package var evidenceTotal: Int?
        /// Ids of the direct causes.
        package var causedBy: [String]
        package var causesBySubject: [SubjectCause]
        package var ruledOut: [RuledOut]
        /// True where the order of events rests on an estimated offset between two packages.
        package var dependsOnClock: Bool

        /// The number of subjects.
        package var count: Int { subjects.count }

        package init(
            id: String,
            rule: String,
            ruleVersion: String = "",
            family: String,
            severity: Severity,
            confidence: Confidence,
            inferred: Bool = false,
            title: String,
            explanation: String,
            remediation: [Step] = [],
            falsePositives: String = "",
            references: [String] = [],
            subjects: [Subject] = [],
            firstUS: Int64? = nil,
            lastUS: Int64? = nil,
            contrast: Contrast? = nil,
            evidence: [Evidence] = [],
            evidenceTotal: Int? = nil,
            causedBy: [String] = [],
            causesBySubject: [SubjectCause] = [],
            ruledOut: [RuledOut] = [],
            dependsOnClock: Bool = false
        ) {
            self.id = id
            self.rule = rule
            self.ruleVersion = ruleVersion
            self.family = family
            self.severity = severity
            self.confidence = confidence
            self.inferred = inferred
            self.title = title
            self.explanation = explanation
            self.remediation = remediation
            self.falsePositives = falsePositives
            self.references = references
            self.subjects = subjects
            self.firstUS = firstUS
            self.lastUS = lastUS
            self.contrast = contrast
            self.evidence = evidence
            self.evidenceTotal = evidenceTotal
            self.causedBy = causedBy
            self.causesBySubject = causesBySubject
            self.ruledOut = ruledOut
            self.dependsOnClock = dependsOnClock
        }
    }
}
