import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import QuarantineServer

/// The pages without a socket, as a browser without a script walks them.
struct Site {
    let backend: EngineConsole
    private let responder: RouterResponder<BasicRequestContext>
    private let csrf = CSRFToken()

    init(_ backend: EngineConsole = EngineConsole(), _ options: ConsoleOptions = ConsoleOptions()) {
        self.backend = backend
        let router = Router()
        ConsoleRoutes(options, backend: backend, csrf: csrf).add(to: router)
        responder = router.buildResponder()
    }

    /// What came back.
    struct Reply {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var location: String? { headers[.location] }
    }

    func get(_ path: String, cookie: String = "") async throws -> Reply {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1", path: path)
        if !cookie.isEmpty { head.headerFields[.cookie] = cookie }
        return try await send(head, [])
    }

    /// Sends a form with the token that its page would carry.
    func post(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> Reply {
        try await post(path, fields, token: csrf.text())
    }

    /// Sends a form with another token, or with none.
    func post(
        _ path: String,
        _ fields: KeyValuePairs<String, String>,
        token: String?
    ) async throws -> Reply {
        var pairs = fields.map { "\(Words.encode($0.key))=\(Words.encode($0.value))" }
        if let token { pairs.append("\(CSRFToken.field)=\(token)") }
        return try await post(
            path,
            Array(pairs.joined(separator: "&").utf8),
            type: "application/x-www-form-urlencoded"
        )
    }

    /// Submits a file by the form of the switchboard.
    func upload(_ name: String, _ content: [UInt8]) async throws -> Reply {
        let head = "--mark\r\nContent-Disposition: form-data; name=\"\(CSRFToken.field)\"\r\n\r\n"
        let file = "\r\n--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
        let body =
            Array("\(head)\(csrf.text())\(file)\(name)\"\r\n\r\n".utf8) + content
            + Array("\r\n--mark--\r\n".utf8)
        return try await post(
            "\(Paths.switchboard)/upload",
            body,
            type: "multipart/form-data; boundary=mark"
        )
    }

    func post(_ path: String, _ body: [UInt8], type: String) async throws -> Reply {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1", path: path)
        head.headerFields[.contentType] = type
        head.headerFields[.contentLength] = "\(body.count)"
        return try await send(head, body)
    }

    /// Puts the EICAR test file into quarantine under that name; gives its item.
    func quarantine(_ name: String, more: String = "") async throws -> ConsoleItem {
        let reply = try await upload(name, Array((Wire.eicar + more).utf8))
        #expect(reply.status == 303)
        await backend.advance(byUS: 5_000_000)
        return try #require(await backend.items().last)
    }

    private func send(_ head: HTTPRequest, _ body: [UInt8]) async throws -> Reply {
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "test")
        )
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))),
            context: BasicRequestContext(source: source)
        )
        let kept = Kept()
        try await response.body.write(kept)
        return Reply(
            status: response.status.code,
            headers: response.headers,
            bytes: Array(kept.buffer.readableBytesView)
        )
    }
}

/// Keeps a body; one test at a time writes to it.
private final class Kept: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { self.buffer.writeImmutableBuffer(buffer) }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
