/// An item of the quarantine as the page shows it.
package struct ConsoleItem: Sendable, Hashable {
    package var id: Int
    /// What the client called the file: foreign text.
    package var name: String
    package var path: String
    package var sizeBytes: Int64
    package var sha256: String
    package var dataID: String
    /// Why it was blocked, such as `Infected`.
    package var verdict: String
    /// What was found; empty where no threat has a name.
    package var threat: String
    /// Microseconds UTC, virtual time.
    package var quarantinedUS: Int64
    /// When the clean-up takes it; nil if it is pinned or no age is set.
    package var expiresUS: Int64?
    package var isPinned: Bool
    package var intelligence: ConsoleIntelligence

    package init(
        id: Int,
        name: String,
        path: String,
        sizeBytes: Int64,
        sha256: String,
        dataID: String,
        verdict: String,
        threat: String,
        quarantinedUS: Int64,
        expiresUS: Int64?,
        isPinned: Bool,
        intelligence: ConsoleIntelligence
    ) {
        self.id = id
        self.name = name
        self.path = path
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.dataID = dataID
        self.verdict = verdict
        self.threat = threat
        self.quarantinedUS = quarantinedUS
        self.expiresUS = expiresUS
        self.isPinned = isPinned
        self.intelligence = intelligence
    }
}

/// What the hand-over knows of an item.
package struct ConsoleIntelligence: Sendable, Hashable {
    package enum Status: Sendable, Hashable {
        case none
        case uploading
        case progress(percent: Int)
        case results(verdict: String)
        case unavailable
        case missingKey
        case limitReached
    }

    package var status: Status
    /// An upload is under way, or its result is awaited; sending again does nothing until then.
    package var isUnderWay: Bool
    /// Uploads so far, by hand and automatic.
    package var uploads: Int
    /// One for each upload whose result came, the last one last.
    package var results: [ConsoleResult]

    package init(
        status: Status = .none,
        isUnderWay: Bool = false,
        uploads: Int = 0,
        results: [ConsoleResult] = []
    ) {
        self.status = status
        self.isUnderWay = isUnderWay
        self.uploads = uploads
        self.results = results
    }
}

/// One page of the THREAT INTELLIGENCE RESULTS tab.
package struct ConsoleResult: Sendable, Hashable {
    /// RESULT: blocked or allowed.
    package var isBlocked: Bool
    /// VERDICT.
    package var verdict: String
    /// AV ENGINES.
    package var engines: Int
    /// Engines that found something.
    package var detections: Int
    /// TOTAL TIME.
    package var totalUS: Int64
    /// RESULT LINK: what the Cloud gave; it is a link only if it is http or https.
    package var link: String
    /// Microseconds UTC, virtual time.
    package var receivedUS: Int64

    package init(
        isBlocked: Bool,
        verdict: String,
        engines: Int,
        detections: Int,
        totalUS: Int64,
        link: String,
        receivedUS: Int64
    ) {
        self.isBlocked = isBlocked
        self.verdict = verdict
        self.engines = engines
        self.detections = detections
        self.totalUS = totalUS
        self.link = link
        self.receivedUS = receivedUS
    }
}
