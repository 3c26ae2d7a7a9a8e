internal import AsyncHTTPClient
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import Quarantine

/// Carries the engine's calls to a MetaDefender Cloud over HTTP or HTTPS.
///
/// It goes to the one host it was given: it follows no redirect, and asks no proxy. The API key
/// is in the header of the call and nowhere else.
package final class CloudClient: CloudPort {
    package let settings: CloudClientSettings
    private let http: HTTPClient
    private let uploads: Turnstile
    private let polls: Turnstile

    package init(_ settings: CloudClientSettings) {
        self.settings = settings
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: settings.connectTimeout.amount,
                read: settings.pollTimeout.amount
            ),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            settings.maxUploads + settings.maxPolls
        // A call is an attempt of the state machine: it is counted there, not tried again here.
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            configuration: configuration
        )
        uploads = Turnstile(places: settings.maxUploads)
        polls = Turnstile(places: settings.maxPolls)
    }

    /// Ends it; calls that are under way end as unreachable.
    package func shutdown() async throws {
        try await http.shutdown()
    }

    package func carry(
        _ order: CloudOrder,
        bytes: @escaping @Sendable () async throws -> [UInt8]?
    ) async -> CloudAnswer {
        let call = order.call
        guard Self.isKey(call.apiKey) else {
            return CloudAnswer(
                .refused(status: 0, code: 401_006, text: CloudService.text(of: 401_006))
            )
        }
        switch call.what {
        case .upload:
            return await uploads.pass {
                await self.upload(call, bytes: bytes)
            }
        case .poll(let cloudID):
            guard CloudReading.isID(cloudID) else {
                return CloudAnswer(.unreachable(text: "The Cloud's id cannot be asked for"))
            }
            return await polls.pass {
                let request = self.request("GET", "/file/\(cloudID)", call.apiKey)
                return await self.ask(request, call, within: self.settings.pollTimeout)
            }
        }
    }

    private func upload(
        _ call: CloudOrder.Call,
        bytes: @Sendable () async throws -> [UInt8]?
    ) async -> CloudAnswer {
        let body: [UInt8]
        do {
            guard let kept = try await bytes() else {
                return CloudAnswer(.unreachable(text: "The file's bytes are not kept"))
            }
            body = kept
        } catch {
            return CloudAnswer(.unreachable(text: "The file's bytes could not be read"))
        }
        var request = request("POST", "/file", call.apiKey)
        request.headers.add(name: "content-type", value: "application/octet-stream")
        request.headers.add(name: "filename", value: Percents.encode(call.file.name))
        request.body = .bytes(ByteBuffer(bytes: body))
        return await ask(request, call, within: settings.uploadTimeout)
    }

    private func request(_ method: String, _ path: String, _ key: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(settings.url)\(path)")
        request.method = .init(rawValue: method)
        request.headers.add(name: "apikey", value: key)
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "scanwhy-serve")
        return request
    }

    /// Sends a request, and reads what comes within the time and the bound.
    private func ask(
        _ request: HTTPClientRequest,
        _ call: CloudOrder.Call,
        within time: Duration
    ) async -> CloudAnswer {
        let http = http
        let bound = settings.answerBytes
        let reading = CloudReading(url: settings.url, isUpload: call.what == .upload)
        return await withTaskGroup(of: CloudAnswer.self) { group in
            group.addTask {
                do {
                    let response = try await http.execute(request, timeout: time.amount)
                    let body = try await response.body.collect(upTo: bound)
                    return reading.answer(
                        status: Int(response.status.code),
                        fields: { response.headers.first(name: $0) },
                        body: Array(body.readableBytesView)
                    )
                } catch {
                    return CloudAnswer(.unreachable(text: Self.words(for: error)))
                }
            }
            group.addTask {
                // Cancelled as soon as the answer is there.
                try? await Task.sleep(for: time)
                return CloudAnswer(.unreachable(text: "Connection timed out"))
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? CloudAnswer(.unreachable(text: "No answer"))
        }
    }

    /// What can stand in a header, and is not absurd.
    private static func isKey(_ key: String) -> Bool {
        (1...256).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Words of ours: those of libraries may hold addresses and headers.
    private static func words(for error: any Error) -> String {
        switch error {
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded:
                return "Connection timed out"
            case .remoteConnectionClosed: return "Connection closed"
            case .cancelled, .alreadyShutdown, .shutdownUnsupported: return "Stopped"
            default: return "HTTP failed"
            }
        case is NIOTooManyBytesError: return "The answer is too long"
        case is NIOConnectionError: return "Connection refused"
        case let error as IOError:
            switch error.errnoCode {
            case ECONNREFUSED: return "Connection refused"
            case ECONNRESET: return "Connection reset"
            default: return "Connection failed"
            }
        case is CancellationError: return "Stopped"
        default: return "Connection failed"
        }
    }
}
