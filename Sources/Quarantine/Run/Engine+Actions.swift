extension Engine {
    /// Does what an action says, at this time.
    mutating func perform(recorded action: Action) {
        switch action.verb {
        case .upload, .open:
            for path in paths(of: action) {
                share.access(path, action.verb == .open ? .read : .write, &course)
            }
        case .submit: submit(action)
        case .cancel: cancel(action)
        case .rescan, .reset, .unquarantine, .deleteRecord:
            let paths = action.files.contains("*") ? share.lockedPaths : action.files
            for path in paths { share.administer(action.verb, path, &course) }
        case .quarantine:
            for path in paths(of: action) { share.administer(.quarantine, path, &course) }
        case .pin, .unpin, .delete, .download, .send:
            let core = core(of: action)
            cores[core].operate(action.verb, on: cores[core].itemIDs(of: action.files), &course)
        case .enable, .disable:
            let core = core(of: action)
            installation.cores[core].threatIntelligence.isEnabled = action.verb == .enable
            cores[core].switchIntelligence(on: action.verb == .enable, &course)
        case .set: set(action)
        }
    }

    private func paths(of action: Action) -> [String] {
        action.files.contains("*") ? share.all.map(\.facts.path) : action.files
    }

    private func core(of action: Action) -> Int {
        cores.firstIndex { $0.settings.name == action.target } ?? 0
    }

    /// A client of Core's own API; it is no part of the file server.
    private mutating func submit(_ action: Action) {
        let client = ClientFacts(
            address: "10.20.0.50",
            agent: "archive-check/1.4",
            user: "LOCAL/archive"
        )
        let core = core(of: action)
        for path in paths(of: action) {
            guard let file = share.files[path] else { continue }
            _ = cores[core].admit(
                Submission(file: file.facts, client: client, origin: .client),
                &course
            )
        }
    }

    private mutating func cancel(_ action: Action) {
        let core = core(of: action)
        for dataID in cores[core].openScans(of: paths(of: action)) {
            let cancel = CoreEvent.cancel(dataID: dataID, cause: .person("cancelled"))
            course.schedule(.core(core, cancel), afterUS: 2 * .millisecond)
        }
    }

    /// Changes a setting; the machines see it from now on.
    private mutating func set(_ action: Action) {
        var reading = ScenarioReading()
        var changed = installation
        changed.set(action, &reading)
        guard reading.problems.isEmpty else { return }
        let before = installation
        installation = changed
        for index in cores.indices where before.cores[index] != changed.cores[index] {
            cores[index].settings = changed.cores[index]
            record(action, .core(before.cores[index].name))
            if before.cores[index].quarantine != changed.cores[index].quarantine {
                cores[index].planChecks(&course)
            }
        }
        for index in icaps.indices where before.icaps[index] != changed.icaps[index] {
            icaps[index].settings = changed.icaps[index]
            record(action, .icap(before.icaps[index].name))
        }
        if before.share != changed.share {
            share.settings = changed.share
            record(action, .share(changed.share.server))
        }
        if before.cloud != changed.cloud {
            cloud.settings = changed.cloud
            record(action, .cloud)
        }
    }

    private mutating func record(_ action: Action, _ component: Component) {
        // An API key is a secret, and no occurrence holds one.
        let value = action.key.hasSuffix("api_key") ? "***" : action.value
        course.record(component, .settingChanged(key: action.key, value: value))
    }
}

extension Core {
    /// Scans of these files that are not finished, of clients other than ICAP Servers.
    func openScans(of paths: [String]) -> [String] {
        scans.filter {
            $0.result == nil && $0.origin == .client && paths.contains($0.facts.file.path)
        }.map(\.facts.dataID)
    }
}
