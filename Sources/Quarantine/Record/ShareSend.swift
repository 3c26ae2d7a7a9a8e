/// A file on its way from the share to an ICAP Server.
package struct ShareSend: Sendable, Hashable {
    package var number: Int
    package var file: FileFacts
    package var operation: Occurrence.Operation
    /// The file server VM.
    package var client: String
    /// The ICAP Server's name.
    package var server: String
    package var sentUS: Int64
}

/// A record of the share's quarantine list.
package struct LockFacts: Sendable, Hashable {
    package var path: String
    package var sha256: String
    /// `extId`.
    package var recordID: String
    package var server: String
    package var state: LockState
    /// `threatDescription`.
    package var description: String
    /// `scanTime`; microseconds UTC.
    package var sinceUS: Int64
    package var reason: Share.Reason?
    package var cause: Cause?
    /// The request that locked it; 0 for a lock by hand.
    package var send: Int
}
