/// What becomes of an ICAP request; how it is written is decided elsewhere.
package enum ICAPOutcome: Sendable, Hashable {
    /// The message may pass; `profile` is the workflow if a scan was completed, else nil.
    case allowed(profile: String?)
    /// The message may pass with another body, such as a disarmed one.
    case modified(profile: String?, body: [UInt8])
    case blocked(ICAPBlock)
    /// An ICAP status such as 503, without a verdict.
    case status(Int)
    /// The connection breaks without an answer.
    case dropped
    /// No answer comes, and the connection stays.
    case silent
}

/// Why a message is blocked.
package struct ICAPBlock: Sendable, Hashable {
    /// The value of `X-Response-Desc`, such as `Infected`.
    package var reason: String
    /// What the scan found; nil if no scan was completed.
    ///
    /// The headers of a scan are sent only with it: this is how the two kinds of blocking differ.
    package var verdict: ICAPVerdict?

    package init(reason: String, verdict: ICAPVerdict? = nil) {
        self.reason = reason
        self.verdict = verdict
    }
}

/// What a completed scan found in a blocked message.
package struct ICAPVerdict: Sendable, Hashable {
    /// The value of `X-Blocked-Reason`.
    package var reason: String
    /// The workflow that scanned; the value of `X-ICAP-Profile`.
    package var profile: String
    /// In the order in which they were found; may be empty.
    package var violations: [ICAPViolation]

    package init(reason: String, profile: String, violations: [ICAPViolation] = []) {
        self.reason = reason
        self.profile = profile
        self.violations = violations
    }
}

/// One thing that was found, as `X-Violations-Found` lists it.
package struct ICAPViolation: Sendable, Hashable {
    package var fileName: String
    package var threat: String
    /// 0 for an infection, 2 for a violation of a container.
    package var problem: Int
    /// 0 for not repaired.
    package var resolution: Int

    package init(fileName: String, threat: String, problem: Int = 0, resolution: Int = 0) {
        self.fileName = fileName
        self.threat = threat
        self.problem = problem
        self.resolution = resolution
    }
}
