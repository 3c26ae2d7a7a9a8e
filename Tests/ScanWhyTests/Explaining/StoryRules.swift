import Rules

/// Two rules of a night: one that holds the file, one that stands behind it.
enum StoryRules {
    static let all =
        rule("nutanix-unknown/answered-early", "Answered before the scan had ended", early)
        + rule("health/core-busy", "Core was busy", busy, severity: "warning")
        + rule("nutanix-unknown/too-large", "It was too large", large)
        + rule("failed-to-scan/no-status", "Nobody knows", nothing, needs: "[core-status]")

    /// What the early answer led to; it says more than what led to it.
    static let locked = rule("nutanix-unknown/locked", "Locked", lock, specificity: 90)

    private static func rule(
        _ id: String,
        _ title: String,
        _ detect: String,
        severity: String = "error",
        needs: String = "[core-log]",
        specificity: Int = 10
    ) -> [RuleFile] {
        let family = id.hasPrefix("health/") ? "none" : String(id.prefix { $0 != "/" })
        let page = """
            ---
            title: "\(title)"
            explains: \(family)
            severity: \(severity)
            confidence: likely
            status: stable
            specificity: \(specificity)
            needs: \(needs)
            remediation:
            - {step: Scan it again, actor: nutanix-admin}
            - {step: "Ask about \(title)", actor: opswat-support}
            sources: [{title: The manual, where: chapter 1}]
            ---
            # Tested

            ## Meaning

            \(title), and so on.

            ## When this is wrong

            Never.

            """
        return [
            RuleFile(path: "\(id)/rule.md", text: page),
            RuleFile(path: "\(id)/detect.sql", text: detect),
        ]
    }

    private static let early = """
        -- Requests that were answered with an error.
        SELECT 'file/' || file_link.file_id AS subject, icap_request.answer_evidence AS evidence,
            'fits' AS verdict, NULL AS why_code,
            'package/' || icap_request.package_id AS cause, icap_request.time_us AS time_us
        FROM icap_request
        JOIN file_link ON file_link.kind = 'icap-request' AND file_link.row_id = icap_request.id
        WHERE icap_request.error = 'Error received from Metadefender Core'

        """

    private static let lock = """
        -- Files that were answered with an error, and are held responsible themselves.
        SELECT 'file/' || file_link.file_id AS subject, icap_request.answer_evidence AS evidence,
            'fits' AS verdict, NULL AS why_code, 'file/' || file_link.file_id AS cause,
            icap_request.time_us AS time_us
        FROM icap_request
        JOIN file_link ON file_link.kind = 'icap-request' AND file_link.row_id = icap_request.id
        WHERE icap_request.error = 'Error received from Metadefender Core'

        """

    private static let busy = """
        -- Packages of ICAP Server.
        SELECT 'package/' || package.id AS subject, 'record/1' AS evidence, 'fits' AS verdict,
            NULL AS why_code, NULL AS cause, NULL AS time_us
        FROM package WHERE package.product = 'icap'

        """

    private static let nothing = """
        -- Nothing at all.
        SELECT 'file/1' AS subject, 'record/1' AS evidence, 'fits' AS verdict, NULL AS why_code,
            NULL AS cause, NULL AS time_us
        FROM package WHERE package.id < 0

        """

    private static let large = """
        -- No file is too large.
        SELECT 'file/' || file_link.file_id AS subject, 'record/1' AS evidence,
            'ruled-out' AS verdict, 'small-enough' AS why_code, NULL AS cause, NULL AS time_us
        FROM file_link WHERE file_link.kind = 'icap-request'

        """
}
