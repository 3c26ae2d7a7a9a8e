extension FileShare {
    /// What an administrator does to a file, through the console or the API.
    mutating func administer(_ verb: Action.Verb, _ path: String, _ run: inout Run) {
        guard let file = files[path] else { return }
        switch verb {
        case .rescan: send(path, .rescan, &run)
        case .reset:
            lift(path, by: verb, &run)
            files[path]?.isExempt = false
            run.record(component, .recordDeleted(path: path))
        case .unquarantine:
            lift(path, by: verb, &run)
            if !run.holds(.unquarantinedIsScanned) { files[path]?.isExempt = true }
        case .quarantine:
            guard file.lock == nil else { return }
            lockByHand(file, &run)
        case .deleteRecord:
            if run.holds(.deletedRecordFrees) { lift(path, by: verb, &run) }
            run.record(component, .recordDeleted(path: path))
        default: break
        }
    }

    /// Files in quarantine, for `*`.
    var lockedPaths: [String] { all.filter { $0.lock != nil }.map(\.facts.path) }

    private mutating func lift(_ path: String, by verb: Action.Verb, _ run: inout Run) {
        guard let lock = files[path]?.lock else { return }
        files[path]?.lock = nil
        run.record(
            component,
            .lockLifted(lock, by: verb.rawValue),
            cause: .person(verb.rawValue)
        )
    }

    private mutating func lockByHand(_ file: SharedFile, _ run: inout Run) {
        let path = file.facts.path
        let cause = Cause.person(Action.Verb.quarantine.rawValue)
        let lock = LockFacts(
            path: path,
            sha256: file.facts.sha256,
            recordID: run.hex(32, key: "record/\(path)/hand/\(run.nowUS)"),
            server: "",
            state: .manual,
            description: "",
            sinceUS: run.nowUS,
            reason: nil,
            cause: cause,
            send: 0
        )
        files[path]?.lock = lock
        run.record(component, .fileLocked(lock), cause: cause)
    }
}
