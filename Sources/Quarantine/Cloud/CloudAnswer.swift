/// What came of a call to MetaDefender Cloud.
///
/// It holds no key, and can be written down: a run that is given the same answers at the same
/// times is the same run.
package struct CloudAnswer: Sendable, Hashable, Codable {
    package var outcome: Outcome
    /// What the answer said of the limit; nil if it said nothing.
    package var meter: CloudMeter?

    package enum Outcome: Sendable, Hashable, Codable {
        /// To an upload: the id to poll by.
        case accepted(cloudID: String)
        /// An error answer: the HTTP status, the Cloud's error code or 0, and its words.
        case refused(status: Int, code: Int, text: String)
        /// No answer, or none that can be understood.
        case unreachable(text: String)
        /// To a poll: not done yet.
        case progress(percent: Int)
        /// To a poll: done. The engine sets by itself when it came and for which id.
        case result(CloudResult)
    }

    package init(_ outcome: Outcome, meter: CloudMeter? = nil) {
        self.outcome = outcome
        self.meter = meter
    }
}

/// The Prevention calls of a key as the headers of an answer tell them.
package struct CloudMeter: Sendable, Hashable, Codable {
    package var used: Int
    package var limit: Int
    /// Until the 24 hours are over; microseconds.
    package var resetInUS: Int64

    package init(used: Int, limit: Int, resetInUS: Int64) {
        self.used = used
        self.limit = limit
        self.resetInUS = resetInUS
    }
}

/// An answer as the hand-over hears it, whoever gave it.
enum CloudReply: Sendable {
    case accepted(cloudID: String)
    case progress(percent: Int)
    case done(CloudResult)
    case refused(CloudRefusal)
}

extension CloudReply {
    /// An answer that came at `nowUS`.
    init(_ answer: CloudAnswer, to call: CloudOrder.Call, at nowUS: Int64) {
        switch (answer.outcome, call.what) {
        case (.accepted(let cloudID), .upload): self = .accepted(cloudID: cloudID)
        case (.progress(let percent), .poll):
            self = .progress(percent: min(99, max(0, percent)))
        case (.result(var result), .poll(let cloudID)):
            result.cloudID = cloudID
            result.receivedUS = nowUS
            self = .done(result)
        case (.refused(let status, let code, let text), _):
            self = .refused(
                CloudRefusal(status: status, code: code, text: text, cause: Self.cause(of: code))
            )
        case (.unreachable(let text), _):
            self = .refused(CloudRefusal(status: 0, code: 0, text: text))
        case (.accepted, .poll), (.progress, .upload), (.result, .upload):
            self = .refused(
                CloudRefusal(status: 0, code: 0, text: "The answer is to another question")
            )
        }
    }

    private static func cause(of code: Int) -> Cause? {
        switch code {
        case 400_165, 401_000, 401_006, 404_008: .setting("threat_intelligence.api_key")
        case 429_000: .setting("cloud.daily_limit")
        case 429_001: .setting("cloud.throttle")
        default: nil
        }
    }
}
