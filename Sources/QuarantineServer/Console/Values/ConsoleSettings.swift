/// The SETTINGS dialog of the quarantine page.
package struct ConsoleSettings: Sendable, Hashable {
    /// AUTOMATICALLY SEND ITEMS TO METADEFENDER CLOUD.
    package var isAutomatic: Bool
    /// CHECK QUARANTINE FOR NEW ITEMS TO SEND.
    package var checkSeconds: Int
    /// RESULT POLLING.
    package var pollingSeconds: Int

    package init(isAutomatic: Bool, checkSeconds: Int, pollingSeconds: Int) {
        self.isAutomatic = isAutomatic
        self.checkSeconds = checkSeconds
        self.pollingSeconds = pollingSeconds
    }

    /// What the engine takes for both intervals.
    package static let seconds = 1...86_400
}

/// A line of the Technologies list.
package struct ConsoleTechnology: Sendable, Hashable {
    package var name: String
    package var version: String
    package var isLicensed: Bool
    package var isEnabled: Bool
    /// The entry that hands items to the Cloud: it has a toggle and settings.
    package var isIntelligence: Bool
    /// An API key is set; the key itself is never shown again.
    package var hasAPIKey: Bool

    package init(
        name: String,
        version: String,
        isLicensed: Bool,
        isEnabled: Bool,
        isIntelligence: Bool,
        hasAPIKey: Bool
    ) {
        self.name = name
        self.version = version
        self.isLicensed = isLicensed
        self.isEnabled = isEnabled
        self.isIntelligence = isIntelligence
        self.hasAPIKey = hasAPIKey
    }
}
