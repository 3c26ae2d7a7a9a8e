internal import HTTPTypes
internal import Hummingbird

/// The switchboard: virtual time, faults, and what happened.
extension OwnRoutes {
    func addStage(to own: RouterGroup<Context>) {
        own.get("clock") { _, _ in Response(OwnAnswers.clock(await backend.stage())) }
        own.put("clock") { request, _ in
            struct Change: Decodable {
                var rate: Int?
                var advance_seconds: Int64?
            }
            let change = try await Self.body(Change.self, request)
            try await Self.plainly { () throws(ConsoleRefusal) in
                if let seconds = change.advance_seconds {
                    // More than a year is refused anyway, and would overflow here.
                    try await backend.advance(byUS: min(max(0, seconds), 1 << 40) * 1_000_000)
                }
                if let rate = change.rate { try await backend.setRate(rate) }
            }
            return Response(OwnAnswers.clock(await backend.stage()))
        }
        own.get("occurrences") { request, _ in
            let limit = request.uri.queryParameters["limit"].flatMap { Int($0) } ?? 100
            return Response(
                .list(await backend.occurrences(limit: limit).map(OwnAnswers.occurrence))
            )
        }
    }

    func addFaults(to own: RouterGroup<Context>) {
        own.get("faults/kinds") { _, _ in
            Response(.list(await backend.faultKinds().map(OwnAnswers.faultKind)))
        }
        own.get("faults") { _, _ in
            Response(.list(await backend.faults().map(OwnAnswers.fault)))
        }
        own.post("faults") { request, _ in
            struct Order: Decodable {
                var fault: String
                var engine: String?
                var factor: Int?
                var percent: Int?
                var status: Int?
                var text: String?
            }
            let wanted = try await Self.body(Order.self, request)
            var order = ConsoleFaultOrder(key: wanted.fault)
            order.engine = wanted.engine
            order.factor = wanted.factor
            order.percent = wanted.percent
            order.status = wanted.status
            order.text = wanted.text
            let final = order
            let number = try await Self.plainly { () throws(ConsoleRefusal) in
                try await backend.begin(final)
            }
            return Response(.object(["number": .number(number)]))
        }
        own.delete("faults/:number") { _, context in
            guard let number = Int(try context.parameters.require("number")) else {
                throw CoreRefusal.notFound
            }
            try await Self.plainly { () throws(ConsoleRefusal) in
                try await backend.endFault(number)
            }
            return Response(.object(["number": .number(number)]))
        }
    }
}
