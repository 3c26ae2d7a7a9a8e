internal import Crypto
internal import Quarantine

extension LiveEngine: CoreBackend {
    package func presence() async -> CorePresence {
        catchUp()
        let core = state.engine.cores[0]
        if !core.isRunning { return .gone }
        return state.engine.active(.coreSilent, on: core.settings.name) == nil ? .there : .silent
    }

    package nonisolated func submit(_ upload: CoreUpload) async throws(CoreRefusal) -> String {
        // Hashing is for the task of the client, not for the one engine.
        let file = LiveFile(name: upload.fileName, body: upload.body, limits: limits)
        return try await submit(file, upload)
    }

    package func report(of dataID: String) async throws(CoreRefusal) -> CoreReport? {
        try await present()
        if let status = state.engine.failedPoll(of: dataID, core: 0) {
            throw CoreRefusal(status, "Internal error")
        }
        return report(dataID)
    }

    package func report(
        of dataID: String,
        within time: Duration
    ) async throws(CoreRefusal) -> CoreReport? {
        let timer = Task {
            // Cancelled means that the scan was over in time.
            try? await Task.sleep(for: time)
            stopWatching(dataID)
        }
        defer { timer.cancel() }
        catchUp()
        if !isOver(dataID) {
            await withCheckedContinuation { watchers[dataID, default: []].append($0) }
        }
        try await present()
        return report(dataID)
    }

    package func reports(ofHash hash: String) async throws(CoreRefusal) -> [CoreReport] {
        try await present()
        return state.scans.dataIDs(of: hash).compactMap { report($0) }
    }

    package func cancel(_ dataID: String) async throws(CoreRefusal) -> Bool {
        catchUp()
        guard report(dataID) != nil else { return false }
        return try await taken(.cancelled(dataID: dataID)) == .done(true)
    }

    package func download(_ sha256: String) async throws(CoreRefusal) -> CoreDownload? {
        try await present()
        let items = state.engine.cores[0].items
        guard let item = items.last(where: { $0.facts.sha256 == sha256 }),
            let bytes = await vault.bytes(of: sha256)
        else { return nil }
        // It changes nothing, so it is not written down.
        state.noteDownload(of: item.facts.id)
        return CoreDownload(fileName: item.facts.name, body: bytes)
    }

    package func setting(_ setting: CoreSetting) async -> Int {
        let settings = state.engine.cores[0].settings
        return switch setting {
        case .quarantineHours: Int((settings.quarantineAgeUS ?? 0) / Self.hourUS)
        case .historyHours: Int((settings.historyAgeUS ?? 0) / Self.hourUS)
        case .queuePlaces: settings.queueSize
        }
    }

    package func set(_ setting: CoreSetting, to value: Int) async throws(CoreRefusal) {
        // A hundred years; more would only overflow.
        guard (0...876_000).contains(value) else { throw .badSetting }
        let age = value == 0 ? "none" : "\(value)h"
        let action =
            switch setting {
            case .quarantineHours: LiveAction.set("quarantine_age", age)
            case .historyHours: LiveAction.set("history_age", age)
            case .queuePlaces: LiveAction.set("queue_size", "\(value)")
            }
        guard problems(of: action).isEmpty else { throw .badSetting }
        _ = try await taken(.acted(action))
    }

    private static let hourUS: Int64 = 3_600_000_000
}

extension LiveEngine {
    /// What is wrong with a change of settings; empty if nothing is.
    func problems(of action: LiveAction) -> [String] {
        action.action.map { state.engine.problems(of: $0) } ?? ["there is no such action"]
    }

    /// Takes an input for a client of REST.
    func taken(_ input: LiveInput) async throws(CoreRefusal) -> LiveState.Outcome {
        do throws(LiveProblem) {
            return try await take(input)
        } catch {
            throw .notWritten
        }
    }

    /// Brings the engine to the present, and what a client may be told onto the disk.
    func present() async throws(CoreRefusal) {
        catchUp()
        do throws(LiveProblem) {
            try await settle(nil)
        } catch {
            throw .notWritten
        }
    }

    /// Whether nobody needs to wait for a scan.
    func isOver(_ dataID: String) -> Bool { report(dataID)?.isDone ?? true }

    private func stopWatching(_ dataID: String) {
        for watcher in watchers.removeValue(forKey: dataID) ?? [] { watcher.resume() }
    }

    private func submit(_ file: LiveFile, _ upload: CoreUpload) async throws(CoreRefusal) -> String
    {
        if let rule = upload.rule, rule != state.engine.cores[0].settings.workflow.name {
            throw .noRule
        }
        try await arrive(file, upload.body)
        defer { arrived(file) }
        let client = LiveClient(
            address: upload.address,
            agent: upload.userAgent,
            user: upload.user.isEmpty ? "" : "LOCAL/\(upload.user)"
        )
        switch try await taken(.submitted(file, client)) {
        case .reply(.accepted(let dataID)): return dataID
        case .reply(.refused(let status, let text, _)): throw CoreRefusal(status, text)
        case .reply(.silent): throw CoreRefusal(.silent)
        case .reply(.unreachable), .nothing, .request, .fault, .done: throw CoreRefusal(.gone)
        }
    }

    /// Keeps the bytes of a file before anything is made of it.
    func arrive(_ file: LiveFile, _ bytes: [UInt8]) async throws(CoreRefusal) {
        guard state.engine.cores[0].items.count < limits.items else { throw .noSpace }
        arriving[file.sha256, default: 0] += 1
        do throws(LiveProblem) {
            if try await vault.keep(bytes, as: file.sha256) { return }
        } catch {
            arrived(file)
            throw .notWritten
        }
        arrived(file)
        throw .noSpace
    }

    /// The engine has the file, or will not have it.
    func arrived(_ file: LiveFile) {
        let left = arriving[file.sha256, default: 1] - 1
        arriving[file.sha256] = left > 0 ? left : nil
        if left <= 0 && !state.needs(file.sha256) { vault.remove(file.sha256) }
    }
}

extension LiveFile {
    /// Looks at the bytes: only the test file is infected, whatever else they are.
    init(name: String, body: [UInt8], limits: LiveLimits) {
        self.init(
            name: String(decoding: name.utf8.prefix(limits.nameBytes), as: UTF8.self),
            sizeBytes: Int64(body.count),
            sha256: Hex.text(SHA256.hash(data: body)),
            sha1: Hex.text(Insecure.SHA1.hash(data: body)),
            md5: Hex.text(Insecure.MD5.hash(data: body)),
            isInfected: Eicar.isIn(body)
        )
    }
}
