internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

/// The calls of MetaDefender Cloud's API v4 that the stand-in answers.
struct StandInRoutes: Sendable {
    let standIn: CloudStandIn
    let budget: ByteBudget

    init(_ standIn: CloudStandIn) {
        self.standIn = standIn
        budget = ByteBudget(bytes: standIn.settings.heldBytes)
    }

    func add(to router: Router<BasicRequestContext>) {
        let api = router.group("v4")
        api.post("file") { request, _ in try await upload(request) }
        api.get("file/:id") { request, context in
            let id = try context.parameters.require("id")
            return try await answer(request, .poll) { cloud, nowUS throws(StandInRefusal) in
                let scan = try cloud.scan(id)
                let percent = cloud.percent(of: scan, at: nowUS)
                // The first part of its time it waits in the queue.
                if percent < Self.queuePercent { return StandInBodies.queued(scan, at: nowUS) }
                return cloud.report(scan, percent: percent)
            }
        }
        api.get("hash/:hash") { request, context in
            let hash = try context.parameters.require("hash")
            return try await answer(request, .lookUp) { cloud, nowUS throws(StandInRefusal) in
                cloud.report(try cloud.lookUp(hash, at: nowUS), percent: 100)
            }
        }
        let uploadBytes = standIn.settings.uploadBytes
        api.get("apikey") { request, _ in
            try await answer(request, .account) { cloud, _ in
                StandInBodies.account(cloud.account, uploadBytes: uploadBytes)
            }
        }
        api.get("apikey/limits") { request, _ in
            try await answer(request, .account) { cloud, _ in
                StandInBodies.calls(
                    prevention: cloud.usedUploads,
                    reputation: cloud.reputation.used
                )
            }
        }
        api.get("apikey/limits/status") { request, _ in
            try await answer(request, .account) { cloud, _ in
                let account = cloud.account
                return StandInBodies.calls(
                    prevention: max(0, account.dailyLimit - cloud.usedUploads),
                    reputation: max(0, account.reputationLimit - cloud.reputation.used),
                    throttling: cloud.callsLeftInMinute
                )
            }
        }
    }

    private static let queuePercent = 5

    /// Answers a call without a body.
    private func answer(
        _ request: Request,
        _ call: StandInCloud.Call,
        _ body: (inout StandInCloud, Int64) throws(StandInRefusal) -> JSON
    ) async throws -> Response {
        try await beSlow()
        let nowUS = standIn.settings.clock()
        let key = request.headers[.apiKey]
        return standIn.withCloud { cloud in
            do throws(StandInRefusal) {
                try cloud.admit(call, key: key, at: nowUS)
                let json = try body(&cloud, nowUS)
                return Response(json).metered(cloud, call, at: nowUS)
            } catch {
                return Response(error).metered(cloud, call, at: nowUS)
            }
        }
    }

    private func upload(_ request: Request) async throws -> Response {
        try await beSlow()
        let key = request.headers[.apiKey]
        let clock = standIn.settings.clock
        let refused = standIn.withCloud { cloud -> Response? in
            do throws(StandInRefusal) {
                try cloud.admit(.upload, key: key, at: clock())
                return nil
            } catch {
                return Response(error, closes: true).metered(cloud, .upload, at: clock())
            }
        }
        if let refused { return refused }
        let file: StandInFile
        do throws(StandInRefusal) {
            file = try await receive(request)
        } catch {
            return Response(error, closes: true)
        }
        let nowUS = clock()
        let answer: Response
        do throws(StandInRefusal) {
            answer = Response(StandInBodies.accepted(try standIn.accept(file, at: nowUS)))
        } catch {
            answer = Response(error)
        }
        return standIn.withCloud { answer.metered($0, .upload, at: nowUS) }
    }

    /// Reads the file within the bounds, whatever length a client announces.
    private func receive(_ request: Request) async throws(StandInRefusal) -> StandInFile {
        let bound = standIn.settings.uploadBytes
        let announced = request.headers[.contentLength].flatMap(Int.init) ?? bound
        guard announced <= bound else { throw StandInRefusal(400_144) }
        guard budget.hold(announced) else { throw StandInRefusal(503_001) }
        defer { budget.release(announced) }
        var body: [UInt8] = []
        do {
            for try await block in request.body {
                guard body.count + block.readableBytes <= announced else {
                    throw StandInRefusal(400_144)
                }
                body += block.readableBytesView
            }
        } catch let refusal as StandInRefusal {
            throw refusal
        } catch {
            throw StandInRefusal(400_140)
        }
        guard !body.isEmpty else { throw StandInRefusal(400_145) }
        let given = request.headers[.fileName].map(Percents.decode)
        let type = request.headers[.contentType] ?? ""
        guard MultipartForm.isOne(type) else {
            return StandInFile(name: given ?? "unnamed", body: body[...])
        }
        guard let file = MultipartForm(contentType: type, body: body)?.file else {
            throw StandInRefusal(400_140)
        }
        guard !file.content.isEmpty else { throw StandInRefusal(400_145) }
        return StandInFile(name: given ?? file.fileName ?? "unnamed", body: file.content)
    }

    /// Waits as long as the fault says; a server that ends waits no longer.
    private func beSlow() async throws {
        let tenths = standIn.faults.slowSeconds * 10
        for _ in 0..<tenths where !Task.isShuttingDownGracefully {
            guard standIn.faults.slowSeconds > 0 else { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
