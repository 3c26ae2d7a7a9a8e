/// A blocked file that Core keeps apart.
package struct QuarantineItem: Sendable, Hashable {
    package var facts: ItemFacts
    package var file: FileFacts
    package var isPinned = false
    package var cloud = CloudState()
}

/// What the hand-over knows of an item.
package struct CloudState: Sendable, Hashable {
    package var status = CloudStatus.none
    /// It came into quarantine while automatic sending was on.
    package var isNew = false
    /// Automatic uploads that failed in a row.
    package var automaticFailures = 0
    /// Automatic uploads so far.
    package var automaticTries = 0
    /// All uploads so far.
    package var uploads = 0
    /// One for each upload whose result came, the last one last.
    package var pages: [CloudResult] = []
    /// The upload that is under way.
    package var current: CloudTry?
    package var cloudID = ""
    package var pollFailures = 0
    /// When the daily limit that refused it ends; microseconds UTC.
    package var limitEndsUS: Int64?
}

/// The THREAT INTELLIGENCE field.
package enum CloudStatus: Sendable, Hashable {
    case none
    case uploading
    case progress(percent: Int)
    case results(verdict: String)
    case unavailable
    case missingKey
    case limitReached

    /// As the page shows it.
    package var text: String {
        switch self {
        case .none: ""
        case .uploading: "Uploading"
        case .progress(let percent): "\(percent) %"
        case .results(let verdict): verdict
        case .unavailable: "Unavailable"
        case .missingKey: "Add the API key for cloud analysis"
        case .limitReached: "API calls per day limit reached"
        }
    }
}
