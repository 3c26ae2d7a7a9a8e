/// A file as a scanner knows it.
package struct FileFacts: Sendable, Hashable {
    package var path: String
    package var name: String
    package var sizeBytes: Int64
    package var sha256: String
    package var content: Content
    package var threat: String
    package var detectedBy: [String] = []
    package var archive: Archive?
    /// How long a scan takes; nil: by chance.
    package var takesUS: Int64?
    /// A result code that Core comes to whatever the engines say; nil: `content` decides.
    package var result: Int?
    package var isWellFormed = true
}

extension FileFacts {
    /// A file that a real client sends: what it is called there is its path too.
    package init(name: String, sizeBytes: Int64, sha256: String, content: Content) {
        self.init(
            path: name,
            name: name,
            sizeBytes: sizeBytes,
            sha256: sha256,
            content: content,
            threat: ""
        )
    }
}

/// Who sends a file to Core.
package struct ClientFacts: Sendable, Hashable {
    package var address: String
    package var agent: String
    package var user: String

    package init(address: String, agent: String, user: String) {
        self.address = address
        self.agent = agent
        self.user = user
    }
}

/// One scan of Core.
package struct ScanFacts: Sendable, Hashable {
    package var number: Int
    package var dataID: String
    /// Empty unless it is a file of an archive.
    package var parentID = ""
    package var file: FileFacts
    package var client: ClientFacts
    package var rule: String
    /// When Core took the file; microseconds UTC.
    package var uploadedUS: Int64
    /// The request of the ICAP Server; empty if it came otherwise.
    package var connectionID = ""
}

/// A request that Core did not take.
package struct Refusal: Sendable, Hashable {
    package var file: FileFacts
    package var client: ClientFacts
    package var status: Int
    package var text: String
    package var queueLength: Int
    package var places: Int
    package var connectionID: String
}

/// A line of Core's nginx access log; it is written when the call ends.
package struct APICall: Sendable, Hashable {
    package var client: ClientFacts
    package var method: String
    package var uri: String
    package var status: Int
    package var bytes: Int
    package var durationUS: Int64
}
