internal import Hummingbird

/// Inventory → Technologies, and the dialogs of Threat Intelligence.
extension ConsoleRoutes {
    func addTechnologies(to router: Router<Context>) {
        get(Paths.technologies, on: router) { visit, _, _ in
            let technologies = await backend.technologies()
            return .page(TechnologiesPage(technologies: technologies, visit: visit).page)
        }
        get(Paths.intelligence, on: router) { visit, _, _ in
            .page(try await dialogs(visit).entry)
        }
        get("\(Paths.intelligence)/settings", on: router) { visit, _, _ in
            .page(try await dialogs(visit).configuration())
        }
        post("\(Paths.intelligence)/settings", on: router) { visit, sending, _ in
            let key = sending.form["api-key"] ?? ""
            let trimmed = String(key.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            guard trimmed.utf8.count <= 200,
                trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else {
                let problem =
                    "Nothing was saved: a key is at most 200 letters, digits and signs, without "
                    + "blanks."
                return .page(try await dialogs(visit).configuration(problem: problem), status: 422)
            }
            try await backend.saveAPIKey(trimmed)
            return .goTo(Paths.technologies, trimmed.isEmpty ? .keyRemoved : .keySaved)
        }
        for isOn in [true, false] {
            let path = "\(Paths.intelligence)/\(isOn ? "enable" : "disable")"
            get(path, on: router) { visit, _, _ in
                .page(try await dialogs(visit).toggle(on: isOn))
            }
            post(path, on: router) { _, _, _ in
                try await backend.switchIntelligence(on: isOn)
                return .goTo(Paths.technologies, isOn ? .enabled : .disabled)
            }
        }
    }

    private func dialogs(_ visit: Visit) async throws(ConsoleRefusal) -> IntelligenceDialogs {
        let all = await backend.technologies()
        guard let technology = all.first(where: \.isIntelligence) else {
            throw ConsoleRefusal(404, "This Core has no Threat Intelligence technology.")
        }
        return IntelligenceDialogs(technology: technology, visit: visit)
    }
}
