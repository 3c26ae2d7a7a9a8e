internal import HTTPTypes
internal import Hummingbird

/// Results, and files in quarantine.
extension CoreRoutes {
    func addResults(to router: Router<Context>) {
        on(.get, "file/:id", of: router) { _, parameters in
            let id = try parameters.require("id")
            guard Identifier.isOne(id), let report = try await backend.report(of: id) else {
                return Response(CoreAnswers.unknown(id), status: .notFound)
            }
            return Response(CoreAnswers.report(report))
        }
        on(.get, "hash/:hash", of: router) { request, parameters in
            let hash = try parameters.require("hash")
            guard let report = try await latest(hash.lowercased(), request) else {
                return Response(CoreAnswers.unknown(hash), status: .notFound)
            }
            return Response(CoreAnswers.report(report))
        }
        on(.get, "quarantine/:hash/download", of: router) { _, parameters in
            let hash = try parameters.require("hash").lowercased()
            guard Self.isHash(hash, digits: [64]), let file = try await backend.download(hash)
            else { throw CoreRefusal.notFound }
            return Self.attachment(file.body, hash)
        }
    }

    /// The latest scan of a content, as the headers of a look-up want it.
    private func latest(_ hash: String, _ request: Request) async throws -> CoreReport? {
        guard Self.isHash(hash, digits: [32, 40, 64]) else { return nil }
        let rule = request.headers[.rule].map(Percents.decode)
        let wantsAll = request.headers[.includesInProgress]?.lowercased() == "true"
        let hours = request.headers[.timeRange].flatMap { Int64($0) } ?? 0
        let nowUS = await backend.status().nowUS
        return try await backend.reports(ofHash: hash).first { report in
            let ageUS = nowUS - report.startedUS
            return (wantsAll || report.isDone) && (rule == nil || rule == report.profile)
                && (hours <= 0 || hours > 1_000_000 || ageUS <= hours * 3_600_000_000)
        }
    }

    private static func isHash(_ text: String, digits: [Int]) -> Bool {
        digits.contains(text.utf8.count) && text.utf8.allSatisfy { Hex.value($0) != nil }
    }

    /// Bytes that a browser may store, and never shows; the name is ours, as theirs may be bait.
    private static func attachment(_ body: [UInt8], _ hash: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .contentDisposition: "attachment; filename=\"\(hash).quarantined\"",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
