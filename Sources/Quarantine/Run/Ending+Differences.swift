extension Ending {
    /// Where it is not as expected, in sentences.
    package func differences(from check: Check) -> [String] {
        check.files.flatMap(differences(of:)) + check.items.flatMap(differences(of:))
            + check.servers.flatMap(differences(of:)) + check.events.flatMap(differences(of:))
            + compare("the Cloud", "calls used", check.cloudCalls, cloudCalls)
    }

    private func differences(of check: FileCheck) -> [String] {
        guard let file = files.first(where: { $0.path == check.path }) else {
            return ["\(check.path): expected on the share, but it is not there"]
        }
        let name = check.path
        return compare(name, "lock", check.lock?.rawValue, file.state.rawValue)
            + compare(name, "access", check.access?.rawValue, file.access?.rawValue ?? "none")
            + compare(name, "times sent", check.sent, file.sent)
            + compare(name, "rows of history", check.scans, file.scans)
            + compare(name, "result", check.result, file.result?.code ?? -1)
            + compare(name, "blocked", check.isBlocked, file.result?.isBlocked ?? false)
            + compare(name, "ICAP status", check.status, file.answer?.status ?? 0)
            + compare(name, "verdict", check.hasVerdict, file.answer?.hasVerdict ?? false)
            + compare(name, "cause", check.cause, file.cause?.description ?? "none")
    }

    private func differences(of check: ItemCheck) -> [String] {
        let own = items.map(\.item).filter { $0.facts.path == check.path }
        let name = "the item of \(check.path)"
        let counted = compare(name, "count", check.count, own.count)
        guard let last = own.last else {
            let wantsMore = check.count == nil || check.status != nil || check.pages != nil
            return counted + (wantsMore ? ["\(name): expected, but it is not in quarantine"] : [])
        }
        return counted
            + compare(name, "pinned", check.isPinned, own.allSatisfy(\.isPinned))
            + compare(name, "status", check.status, last.cloud.status.text)
            + compare(name, "result pages", check.pages, last.cloud.pages.count)
            + compare(name, "automatic tries", check.tries, last.cloud.automaticTries)
    }

    private func differences(of check: ServerCheck) -> [String] {
        guard let server = servers.first(where: { $0.name == check.name }) else {
            return ["\(check.name): expected, but there is no such Core"]
        }
        let own = items.filter { $0.core == check.name }.count
        return compare(check.name, "running", check.isRunning, server.isRunning)
            + compare(check.name, "rows of history", check.history, server.history.count)
            + compare(check.name, "files in the queue", check.queue, server.queue)
            + compare(check.name, "items in quarantine", check.items, own)
    }

    private func differences(of check: EventCheck) -> [String] {
        let count = occurrences.filter { occurrence in
            occurrence.kind.name == check.kind
                && (check.file == nil || occurrence.kind.path == check.file)
                && (check.cause == nil || occurrence.cause?.description == check.cause)
        }.count
        let name = "\(check.kind)\(check.file.map { " of \($0)" } ?? "")"
        var found = compare(name, "times", check.count, count)
        if let least = check.least, count < least {
            found.append("\(name): expected at least \(least) times, got \(count)")
        }
        if let most = check.most, count > most {
            found.append("\(name): expected at most \(most) times, got \(count)")
        }
        return found
    }

    private func compare<Value: Equatable>(
        _ name: String,
        _ what: String,
        _ expected: Value?,
        _ actual: Value
    ) -> [String] {
        guard let expected, expected != actual else { return [] }
        return ["\(name): expected \(what) \(expected), got \(actual)"]
    }
}
