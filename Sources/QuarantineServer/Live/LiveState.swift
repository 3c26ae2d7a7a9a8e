internal import Quarantine

/// The engine, and what the server remembers beside it; it depends on its inputs alone.
struct LiveState: Sendable {
    private(set) var engine: Engine
    private(set) var scans = ScanIndex()
    /// What happened last, the newest last.
    private(set) var recent: [Occurrence] = []
    /// Hashes of files whose bytes may no longer be needed.
    private(set) var loose: Set<String> = []
    /// Scans of a content that are not finished.
    private var unfinished: [String: Int] = [:]
    private let limits: LiveLimits

    init(_ scenario: Scenario, limits: LiveLimits) {
        engine = Engine(scenario)
        self.limits = limits
    }

    /// What an input came to.
    enum Outcome: Sendable, Hashable {
        case nothing
        case reply(CoreReply)
        /// The number of an ICAP request.
        case request(Int)
        /// The number of a fault.
        case fault(Int)
        /// Whether there was something to do it to.
        case done(Bool)
    }

    /// Virtual time that is run at once; what happens in it is held until it is over.
    private static let sliceUS: Int64 = 6 * 3_600_000_000

    /// Lets everything happen that is due by that time.
    mutating func advance(toUS timeUS: Int64) {
        while engine.course.nowUS < timeUS {
            engine.advance(toUS: min(timeUS, engine.course.nowUS + Self.sliceUS))
            settle()
        }
        // What is due at this very moment, too.
        engine.advance(toUS: engine.course.nowUS)
        settle()
    }

    /// Takes an input now.
    mutating func apply(_ input: LiveInput) -> Outcome {
        defer { settle() }
        switch input {
        case .submitted(let file, let client):
            scans.learn(file)
            return .reply(engine.submit(file.facts, to: 0, client: client.facts))
        case .requested(let file, let icap, let client, let method, let uri):
            scans.learn(file)
            guard engine.icaps.indices.contains(icap) else { return .nothing }
            return .request(
                engine.request(file.facts, to: icap, client: client, method: method, uri: uri)
            )
        case .left(let request, let icap):
            guard engine.icaps.indices.contains(icap) else { return .nothing }
            engine.leave(request, of: icap)
        case .cancelled(let dataID): return .done(engine.cancel(dataID, core: 0))
        case .acted(let action):
            guard let action = action.action else { return .nothing }
            engine.perform(action)
        case .operated(let verb, let items):
            guard let verb = Action.Verb(rawValue: verb) else { return .nothing }
            engine.operate(verb, items: items, core: 0)
        case .faultBegan(let fault):
            guard let fault = fault.fault else { return .nothing }
            return .fault(engine.begin(fault))
        case .faultEnded(let number):
            guard engine.activeFaults.contains(where: { $0.number == number }) else {
                return .done(false)
            }
            engine.endFault(number)
            return .done(true)
        case .cloudConnected: engine.connectCloud()
        case .cloudAnswered(let order, let answer):
            return .done(engine.answer(order: order, with: answer))
        case .clockSet, .ticked: break
        }
        return .nothing
    }

    /// Somebody downloaded an item, which changes nothing but what is told of it.
    mutating func noteDownload(of item: Int) {
        engine.operate(.download, items: [item], core: 0)
        settle()
    }

    /// Calls to the Cloud that are to be carried out.
    mutating func takeCloudOrders() -> [CloudOrder] { engine.takeCloudOrders() }

    /// Forgets hashes that are still needed; gives those that are not.
    mutating func takeLoose() -> [String] {
        guard !loose.isEmpty else { return [] }
        let all = loose.sorted()
        loose = []
        return all.filter { !needs($0) }
    }

    /// Whether the bytes of a content may still be asked for.
    func needs(_ sha256: String) -> Bool {
        unfinished[sha256, default: 0] > 0
            || engine.cores.contains { $0.items.contains { $0.facts.sha256 == sha256 } }
    }

    /// Takes what happened out of the engine, which would keep it for ever.
    private mutating func settle() {
        let happened = engine.drainOccurrences()
        guard !happened.isEmpty else { return }
        for occurrence in happened { note(occurrence) }
        recent += happened.suffix(limits.occurrences)
        if recent.count > 2 * limits.occurrences {
            recent.removeFirst(recent.count - limits.occurrences)
        }
        engine.forgetOldest(keeping: limits.scans)
        scans.shrink(to: 4 * limits.scans)
    }

    private mutating func note(_ occurrence: Occurrence) {
        switch occurrence.kind {
        case .scanQueued(let scan, _):
            unfinished[scan.file.sha256, default: 0] += 1
            scans.add(scan)
        case .scanFinished(let scan, _) where scan.parentID.isEmpty:
            let left = unfinished[scan.file.sha256, default: 1] - 1
            unfinished[scan.file.sha256] = left > 0 ? left : nil
            loose.insert(scan.file.sha256)
        case .itemDeleted(let item), .itemCleanedUp(let item), .itemLost(let item):
            loose.insert(item.sha256)
        default: break
        }
    }
}
