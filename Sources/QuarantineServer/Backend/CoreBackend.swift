/// What the REST side asks of the engine behind it.
package protocol CoreBackend: Sendable {
    func version() async -> CoreVersion
    func health() async -> CoreHealth
    /// Takes a file, or says why not.
    func submit(_ upload: CoreUpload) async throws(CoreRefusal) -> String
    /// How far a scan is; nil for an id that is not known.
    func report(of dataID: String) async -> CoreReport?
}

/// What the whole server asks of the engine behind it.
package typealias ScanBackend = CoreBackend & ICAPBackend

/// A file that a client wants to have scanned.
package struct CoreUpload: Sendable, Hashable {
    /// What the client calls the file; it is text of its own, and no path of ours.
    package var fileName: String
    package var body: [UInt8]
    /// The workflow that the client asks for; nil for any.
    package var rule: String?
    package var userAgent: String
    package var apiKey: String?

    package init(
        fileName: String,
        body: [UInt8],
        rule: String? = nil,
        userAgent: String = "",
        apiKey: String? = nil
    ) {
        self.fileName = fileName
        self.body = body
        self.rule = rule
        self.userAgent = userAgent
        self.apiKey = apiKey
    }
}

/// Why a request of REST is not done: a status of HTTP and the words of `err`.
package struct CoreRefusal: Error, Sendable, Hashable {
    package var status: Int
    package var text: String

    package init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }

    package static let busy = CoreRefusal(503, "Server is too busy. Try again later.")
    package static let empty = CoreRefusal(422, "File is empty.")
    package static let noLength = CoreRefusal(411, "Missing Content-Length header.")
    package static let tooLarge = CoreRefusal(
        500,
        "Failed to request scan. File size exceeded the maximum size permitted by your "
            + "configuration."
    )
    package static let denied = CoreRefusal(403, "Access denied")
    package static let notFound = CoreRefusal(404, "Not found")
}
