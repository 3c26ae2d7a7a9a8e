/// The named bounds of the ICAP side; reaching one is answered, and never ends the server.
package struct ICAPLimits: Sendable, Hashable {
    /// Bytes of an ICAP head with its request line; more is 400.
    package var headBytes = 16 << 10
    /// Bytes of the encapsulated HTTP heads; more is 400.
    ///
    /// Squid sends up to 64 KB of either.
    package var encapsulatedBytes = 128 << 10
    /// Header fields of one head; more is 400.
    package var fields = 256
    /// Bytes of one chunk; more is 413.
    package var chunkBytes = 64 << 20
    /// Bytes of a line that gives a chunk's size, and of all trailers; more is 400.
    package var chunkLineBytes = 4 << 10
    /// Bytes of one body; more is 413.
    package var bodyBytes = 256 << 20
    /// Bytes of all bodies that are held at once; a request that would need more gets 503.
    package var heldBytes = 1 << 30
    /// `X-Client-Custom-…` fields of one request; more is 400, as the product documents.
    package var customFields = 16
    /// Bytes of the rest of such a name, and of its value; more is 400, as the product documents.
    package var customFieldBytes = 128

    package init() {}
}
