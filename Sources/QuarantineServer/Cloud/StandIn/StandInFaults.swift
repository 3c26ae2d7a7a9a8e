/// What goes wrong with the stand-in on purpose; switched at run time.
package struct StandInFaults: Sendable, Hashable {
    /// Connections are closed without an answer.
    package var isUnreachable = false
    /// Seconds before each answer.
    package var slowSeconds = 0
    /// The Cloud's error code that each call is answered by, such as 503001; 0 for none.
    package var errorCode = 0
    /// As if the uploads of these 24 hours were used up.
    package var isQuotaUsedUp = false
    /// As if the key had been withdrawn.
    package var isKeyUnknown = false
    /// Scans stay below 100 percent.
    package var isNeverFinishing = false

    package static let slowBound = 0...600
    package static let errorBound = 400_000...599_999

    package init() {}

    /// Whether the numbers are within their bounds.
    var isSound: Bool {
        Self.slowBound.contains(slowSeconds)
            && (errorCode == 0 || Self.errorBound.contains(errorCode))
    }

    /// These faults with those changed that a request names.
    func changed(by change: Change) -> StandInFaults {
        var faults = self
        faults.isUnreachable = change.unreachable ?? isUnreachable
        faults.slowSeconds = change.slowSeconds ?? slowSeconds
        faults.errorCode = change.errorCode ?? errorCode
        faults.isQuotaUsedUp = change.quotaUsedUp ?? isQuotaUsedUp
        faults.isKeyUnknown = change.keyUnknown ?? isKeyUnknown
        faults.isNeverFinishing = change.neverFinishing ?? isNeverFinishing
        return faults
    }

    /// What a request to the control API names.
    struct Change: Decodable {
        var unreachable: Bool?
        var slowSeconds: Int?
        var errorCode: Int?
        var quotaUsedUp: Bool?
        var keyUnknown: Bool?
        var neverFinishing: Bool?

        enum CodingKeys: String, CodingKey {
            case unreachable
            case slowSeconds = "slow_seconds"
            case errorCode = "error_code"
            case quotaUsedUp = "quota_used_up"
            case keyUnknown = "key_unknown"
            case neverFinishing = "never_finishing"
        }
    }

    var json: JSON {
        .object([
            "unreachable": .truth(isUnreachable),
            "slow_seconds": .number(slowSeconds),
            "error_code": .number(errorCode),
            "quota_used_up": .truth(isQuotaUsedUp),
            "key_unknown": .truth(isKeyUnknown),
            "never_finishing": .truth(isNeverFinishing),
        ])
    }
}
