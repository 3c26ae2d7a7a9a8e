internal import QuarantineServer
internal import Synchronization

/// The client of the Cloud, which is to be ended before the program ends.
final class Clients: Sendable {
    private let client = Mutex<CloudClient?>(nil)

    func client(for url: CloudURL) -> CloudClient {
        let new = CloudClient(CloudClientSettings(url: url))
        client.withLock { $0 = new }
        return new
    }

    func shutdown() async {
        // At the end there is nobody to tell that a connection was not closed in good order.
        try? await client.withLock { $0 }?.shutdown()
    }
}
