/// The share of Nutanix Files as its vendor's documents describe it: pure, without a clock.
///
/// A file is sent to ICAP on upload and download, until it is answered *Blocked* or with something
/// the share cannot process. Then it is locked and never sent again by itself. A request that is
/// seen after a lock therefore means that somebody lifted it.
package struct Share {
    /// How a request was answered, as far as a log tells.
    package enum Answer: Sendable, Hashable {
        /// Nothing found: the file is served, and sent again at its next use.
        case clean
        /// Blocked by the verdict of a completed scan.
        case blocked
        /// Blocked without the headers that a completed scan leaves. That the share cannot
        /// process it is inferred: the documents call both readings possible.
        case blockedWithoutScan
        /// A status the share cannot process, e.g. 503.
        case unprocessable
        /// No answer, though the log goes on longer than the share waits.
        case none
        /// Not known: the log ends before an answer was due.
        case unknown
    }

    /// Why a file is locked; the words of `predicted_lock.why`.
    package enum Reason: String, Sendable, Hashable {
        case blocked
        case blockedWithoutScan = "blocked-without-scan"
        case unprocessable
        case noAnswer = "no-answer"
    }

    /// One request about a file.
    package struct Request: Sendable, Hashable {
        package var file: Int64
        package var request: Int64
        /// When it was answered, or sent if no answer is known; microseconds UTC.
        package var timeUS: Int64
        package var answer: Answer

        package init(file: Int64, request: Int64, timeUS: Int64, answer: Answer) {
            self.file = file
            self.request = request
            self.timeUS = timeUS
            self.answer = answer
        }
    }

    /// A file that is locked by now.
    package struct Lock: Sendable, Hashable {
        package var file: Int64
        package var request: Int64
        package var sinceUS: Int64
        package var reason: Reason
    }

    private var locks: [Int64: Lock] = [:]

    package init() {}

    /// Takes the next request; they must come in the order of their time.
    package mutating func take(_ request: Request) {
        guard request.answer != .unknown else { return }
        guard let reason = Self.reason(of: request.answer) else {
            locks[request.file] = nil
            return
        }
        locks[request.file] = Lock(
            file: request.file,
            request: request.request,
            sinceUS: request.timeUS,
            reason: reason
        )
    }

    /// The files locked after all requests, by file.
    package var locked: [Lock] { locks.values.sorted { $0.file < $1.file } }

    /// Why a file is locked by an answer; nil if it is not.
    static func reason(of answer: Answer) -> Reason? {
        switch answer {
        case .clean, .unknown: nil
        case .blocked: .blocked
        case .blockedWithoutScan: .blockedWithoutScan
        case .unprocessable: .unprocessable
        case .none: .noAnswer
        }
    }
}

extension Share.Answer {
    /// Longest time a share waits for an answer (the vendor's range is 0 to 240 seconds).
    package static let longestWaitUS: Int64 = 240 * 1_000_000

    /// - Parameters:
    ///   - status: The ICAP status; nil if no answer was seen.
    ///   - info: `X-Response-Info`: Allowed or Blocked.
    ///   - hasVerdict: True if the answer carries a header that only a completed scan sets.
    ///   - silenceUS: How long the log goes on after the request without an answer.
    package init(status: Int?, info: String?, hasVerdict: Bool, silenceUS: Int64) {
        let info = info?.lowercased()
        switch (status, info) {
        case (_, "blocked"): self = hasVerdict ? .blocked : .blockedWithoutScan
        case (204, _), (_, "allowed"): self = .clean
        case (nil, nil): self = silenceUS > Self.longestWaitUS ? .none : .unknown
        case (200, _): self = .clean
        default: self = .unprocessable
        }
    }
}
