/// The settings dialog of the quarantine page.
package struct QuarantineSettings: Sendable, Hashable, Described {
    /// AUTOMATICALLY SEND ITEMS TO METADEFENDER CLOUD.
    package var isAutomatic = false
    /// CHECK QUARANTINE FOR NEW ITEMS TO SEND.
    ///
    /// No standard value is documented.
    package var checkSeconds = 60
    /// RESULT POLLING.
    ///
    /// No standard value is documented.
    package var pollingSeconds = 10

    package init() {}

    static var fields: [Field<Self>] {
        [
            .flag("automatic", \.isAutomatic, "automatically send items to MetaDefender Cloud"),
            .whole("check_seconds", \.checkSeconds, 1...86_400, "between looks for new items"),
            .whole("polling_seconds", \.pollingSeconds, 1...86_400, "between polls for a result"),
        ]
    }
}

/// The Threat Intelligence entry of the Technologies list.
package struct ThreatIntelligence: Sendable, Hashable, Described {
    package static let name = "Threat Intelligence"

    package var isLicensed = true
    package var isEnabled = true
    /// Empty: not configured.
    package var apiKey = "made-up-key"

    package init() {}

    static var fields: [Field<Self>] {
        [
            .flag("licensed", \.isLicensed, "the technology is in the licence"),
            .flag("enabled", \.isEnabled, "its toggle under Inventory > Technologies"),
            .text("api_key", \.apiKey, "METADEFENDER CLOUD API KEY; empty: not configured"),
        ]
    }
}
