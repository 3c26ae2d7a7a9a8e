extension Engine {
    /// Gives a request of a real ICAP client to a server now; the number asks for its answer.
    package mutating func request(
        _ file: FileFacts,
        to icap: Int,
        client: String,
        method: String,
        uri: String
    ) -> Int {
        let number = icaps[icap].requests.count
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

    /// The real client closed its connection.
    package mutating func leave(_ request: Int, of icap: Int) {
        guard icaps[icap].requests.indices.contains(request) else { return }
        icaps[icap].leave(request, .person("closed the connection"), &course)
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

extension Core {
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

/// A scan as a client of the API sees it.
package struct ScanState: Sendable, Hashable {
    package var scan: ScanFacts
    /// Nil while it waits in the queue.
    package var startedUS: Int64?
    package var percent: Int
    package var result: ScanResult?
}
