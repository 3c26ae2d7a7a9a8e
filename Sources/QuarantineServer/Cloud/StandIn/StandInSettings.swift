package import Quarantine

/// The stand-in of MetaDefender Cloud: where it listens, the key it knows, and its bounds.
package struct StandInSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 0
    /// Names besides the address and `localhost` by which clients may call it.
    package var hostNames: [String] = []
    /// The only key that it knows.
    package var apiKey = "made-up-key"
    /// What must come with a change of the faults where it listens to other machines; nil: then
    /// nobody can change them over the network.
    package var controlKey: String?
    package var account = StandInAccount()
    /// Bytes of an uploaded file with the form around it; more is 400144, as for a free key.
    package var uploadBytes = 140 << 20
    /// Bytes of all uploads that are held at once; more is 503001.
    package var heldBytes = 512 << 20
    /// Scans that it remembers; the oldest are forgotten first.
    package var keptScans = 10_000
    /// Connections at once; further ones wait to be taken.
    package var maxConnections = 64
    /// Between two parts of a request, and between requests; then the connection is closed.
    package var idleTimeout = Duration.seconds(60)
    /// For all of a request; then the connection is closed.
    package var requestTimeout = Duration.seconds(300)
    /// Microseconds since 1970 UTC; limits and scans go by it.
    package var clock: @Sendable () -> Int64 = WallClock.us

    package init() {}

    /// Whether only this machine reaches it.
    var isLoopback: Bool { CloudURL.isLoopback(host) }
}

/// What the key may do, and how fast its files are scanned.
package struct StandInAccount: Sendable, Hashable {
    /// Uploads in 24 hours from the first one.
    package var dailyLimit = 40
    /// Look-ups of hashes in 24 hours from the first one.
    package var reputationLimit = 4_000
    /// Calls a minute, all together.
    package var throttle = 100
    /// From an upload to its result.
    package var processingUS: Int64 = 60_000_000
    package var engines = 21

    package init() {}

    /// As a scenario says; its scans take `slowness` times as long.
    package init(_ cloud: CloudSettings, slowness: Int = 1) {
        dailyLimit = cloud.dailyLimit
        throttle = cloud.throttle
        processingUS = cloud.processingUS * Int64(max(1, slowness))
        engines = cloud.engines
    }
}
