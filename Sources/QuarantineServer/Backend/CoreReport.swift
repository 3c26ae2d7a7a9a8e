/// The answer to `GET /readyz`.
package struct CoreHealth: Sendable, Hashable {
    package var hasDatabase = true
    /// `ok`, `expired` or `invalid`.
    package var license = "ok"
    package var queued = 0
    package var queueSize = 500
    package var activeEngines = 1
    package var neededEngines = 1

    package init() {}

    package var isHealthy: Bool {
        hasDatabase && license == "ok" && queued < queueSize && activeEngines >= neededEngines
    }
}

/// A scan as `GET /file/{data_id}` shows it; keys of JSON as the product names them.
package struct CoreReport: Sendable, Hashable {
    package var dataID: String
    package var fileName: String
    package var sizeBytes: Int
    package var sha256: String
    package var sha1 = ""
    package var md5 = ""
    /// From 0 to 100; at 100 the rest is final.
    package var percent: Int
    package var resultCode: Int
    package var resultLabel: String
    package var isBlocked: Bool
    package var blockedReason: String
    /// The workflow that took the file.
    package var profile: String
    package var userAgent: String
    package var user = ""
    package var uploadedUS: Int64
    /// When the scan began; of one that waits, when it came.
    package var startedUS: Int64
    package var processingMS: Int
    package var queueMS: Int
    /// In the order of their names.
    package var engines: [Engine]
    /// Why the file could not be unpacked; nil if it could, or need not.
    package var extraction: Extraction?

    /// What one engine found.
    package struct Engine: Sendable, Hashable {
        package var name: String
        package var id: String
        package var resultCode: Int
        /// The threat, or the engine's own message.
        package var threat: String
        package var scanMS: Int
        package var definitionsUS: Int64
    }

    /// `extraction_info`.
    package struct Extraction: Sendable, Hashable {
        package var category: String
        package var code: Int
        package var details: String
    }

    package var isDone: Bool { percent >= 100 }
}
