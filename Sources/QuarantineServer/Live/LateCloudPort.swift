package import Quarantine
internal import Synchronization

/// A Cloud whose address is known only when it listens: until then nobody is reached.
package final class LateCloudPort: CloudPort {
    private let port = Mutex<(any CloudPort)?>(nil)

    package init() {}

    package func set(_ port: any CloudPort) { self.port.withLock { $0 = port } }

    package func carry(
        _ order: CloudOrder,
        bytes: @escaping @Sendable () async throws -> [UInt8]?
    ) async -> CloudAnswer {
        guard let port = port.withLock({ $0 }) else {
            return CloudAnswer(.unreachable(text: "Connection refused"))
        }
        return await port.carry(order, bytes: bytes)
    }
}
