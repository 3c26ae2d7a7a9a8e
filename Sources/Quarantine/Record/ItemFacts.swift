/// One item of Core's quarantine, as its line in the list.
package struct ItemFacts: Sendable, Hashable {
    package var id: Int
    package var path: String
    package var name: String
    package var sizeBytes: Int64
    package var sha256: String
    package var dataID: String
    package var resultCode: Int
    package var blockedReason: String
    /// Microseconds UTC.
    package var quarantinedUS: Int64
}

/// One upload to the Cloud.
package struct CloudTry: Sendable, Hashable {
    package var item: ItemFacts
    /// From 1, over all uploads of the item.
    package var number: Int
    package var isAutomatic: Bool
    /// Which of the three automatic tries; 0 for a manual one.
    package var automaticTry: Int
}

/// Why an upload or a poll failed.
package struct CloudRefusal: Sendable, Hashable {
    /// The HTTP status; 0 if there was no answer.
    package var status: Int
    /// The Cloud's error code, or 0.
    package var code: Int
    package var text: String
    package var cause: Cause?
}

/// One page of the THREAT INTELLIGENCE RESULTS tab.
package struct CloudResult: Sendable, Hashable, Codable {
    /// RESULT: whether the entry was blocked or allowed.
    package var isBlocked: Bool
    /// VERDICT.
    package var verdict: String
    package var code: Int
    /// AV ENGINES.
    package var engines: Int
    package var detections: Int
    /// TOTAL TIME.
    package var totalUS: Int64
    /// RESULT LINK.
    package var link: String
    package var cloudID: String
    package var receivedUS: Int64

    package init(
        isBlocked: Bool,
        verdict: String,
        code: Int,
        engines: Int,
        detections: Int,
        totalUS: Int64,
        link: String,
        cloudID: String = "",
        receivedUS: Int64 = 0
    ) {
        self.isBlocked = isBlocked
        self.verdict = verdict
        self.code = code
        self.engines = engines
        self.detections = detections
        self.totalUS = totalUS
        self.link = link
        self.cloudID = cloudID
        self.receivedUS = receivedUS
    }
}

/// A call as the Cloud's side sees it, with the headers of its answer.
package struct CloudCall: Sendable, Hashable {
    package var method: String
    package var path: String
    package var status: Int
    package var code: Int
    package var used: Int
    package var limit: Int
    /// Until the 24 hours are over; 0 if none began.
    package var resetInUS: Int64
}
