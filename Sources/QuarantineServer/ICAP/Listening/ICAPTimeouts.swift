internal import NIOCore

/// How long an ICAP connection may take for what.
package struct ICAPTimeouts: Sendable, Hashable {
    /// Between requests; then the connection is closed without a word.
    package var idle = Duration.seconds(120)
    /// Between two blocks of a request; then 408.
    package var pause = Duration.seconds(30)
    /// From the first byte of a request to its last one; then 408.
    ///
    /// Without it, a client that sends a byte now and then would hold a connection for ever.
    package var request = Duration.seconds(600)
    /// For an answer to be taken.
    package var write = Duration.seconds(60)
    /// For the engine to answer; the share gives up after 240 s at most.
    package var outcome = Duration.seconds(600)
    /// How long bytes are thrown away behind a last answer, so that it arrives before the reset
    /// that unread bytes cause.
    package var linger = Duration.seconds(1)
    /// For open requests, once the server is told to end.
    package var grace = Duration.seconds(5)

    package init() {}
}

extension Duration {
    /// For NIO, which has a type of its own.
    var amount: TimeAmount {
        .nanoseconds(
            components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
        )
    }
}
