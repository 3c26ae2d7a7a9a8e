/// The files of a new rule: what they ask for is what `rules check` then lists as missing.
package struct RuleScaffold {
    private let family: String
    private let name: String

    /// Nil unless `id` is a known family, a slash and a kebab-case name.
    package init?(_ id: String) {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, Self.families.contains(parts[0]), Self.isKebab(parts[1]) else {
            return nil
        }
        (family, name) = (parts[0], parts[1])
    }

    /// The families that rules can belong to.
    package static var families: [String] { RulePageReading.families + ["health"] }

    /// Paths from the rule's folder on, with the page first.
    package var files: [(path: String, text: String)] {
        [
            ("rule.md", page), ("detect.sql", query),
            (
                "cases/fires/expected.txt",
                "# Say what is in the package.\noutcome: found\n"
            ),
            ("cases/fires/package/log/core.log", Self.line),
            (
                "cases/silent/expected.txt",
                "# Its nearest look-alike: say why this is not it.\noutcome: clear\n"
            ),
            ("cases/silent/package/log/core.log", Self.line),
            (
                "cases/undetermined/expected.txt",
                "# What it needs is not in the package.\noutcome: undetermined\n"
            ),
            ("cases/undetermined/package/infected-files.json", "{\"data\": []}\n"),
        ]
    }

    /// A line of Core's log that says nothing of interest.
    private static let line =
        "[INFO   ] 2026.01.02 03:04:05.678: (core.network) Queue status, inQueue='1' [msgid: 1]\n"

    private var page: String {
        """
        ---
        # What a finding says, with {{placeholders}} that are columns of detect.sql.
        title: ""
        explains: \(family == "health" ? "none" : family)
        # How bad if true: info, warning, error or critical.
        severity: warning
        # The most it may claim: certain (the product says so), likely or possible.
        confidence: likely
        # true where public documentation does not have the mechanism; then never certain.
        inferred: true
        status: experimental
        specificity: 10
        needs: [core-log]
        # In the order in which it is done. A step with a risk has a before.
        remediation:
          - step: ""
            actor: core-admin
            check: ""
        # What it rests on: documents, not our samples.
        sources:
          - {title: "", where: ""}
        ---
        # \(name)

        ## Meaning

        ## When this is wrong

        """
    }

    private var query: String {
        family == "health" ? Self.healthQuery : Self.symptomQuery(family)
    }

    private static let healthQuery = """
        -- Say in one sentence what this selects.
        SELECT
            'package/' || shape.package_id AS subject,
            'record/' || record.id AS evidence,
            'fits' AS verdict,
            NULL AS why_code,
            'package/' || shape.package_id AS cause,
            record.time_us AS time_us
        FROM shape
        JOIN by_shape ON by_shape.shape_id = shape.id
        JOIN record ON record.id = by_shape.record_id
        WHERE shape.component = 'core.network'
            AND shape.text LIKE 'the words of the message%'

        """

    private static func symptomQuery(_ family: String) -> String {
        """
        -- Say in one sentence what this selects.
        SELECT
            symptom.subject AS subject,
            'record/' || record.id AS evidence,
            'fits' AS verdict,
            NULL AS why_code,
            NULL AS cause,
            symptom.time_us AS time_us
        FROM symptom
        CROSS JOIN shape
        CROSS JOIN by_shape ON by_shape.shape_id = shape.id
        CROSS JOIN record ON record.id = by_shape.record_id
        WHERE symptom.family = '\(family)'
            AND shape.component = 'core.network'
            AND shape.text LIKE 'the words of the message%'
            AND record.time_us BETWEEN symptom.window_from_us AND symptom.window_to_us

        """
    }

    private static func isKebab(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return text.first?.isLetter == true
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    }
            }
    }
}
