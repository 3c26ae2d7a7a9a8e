internal import HTTPTypes
internal import Hummingbird

/// Calls of our own, for what the product has no public call for.
///
/// The list of the quarantine and the switchboard, under `/scanwhy/v1`; docs/server.md has them.
struct OwnRoutes: Sendable {
    typealias Context = BasicRequestContext

    let backend: any ConsoleBackend

    func add(to router: Router<Context>) {
        let own = router.group("scanwhy/v1")
        addItems(to: own)
        addTechnologies(to: own)
        addStage(to: own)
        addFaults(to: own)
    }

    private func addItems(to own: RouterGroup<Context>) {
        own.get("items") { _, _ in
            let items = await backend.items().sorted { $0.id < $1.id }
            return Response(.list(items.map(OwnAnswers.item)))
        }
        own.get("items/:item") { _, context in
            guard let id = Int(try context.parameters.require("item")),
                let item = await backend.item(id)
            else { throw CoreRefusal.notFound }
            return Response(OwnAnswers.item(item))
        }
        own.post("items/:item") { request, context in
            struct Items: Decodable { var ids: [Int] }
            guard let verb = ConsoleVerb(rawValue: try context.parameters.require("item"))
            else { throw CoreRefusal.notFound }
            let body = try await Self.body(Items.self, request)
            let count = try await Self.plainly { () throws(ConsoleRefusal) in
                try await backend.operate(verb, on: body.ids)
            }
            return Response(.object(["done": .number(count)]))
        }
    }

    private func addTechnologies(to own: RouterGroup<Context>) {
        own.get("technologies") { _, _ in
            Response(.list(await backend.technologies().map(OwnAnswers.technology)))
        }
        own.put("technologies/threat-intelligence") { request, _ in
            struct Change: Decodable {
                var enabled: Bool?
                var api_key: String?
            }
            let change = try await Self.body(Change.self, request)
            try await Self.plainly { () throws(ConsoleRefusal) in
                if let isOn = change.enabled { try await backend.switchIntelligence(on: isOn) }
                if let key = change.api_key { try await backend.saveAPIKey(key) }
            }
            return Response(.list(await backend.technologies().map(OwnAnswers.technology)))
        }
        own.get("quarantine/settings") { _, _ in
            Response(OwnAnswers.settings(await backend.settings()))
        }
        own.put("quarantine/settings") { request, _ in
            struct Change: Decodable {
                var automatic: Bool?
                var check_seconds: Int?
                var polling_seconds: Int?
            }
            let change = try await Self.body(Change.self, request)
            var settings = await backend.settings()
            settings.isAutomatic = change.automatic ?? settings.isAutomatic
            settings.checkSeconds = change.check_seconds ?? settings.checkSeconds
            settings.pollingSeconds = change.polling_seconds ?? settings.pollingSeconds
            let new = settings
            try await Self.plainly { () throws(ConsoleRefusal) in try await backend.save(new) }
            return Response(OwnAnswers.settings(new))
        }
    }

    /// A body in JSON, which no form of another site can send.
    static func body<Value: Decodable>(
        _ type: Value.Type,
        _ request: Request
    ) async throws -> Value {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true
        else { throw CoreRefusal(415, "The body must be application/json") }
        guard let value = try await CoreRoutes.json(type, request) else {
            throw CoreRefusal(400, "The body is not what this call takes")
        }
        return value
    }

    /// What a page would say, as an error of REST.
    static func plainly<Value>(
        _ body: () async throws(ConsoleRefusal) -> Value
    ) async throws(CoreRefusal) -> Value {
        do throws(ConsoleRefusal) {
            return try await body()
        } catch {
            throw CoreRefusal(error.status, error.text)
        }
    }
}
