/// One request to an ICAP Server.
package struct RequestFacts: Sendable, Hashable {
    /// 32 hexadecimal digits.
    package var connectionID: String
    package var number: Int
    /// The share's number of what it sent; -1 for a client that is no share.
    package var send: Int
    /// REQMOD or RESPMOD.
    package var method: String
    /// `X-Client-IP`, or the address of the connection.
    package var client: String
    package var uri: String
    package var file: FileFacts
    package var receivedUS: Int64
}

/// A question for a result that failed.
package struct PollFailure: Sendable, Hashable {
    package var dataID: String
    package var server: String
    /// What the transport said: `HTTP 500`, `Connection refused`, `Timeout`.
    package var error: String
    /// Failed polls in a row so far, with this one.
    package var failures: Int
    /// Nil: the ICAP Server gives up.
    package var retryInUS: Int64?

    /// The documented words.
    package static let text = "Error received from Metadefender Core"
}

/// What an ICAP Server answers.
package struct ICAPAnswer: Sendable, Hashable {
    package var status: Int
    /// `X-Response-Info`; nil where nothing sets it.
    package var info: String?
    /// `X-Response-Desc`: in all blocked answers.
    package var description: String?
    /// `X-Blocked-Reason`: only if scanned and something was found.
    package var blockedReason: String?
    /// `X-ICAP-Profile`: only if scanned.
    package var profile: String?
    /// `X-Virus-ID`.
    package var virusID: String?
    /// `X-Infection-Found`.
    package var infection: String?
    /// `X-Violations-Found`, its lines.
    package var violations: [String] = []
    package var cause: Cause?

    package init(_ status: Int, _ info: String? = nil, _ description: String? = nil) {
        self.status = status
        self.info = info
        self.description = description
    }

    /// Whether it carries a header that only a completed scan sets.
    package var hasVerdict: Bool { blockedReason != nil || profile != nil }
}
