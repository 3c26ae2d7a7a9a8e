/// How an ICAP server listens and answers.
package struct ICAPServerSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 1344
    package var facts = ICAPServiceFacts()
    package var limits = ICAPLimits()
    package var timeouts = ICAPTimeouts()
    package var isPermissive = false
    /// Addresses of the clients that are served; empty for all, as on this machine.
    package var clients: [String] = []
    /// Connections that are served at once; the others are answered 503.
    ///
    /// More than the advertised number, as some clients open another one before they close the
    /// first one.
    package var maxConnections = 128
    /// Microseconds since 1970 UTC, for `Date`.
    package var clock: @Sendable () -> Int64 = WallClock.us

    package init() {}
}
