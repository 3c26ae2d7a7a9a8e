/// Who may use the REST side and its pages.
package struct AccessSettings: Sendable {
    /// What every request but a few must bring; nil where only this machine can ask.
    package var apiKey: String?
    package var user = "admin"
    package var password = "admin"
    /// How long a session lasts after its last request.
    package var sessionTime = Duration.seconds(3_600)
    /// Sessions at once; the oldest one ends for a new one.
    package var maxSessions = 1_000
    /// Failed sign-ins in a minute; then all are refused until it is over.
    package var maxFailures = 10

    package init() {}
}

/// Addresses that only this machine reaches.
package enum Loopback {
    package static func isOne(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
    }
}
