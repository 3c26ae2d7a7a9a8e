extension Engine {
    /// Gives a request of a real ICAP client to a server now; the number asks for its answer.
    package mutating func request(
        _ file: FileFacts,
        to icap: Int,
        client: String,
        method: String,
        uri: String
    ) -> Int {
        let number = icaps[icap].requests.endIndex
        let request = ICAPRequest(
            send: -1,
            connectionID: course.hex(32, key: "live/\(icap)/\(number)"),
            client: client,
            method: method,
            uri: uri,
            file: file
        )
        icaps[icap].take(.receive(request), &course)
        return number
    }

    /// The answer to such a request; nil while it is open, or if the service does not run.
    package func answer(to request: Int, of icap: Int) -> ICAPAnswer? {
        guard icaps[icap].requests.indices.contains(request) else { return nil }
        return icaps[icap].requests[request].answer
    }

    /// What became of such a request by now.
    ///
    /// Only of a request that was just given, or that nobody has been told of: older ones are
    /// forgotten in the end.
    package func fate(of request: Int, at icap: Int) -> RequestFate {
        guard icaps[icap].requests.indices.contains(request) else { return .broken }
        let live = icaps[icap].requests[request]
        guard live.isDone else { return .open }
        return live.answer.map { .answered($0) } ?? .broken
    }

    /// The real client closed its connection.
    package mutating func leave(_ request: Int, of icap: Int) {
        guard icaps[icap].requests.indices.contains(request) else { return }
        icaps[icap].leave(request, .person("closed the connection"), &course)
    }

    /// A client no longer wants a result.
    ///
    /// - Returns: Whether there was a scan to cancel.
    package mutating func cancel(_ dataID: String, core: Int) -> Bool {
        guard let state = cores[core].state(of: dataID, at: course.nowUS), state.result == nil
        else { return false }
        cores[core].take(.cancel(dataID: dataID, cause: .person("cancelled")), &course)
        return true
    }

    /// The fault of that kind that is on now, or nil.
    package func active(_ kind: Fault.Kind, on target: String, engine: String? = nil) -> Fault? {
        course.faults.active(kind, on: target, engine: engine)
    }

    /// The faults that are on, by the numbers that end them, and since when.
    package var activeFaults: [(number: Int, fault: Fault, sinceUS: Int64)] {
        course.faults.entries.enumerated().compactMap { number, entry in
            guard let sinceUS = entry.beganUS, entry.endedUS == nil else { return nil }
            return (number, entry.fault, sinceUS)
        }
    }

    /// How many faults there were so far.
    package var faultCount: Int { course.faults.entries.count }

    /// The status by which a client's own question for a result fails now; nil if it does not.
    package func failedPoll(of dataID: String, core: Int) -> Int? {
        let name = cores[core].settings.name
        guard let fault = active(.pollsFail, on: name) else { return nil }
        let key = "poll/\(fault.name)/\(dataID)/\(course.nowUS)"
        var dice = Dice(seed: course.seed, key: key)
        return dice.chance(percent: fault.percent) ? fault.status : nil
    }

    /// What is wrong with a `set` action; empty if nothing is.
    package func problems(of action: Action) -> [String] {
        var reading = ScenarioReading()
        var trial = installation
        trial.set(action, &reading)
        return reading.problems.map(\.text)
    }

    /// Forgets the oldest finished scans, requests and rows of history, so that a server that runs
    /// for months keeps between once and twice as many as that.
    package mutating func forgetOldest(keeping count: Int) {
        for index in cores.indices { cores[index].forgetOldest(keeping: count) }
        for index in icaps.indices { icaps[index].forgetOldest(keeping: count) }
    }

    /// One operation of a Core's quarantine page on the items with these ids.
    package mutating func operate(_ verb: Action.Verb, items ids: [Int], core: Int) {
        cores[core].operate(verb, on: ids, &course)
    }

    /// When the next thing is due that nobody has to ask for; nil if nothing is.
    package var nextUS: Int64? { course.earliestUS }

    /// Hands over what happened since the last call, so that a server that runs for months does
    /// not keep it all.
    package mutating func drainOccurrences() -> [Occurrence] {
        defer { course.occurrences = [] }
        return course.occurrences
    }
}

/// What became of a request of a real ICAP client.
package enum RequestFate: Sendable, Hashable {
    case open
    case answered(ICAPAnswer)
    /// The connection was closed without an answer.
    case broken
}

extension Core {
    mutating func forgetOldest(keeping count: Int) {
        for scan in scans.forgetOldest(keeping: count, where: { $0.result != nil }) {
            scanByID[scan.facts.dataID] = nil
        }
        if history.count > 2 * count { history.removeFirst(history.count - count) }
    }

    /// How far a scan is; nil for an id that this Core does not know.
    package func state(of dataID: String, at nowUS: Int64) -> ScanState? {
        guard let number = scanByID[dataID] else { return nil }
        let scan = scans[number]
        return ScanState(
            scan: scan.facts,
            startedUS: scan.startedUS,
            percent: scan.result == nil ? percent(of: scan, at: nowUS) : 100,
            result: scan.result
        )
    }
}

extension ICAPServer {
    mutating func forgetOldest(keeping count: Int) {
        _ = requests.forgetOldest(keeping: count, where: \.isDone)
        if history.count > 2 * count { history.removeFirst(history.count - count) }
    }
}

/// A scan as a client of the API sees it.
package struct ScanState: Sendable, Hashable {
    package var scan: ScanFacts
    /// Nil while it waits in the queue.
    package var startedUS: Int64?
    package var percent: Int
    package var result: ScanResult?
}
