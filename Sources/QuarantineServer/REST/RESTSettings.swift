/// Where the REST side listens, and its bounds.
package struct RESTSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 8008
    /// Names besides the address and `localhost` by which clients may call the server.
    ///
    /// A page of another site can point a name of its own at this machine; the name tells.
    package var hostNames: [String] = []
    /// Bytes of an uploaded file; more is answered as the product answers it.
    package var uploadBytes = 256 << 20
    /// Bytes of all uploads that are held at once; more is 503.
    package var heldBytes = 1 << 30
    /// Connections at once; further ones wait to be taken.
    package var maxConnections = 256
    /// Between two parts of a request, and between requests; then the connection is closed.
    package var idleTimeout = Duration.seconds(60)
    /// For all of a request; then the connection is closed.
    package var requestTimeout = Duration.seconds(600)
    /// For the result of `POST /file/sync`; then 408, and the scan goes on.
    package var syncTimeout = Duration.seconds(600)
    package var access = AccessSettings()

    package init() {}
}
