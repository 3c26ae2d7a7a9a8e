/// What the REST side asks of the engine behind it: the first Core of the installation.
package protocol CoreBackend: Sendable {
    /// Whether Core answers at all now.
    func presence() async -> CorePresence
    func status() async -> CoreStatus
    func health() async -> CoreHealth

    /// Takes a file, or says why not.
    func submit(_ upload: CoreUpload) async throws(CoreRefusal) -> String
    /// How far a scan is; nil for an id that is not known.
    func report(of dataID: String) async throws(CoreRefusal) -> CoreReport?
    /// Waits for the end of a scan, as long as that may take; gives how far it is then.
    func report(of dataID: String, within: Duration) async throws(CoreRefusal) -> CoreReport?
    /// Scans of a content by one of its hashes, the latest first.
    func reports(ofHash hash: String) async throws(CoreRefusal) -> [CoreReport]
    /// Whether there was a scan to cancel.
    func cancel(_ dataID: String) async throws(CoreRefusal) -> Bool

    /// A quarantined file; nil for a hash that is not in quarantine.
    func download(_ sha256: String) async throws(CoreRefusal) -> CoreDownload?

    func setting(_ setting: CoreSetting) async -> Int
    func set(_ setting: CoreSetting, to value: Int) async throws(CoreRefusal)
}

/// Whether Core's service answers.
package enum CorePresence: Sendable, Hashable {
    case there
    /// Connections are closed without an answer, as a stopped service cannot refuse them here.
    case gone
    /// It takes requests and does not answer.
    case silent
}

/// A setting that has a documented call.
package enum CoreSetting: Sendable, Hashable {
    /// Hours after which unpinned items are removed; 0 for never.
    case quarantineHours
    /// Hours after which rows of history are removed; 0 for never.
    case historyHours
    /// Places of the queue.
    case queuePlaces
}

/// A file that a client wants to have scanned.
package struct CoreUpload: Sendable, Hashable {
    /// What the client calls the file; it is text of its own, and no path of ours.
    package var fileName: String
    package var body: [UInt8]
    /// The workflow that the client asks for; nil for any.
    package var rule: String?
    package var userAgent: String
    /// Where the client is.
    package var address: String
    /// Who signed in; empty for nobody.
    package var user: String

    package init(
        fileName: String,
        body: [UInt8],
        rule: String? = nil,
        userAgent: String = "",
        address: String = "127.0.0.1",
        user: String = ""
    ) {
        self.fileName = fileName
        self.body = body
        self.rule = rule
        self.userAgent = userAgent
        self.address = address
        self.user = user
    }
}

/// A quarantined file for a client.
package struct CoreDownload: Sendable, Hashable {
    /// What the client who sent it called it; foreign text.
    package var fileName: String
    package var body: [UInt8]
}
