internal import Hummingbird

/// Dashboard → Quarantine, and the details of an item.
extension ConsoleRoutes {
    func addQuarantine(to router: Router<Context>) {
        get(Paths.quarantine, on: router) { visit, query, _ in
            let items = await backend.items()
            let list = ListQuery(query)
            return .page(QuarantinePage(items: items, query: list, visit: visit).page)
        }
        post(Paths.quarantine, on: router) { visit, sending, _ in
            try await operate(sending.form, back: ListQuery(sending.query).path, visit)
        }
        get("\(Paths.quarantine)/settings", on: router) { visit, _, _ in
            .page(SettingsDialog(settings: await backend.settings(), visit: visit).page)
        }
        post("\(Paths.quarantine)/settings", on: router) { visit, sending, _ in
            try await saveSettings(sending.form, visit)
        }
    }

    func addItem(to router: Router<Context>) {
        get("\(Paths.quarantine)/:id", on: router) { visit, _, parameters in
            .page(ItemPage(item: try await item(parameters), visit: visit).overview)
        }
        get("\(Paths.quarantine)/:id/threat-intelligence", on: router) { visit, query, parameters in
            let page = ItemPage(item: try await item(parameters), visit: visit)
            return .page(page.results(query["page"].flatMap { Int($0) }))
        }
        post("\(Paths.quarantine)/:id", on: router) { visit, sending, parameters in
            let item = try await item(parameters)
            var form = sending.form
            form.add("item", "\(item.id)")
            return try await operate(form, back: Paths.item(item.id), visit)
        }
        post("\(Paths.quarantine)/:id/download", on: router) { _, _, parameters in
            let item = try await item(parameters)
            return .download(name: item.name, bytes: try await backend.content(of: item.id))
        }
    }

    private func item(_ parameters: Parameters) async throws(ConsoleRefusal) -> ConsoleItem {
        guard let id = parameters.get("id").flatMap({ Int($0) }), let item = await backend.item(id)
        else { throw .notFound }
        return item
    }

    /// A button of the list: `pin` for all that are selected, `pin 12` for one.
    private func operate(
        _ form: FormFields,
        back: String,
        _ visit: Visit
    ) async throws -> Answer {
        let words = (form["act"] ?? "").split(separator: " ")
        if words == ["nothing"] { return .goTo(back) }
        guard let verb = words.first.flatMap({ ConsoleVerb(rawValue: String($0)) }) else {
            throw ConsoleRefusal(422, "That is nothing that can be done to items.")
        }
        let named = words.dropFirst().compactMap { Int($0) }
        let ids = named.isEmpty ? Set(form.all("item").compactMap { Int($0) }) : Set(named)
        guard !ids.isEmpty else { return .goTo(back, .nothingSelected) }
        if verb == .delete, form["sure"] == nil {
            let items = await backend.items().filter { ids.contains($0.id) }
                .sorted { $0.id < $1.id }
            guard !items.isEmpty else { throw ConsoleRefusal.notFound }
            return .page(DeleteQuestion(items: items, path: back, visit: visit).page)
        }
        let count = try await backend.operate(verb, on: ids.sorted())
        // The details of what is deleted are gone.
        let place = verb == .delete && !back.contains("?") ? Paths.quarantine : back
        return .goTo(place, Flash(verb, count))
    }

    private func saveSettings(_ form: FormFields, _ visit: Visit) async throws -> Answer {
        var settings = ConsoleSettings(
            isAutomatic: form["automatic"] != nil,
            checkSeconds: form["check"].flatMap { Int($0) } ?? 0,
            pollingSeconds: form["polling"].flatMap { Int($0) } ?? 0
        )
        let range = ConsoleSettings.seconds
        guard range.contains(settings.checkSeconds), range.contains(settings.pollingSeconds) else {
            let saved = await backend.settings()
            if !range.contains(settings.checkSeconds) { settings.checkSeconds = saved.checkSeconds }
            if !range.contains(settings.pollingSeconds) {
                settings.pollingSeconds = saved.pollingSeconds
            }
            let problem =
                "Nothing was saved: both intervals are whole numbers from \(range.lowerBound) to "
                + "\(range.upperBound) seconds."
            let dialog = SettingsDialog(settings: settings, problem: problem, visit: visit)
            return .page(dialog.page, status: 422)
        }
        try await backend.save(settings)
        return .goTo(Paths.quarantine, .settingsSaved)
    }
}
