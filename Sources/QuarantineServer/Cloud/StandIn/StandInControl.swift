internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

/// Switches the stand-in's faults over the network; this is ours, the Cloud has no such calls.
struct StandInControl: Sendable {
    let standIn: CloudStandIn

    /// Bytes of a request; a switch needs few.
    private static let bodyBytes = 4 << 10

    func add(to router: Router<BasicRequestContext>) {
        let own = router.group("scanwhy/v1/cloud")
        own.get { request, _ in
            isAllowed(request) ? Response(standIn.report.json) : Response(Self.denied)
        }
        own.get("faults") { request, _ in
            isAllowed(request) ? Response(standIn.faults.json) : Response(Self.denied)
        }
        own.put("faults") { request, _ in
            guard isAllowed(request), Self.isJSON(request) else {
                return Response(Self.denied, closes: true)
            }
            return try await change(request)
        }
    }

    private static let denied = StandInRefusal(403_000)

    private func change(_ request: Request) async throws -> Response {
        let malformed = StandInRefusal(400_000, "The faults could not be read")
        let change: StandInFaults.Change
        do {
            let body = try await request.body.collect(upTo: Self.bodyBytes)
            change = try JSONDecoder().decode(
                StandInFaults.Change.self,
                from: Data(body.readableBytesView)
            )
        } catch {
            return Response(malformed, closes: true)
        }
        // Read and written in one step, so that two requests do not undo each other.
        let faults = standIn.withCloud { cloud -> StandInFaults? in
            let faults = cloud.faults.changed(by: change)
            guard faults.isSound else { return nil }
            cloud.faults = faults
            return faults
        }
        return faults.map { Response($0.json) } ?? Response(malformed)
    }

    /// On this machine everybody; from elsewhere who has the key for it.
    private func isAllowed(_ request: Request) -> Bool {
        if standIn.settings.isLoopback { return true }
        guard let key = standIn.settings.controlKey, !key.isEmpty else { return false }
        return request.headers[.apiKey] == key
    }

    /// Pages of other sites cannot send this type without asking first.
    private static func isJSON(_ request: Request) -> Bool {
        request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true
    }
}
