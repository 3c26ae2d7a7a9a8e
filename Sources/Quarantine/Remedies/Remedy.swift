/// What an administrator can do about a trouble, as a change of its scenario.
package enum Remedy: String, Sendable, Hashable, CaseIterable {
    // What was broken works.
    case mendFaults = "mend-faults"
    // Core.
    case enlargeQueue = "enlarge-queue"
    case trackRejected = "track-rejected"
    case renewLicence = "renew-licence"
    case enableMetascan = "enable-metascan"
    case lowerMinimumEngines = "lower-minimum-engines"
    case raiseTimeouts = "raise-timeouts"
    case raiseArchiveLimits = "raise-archive-limits"
    case storeResults = "store-results"
    case keepStorage = "keep-storage"
    // ICAP Server.
    case raisePollingRetry = "raise-polling-retry"
    case allowIfCoreDown = "allow-if-core-down"
    case addCore = "add-core"
    // MetaDefender Cloud.
    case obtainTechnology = "obtain-technology"
    case enableTechnology = "enable-technology"
    case addAPIKey = "add-api-key"
    case raiseDailyLimit = "raise-daily-limit"
    case waitForQuota = "wait-for-quota"
    case sendByHand = "send-by-hand"
    // The share.
    case rescan

    /// In one sentence, for people.
    package var about: String {
        switch self {
        case .mendFaults: "what was broken does not break"
        case .enlargeQueue: "Core's queue has four times the places"
        case .trackRejected: "Core keeps refused requests in its history"
        case .renewLicence: "Core's licence is valid"
        case .enableMetascan: "the workflow scans with engines"
        case .lowerMinimumEngines: "the workflow demands no number of active engines"
        case .raiseTimeouts: "the workflow's timeouts are ten times as long"
        case .raiseArchiveLimits: "the workflow's archive limits are a hundred times as large"
        case .storeResults: "Core stores its results"
        case .keepStorage: "Core's storage is on a volume"
        case .raisePollingRetry: "ICAP Server forgives ten failed polls"
        case .allowIfCoreDown: "ICAP Server lets traffic pass while Core is down"
        case .addCore: "ICAP Server has a second Core to go to"
        case .obtainTechnology: "Threat Intelligence is licensed"
        case .enableTechnology: "Threat Intelligence is enabled"
        case .addAPIKey: "Threat Intelligence has the API key"
        case .raiseDailyLimit: "MetaDefender Cloud grants ten times the calls"
        case .waitForQuota: "what was refused is sent by hand a day later"
        case .sendByHand: "what has no result is sent by hand at the end"
        case .rescan: "the share's administrator has what is locked without a verdict scanned again"
        }
    }

    /// The scenario with the remedy, and what that changes; nil where it changes nothing.
    ///
    /// `ending` is how the scenario ends without it.
    package func applied(to scenario: Scenario, endingAs ending: Ending)
        -> (scenario: Scenario, changes: [String])?
    {
        var changed = scenario
        let changes = RemedyChanges(ending: ending).apply(self, to: &changed)
        return changes.isEmpty ? nil : (changed, changes)
    }
}
