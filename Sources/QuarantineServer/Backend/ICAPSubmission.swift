/// A message that an ICAP client wants to have scanned, as the engine gets it.
package struct ICAPSubmission: Sendable, Hashable {
    /// 32 hexadecimal digits, the same for all requests of a connection.
    package var connectionID: String
    /// Counts the requests of the server from 1.
    package var requestID: Int
    package var method: ICAPMethod
    package var service: String
    /// What `X-Client-IP` says, else the address that the connection comes from.
    package var client: String
    /// The address that the HTTP request asks for; empty without one.
    package var address: String
    /// What the client calls the file; it is text of its own, and no path of ours.
    package var fileName: String
    /// `X-Client-Custom-…` fields, as they came.
    package var customFields: FieldList
    /// Nil for a message without a body.
    package var body: [UInt8]?
}
