internal import Quarantine

extension LiveEngine: ConsoleBackend {
    private var core: Core { state.engine.cores[0] }

    // MARK: The quarantine page

    package func items() async -> [ConsoleItem] {
        await show()
        let ageUS = core.settings.quarantineAgeUS
        return core.items.map { ConsoleItem($0, ageUS: ageUS) }
    }

    package func item(_ id: Int) async -> ConsoleItem? {
        await show()
        let ageUS = core.settings.quarantineAgeUS
        return core.items.first { $0.facts.id == id }.map { ConsoleItem($0, ageUS: ageUS) }
    }

    package func operate(
        _ verb: ConsoleVerb,
        on ids: [Int]
    ) async throws(ConsoleRefusal) -> Int {
        catchUp()
        let known = Set(core.items.map(\.facts.id))
        let there = Set(ids).intersection(known).sorted()
        guard !there.isEmpty else { return 0 }
        _ = try await done(.operated(verb: Action.Verb(verb).rawValue, items: there))
        return there.count
    }

    package func content(of id: Int) async throws(ConsoleRefusal) -> [UInt8] {
        await show()
        guard let item = core.items.first(where: { $0.facts.id == id }) else { throw .notFound }
        guard let bytes = await vault.bytes(of: item.facts.sha256) else {
            throw ConsoleRefusal(404, "The bytes of this item are not kept.")
        }
        state.noteDownload(of: id)
        return bytes
    }

    package func settings() async -> ConsoleSettings {
        await show()
        return ConsoleSettings(core.settings.quarantine)
    }

    package func save(_ settings: ConsoleSettings) async throws(ConsoleRefusal) {
        try await set([
            .set("quarantine.automatic", "\(settings.isAutomatic)"),
            .set("quarantine.check_seconds", "\(settings.checkSeconds)"),
            .set("quarantine.polling_seconds", "\(settings.pollingSeconds)"),
        ])
    }

    // MARK: The Technologies page

    package func technologies() async -> [ConsoleTechnology] {
        await show()
        return core.technologies.map { ConsoleTechnology($0) }
    }

    package func switchIntelligence(on isOn: Bool) async throws(ConsoleRefusal) {
        let verb: Action.Verb = isOn ? .enable : .disable
        _ = try await done(.acted(LiveAction(verb: verb.rawValue)))
    }

    package func saveAPIKey(_ key: String) async throws(ConsoleRefusal) {
        guard key.utf8.count <= limits.nameBytes else {
            throw ConsoleRefusal(400, "That is too long for a key.")
        }
        try await set([.set("threat_intelligence.api_key", key)])
    }
}

extension LiveEngine {
    /// Brings the engine to the present; what a page shows is on the disk before.
    func show() async {
        catchUp()
        // A broken disk does not keep a page from showing what is: the next change says so.
        _ = try? await settle(nil)
    }

    /// Takes an input for a page.
    func done(_ input: LiveInput) async throws(ConsoleRefusal) -> LiveState.Outcome {
        do throws(LiveProblem) {
            return try await take(input)
        } catch {
            throw ConsoleRefusal(500, "That could not be written down, so nothing was changed.")
        }
    }

    /// Changes settings, all or none.
    func set(_ actions: [LiveAction]) async throws(ConsoleRefusal) {
        for action in actions {
            guard problems(of: action).isEmpty else {
                throw ConsoleRefusal(400, "There is no such setting, or it cannot be that.")
            }
        }
        for action in actions { _ = try await done(.acted(action)) }
    }
}
