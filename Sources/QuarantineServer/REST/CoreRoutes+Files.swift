internal import HTTPTypes
internal import Hummingbird

/// Taking files.
extension CoreRoutes {
    func addFiles(to router: Router<Context>) {
        on(.post, "file", of: router) { request, _ in
            try await submit(request) { dataID in Response(CoreAnswers.accepted(dataID)) }
        }
        on(.post, "file/sync", of: router) { request, _ in
            try await submit(request) { dataID in
                let report = try await backend.report(of: dataID, within: settings.syncTimeout)
                guard let report, report.isDone else {
                    return Response(CoreAnswers.accepted(dataID), status: .requestTimeout)
                }
                return Response(CoreAnswers.report(report))
            }
        }
        on(.post, "file/:id/cancel", of: router) { _, parameters in
            let id = try parameters.require("id")
            guard Identifier.isOne(id), try await backend.cancel(id) else {
                return Response(CoreAnswers.unknown(id), status: .notFound)
            }
            return Response(CoreAnswers.cancelled(id))
        }
    }

    private func submit(
        _ request: Request,
        _ answer: (String) async throws -> Response
    ) async throws -> Response {
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
        var fileName = Percents.decode(request.headers[.coreFileName] ?? "")
        // The vendor's SDK and browsers put the file into a form.
        let type = request.headers[.contentType] ?? ""
        if let file = MultipartForm(contentType: type, body: body)?.file {
            if fileName.isEmpty { fileName = file.fileName ?? "" }
            body = Array(file.content)
        }
        guard !body.isEmpty else { throw CoreRefusal.empty }
        let upload = CoreUpload(
            fileName: fileName,
            body: body,
            rule: request.headers[.rule].map(Percents.decode),
            userAgent: request.headers[.userAgent] ?? "",
            address: request.headers[.peer] ?? "",
            user: sessions.isClosed ? sessions.settings.user : ""
        )
        return try await answer(try await backend.submit(upload))
    }

    /// The length that a client announces; chunked bodies are not taken, as documented.
    private func checkedLength(_ request: Request) -> Result<Int, CoreRefusal> {
        guard let text = request.headers[.contentLength], let bytes = Int(text), bytes >= 0 else {
            return .failure(.noLength)
        }
        return bytes <= settings.uploadBytes ? .success(bytes) : .failure(.tooLarge)
    }
}
