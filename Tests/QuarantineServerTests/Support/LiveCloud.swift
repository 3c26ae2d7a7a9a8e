import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Quarantine
import Synchronization

@testable import QuarantineServer

/// The Cloud's stand-in at a free port of this machine, under a clock that the test moves, or
/// under that of the machine.
struct LiveCloud {
    let standIn: CloudStandIn
    let clock: TestClock
    let port: Int

    static func with<Result: Sendable>(
        _ settings: StandInSettings = StandInSettings(),
        isRealTime: Bool = false,
        _ body: @Sendable (LiveCloud) async throws -> Result
    ) async throws -> Result {
        let clock = TestClock()
        var settings = settings
        settings.port = 0
        if !isRealTime { settings.clock = { clock.nowUS } }
        let standIn = try CloudStandIn(settings)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let server = StandInServer.application(
            standIn,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { found.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            guard let port = await ports.first(where: { _ in true }) else { throw NoPort() }
            let result = try await body(LiveCloud(standIn: standIn, clock: clock, port: port))
            group.cancelAll()
            return result
        }
    }

    struct NoPort: Error {}

    var url: CloudURL { CloudURL(standInPort: port) }

    /// An answer as text.
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String
    }

    /// Sends a request to a path of the stand-in.
    func call(
        _ method: String,
        _ path: String,
        key: String? = "made-up-key",
        headers: KeyValuePairs<String, String> = [:],
        body: [UInt8]? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .init(rawValue: method)
        if let key { request.headers.add(name: "apikey", value: key) }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        let fields = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Answer(
            status: Int(response.status.code),
            headers: Dictionary(fields) { first, _ in first },
            body: String(buffer: bytes)
        )
    }

    /// Uploads a file, and tells its id.
    func upload(_ text: String, name: String = "a.txt") async throws -> String {
        let headers: KeyValuePairs = ["filename": name, "content-type": "application/octet-stream"]
        let answer = try await call(
            "POST",
            "/v4/file",
            headers: headers,
            body: Array(text.utf8)
        )
        let start = #"{"data_id":""#
        guard answer.status == 200, answer.body.hasPrefix(start) else { throw NoPort() }
        return String(answer.body.dropFirst(start.count).prefix { $0 != "\"" })
    }
}

/// Time that stands still until a test moves it.
final class TestClock: Sendable {
    private let us = Mutex<Int64>(1_583_998_625_412_000)

    var nowUS: Int64 { us.withLock { $0 } }

    func set(us: Int64) { self.us.withLock { $0 = us } }

    func pass(seconds: Int64) { us.withLock { $0 += seconds * 1_000_000 } }
}
