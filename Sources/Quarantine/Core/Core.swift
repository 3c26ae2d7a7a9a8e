/// A MetaDefender Core: queue, scans, history and quarantine.
package struct Core: Sendable {
    package let index: Int
    package internal(set) var settings: CoreSettings
    package internal(set) var isRunning = true
    /// Counts the starts of the service; what an earlier life had planned no longer happens.
    var life = 1
    /// Why it is not running.
    var stopCause: Cause?
    var scans = Ledger<Scan>()
    var scanByID: [String: Int] = [:]
    /// Numbers of scans that wait for their turn.
    var waiting: [Int] = []
    var running = 0
    var archivesInQueue = 0
    /// Scans that the end of the service cut.
    var interrupted: [Int] = []
    package internal(set) var history: [HistoryRow] = []
    package internal(set) var items: [QuarantineItem] = []
    var itemCount = 0
    /// Counts how often automatic sending was switched on.
    var checkTurn = 0

    init(index: Int, settings: CoreSettings) {
        self.index = index
        self.settings = settings
    }

    var component: Component { .core(settings.name) }

    /// Files that are waiting or being scanned.
    package var queueLength: Int { waiting.count + running }

    /// A process id that is new in each life.
    var pid: Int { 4_388 + (life - 1) * 17_492 }

    var service: ServiceFacts {
        ServiceFacts(
            product: .core,
            version: settings.version,
            platform: settings.platform,
            pid: pid
        )
    }

    mutating func take(_ event: CoreEvent, _ run: inout Run) {
        switch event {
        case .receive(let submission): receive(submission, &run)
        case .cancel(let dataID, let cause): cancel(dataID, cause, &run)
        case .finish(let scan, let life):
            if life == self.life { finish(scan, &run) }
        case .becomeReady(let life):
            if life == self.life { becomeReady(&run) }
        case .startEngine(let facts, let life):
            if life == self.life { start(facts, &run) }
        case .engineReady(let facts, let life):
            if life == self.life { run.record(component, .engineReady(facts)) }
        case .failPoll(let poll): fail(poll, &run)
        case .keepHouse: keepHouse(&run)
        case .checkLicence: checkLicence(&run)
        case .cleanUp: cleanUp(&run)
        }
    }

    /// Answers a submission, and tells whoever sent it after the way back.
    private mutating func receive(_ submission: Submission, _ run: inout Run) {
        let reply = admit(submission, &run)
        if case .icap(let server, let request) = submission.origin {
            run.schedule(
                .icap(server, .coreReplied(request: request, reply)),
                afterUS: 2 * .millisecond
            )
        }
    }
}

/// One scan, from the upload to its result.
struct Scan: Sendable {
    var facts: ScanFacts
    var origin: Submission.Origin
    var startedUS: Int64?
    var plan: ScanPlan?
    var result: ScanResult?
    var wasPolled = false
}

/// A row of the processing history.
package struct HistoryRow: Sendable, Hashable {
    package var scan: ScanFacts
    package var result: ScanResult
}
