internal import HTTPTypes
internal import Hummingbird

/// The calls of MetaDefender Core's API that the engine answers.
struct CoreRoutes: Sendable {
    let backend: any CoreBackend
    let uploadBytes: Int
    let budget: ByteBudget

    init(_ settings: RESTSettings, backend: any CoreBackend) {
        self.backend = backend
        uploadBytes = settings.uploadBytes
        budget = ByteBudget(bytes: settings.heldBytes)
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("readyz") { _, _ in
            let health = await backend.health()
            return Response(
                CoreAnswers.health(health),
                status: health.isHealthy ? .ok : .serviceUnavailable
            )
        }
        router.get("version") { _, _ in Response(CoreAnswers.version(await backend.version())) }
        router.post("file") { request, _ in try await submit(request) }
        router.get("file/:id") { _, context in
            let id = try context.parameters.require("id")
            guard Identifier.isOne(id), let report = await backend.report(of: id) else {
                return Response(CoreAnswers.unknown(id), status: .notFound)
            }
            return Response(CoreAnswers.report(report))
        }
    }

    private func submit(_ request: Request) async throws -> Response {
        let length: Int
        switch checkedLength(request) {
        case .success(let bytes): length = bytes
        case .failure(let refusal): return Response(refusal: refusal, closes: true)
        }
        guard budget.hold(length) else { return Response(refusal: .busy, closes: true) }
        defer { budget.release(length) }
        var body: [UInt8] = []
        body.reserveCapacity(length)
        for try await block in request.body { body += block.readableBytesView }
        guard !body.isEmpty else { throw CoreRefusal.empty }
        let upload = CoreUpload(
            fileName: Percents.decode(request.headers[Self.name("filename")] ?? ""),
            body: body,
            rule: request.headers[Self.name("rule")].map(Percents.decode),
            userAgent: request.headers[.userAgent] ?? "",
            apiKey: request.headers[Self.name("apikey")]
        )
        return Response(CoreAnswers.accepted(try await backend.submit(upload)))
    }

    /// The length that a client announces; chunked bodies are not taken, as documented.
    private func checkedLength(_ request: Request) -> Result<Int, CoreRefusal> {
        guard let text = request.headers[.contentLength], let bytes = Int(text), bytes >= 0 else {
            return .failure(.noLength)
        }
        return bytes <= uploadBytes ? .success(bytes) : .failure(.tooLarge)
    }

    private static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(text)") else {
            preconditionFailure("The names of our headers are tokens.")
        }
        return name
    }
}
