/// A MetaDefender ICAP Server: takes requests of the share, asks a Core, answers.
package struct ICAPServer: Sendable {
    package let index: Int
    package internal(set) var settings: ICAPSettings
    /// Indices of the Cores in its server profile, in the order of preference.
    let profile: [Int]
    let coreNames: [String]
    let coreAddresses: [String]
    package internal(set) var isRunning = true
    var stopCause: Cause?
    var starts = 1
    var requests = Ledger<LiveRequest>()
    package internal(set) var history: [ICAPHistoryRow] = []
    /// Requests that are not answered.
    package internal(set) var active = 0

    init(index: Int, settings: ICAPSettings, cores: [CoreSettings]) {
        self.index = index
        self.settings = settings
        let names = cores.map(\.name)
        profile =
            settings.cores.isEmpty
            ? Array(names.indices) : settings.cores.compactMap { names.firstIndex(of: $0) }
        coreNames = names
        coreAddresses = cores.map(\.address)
    }

    var component: Component { .icap(settings.name) }

    /// How Core sees this server.
    var client: ClientFacts {
        ClientFacts(address: settings.address, agent: "mdicapserver", user: "LOCAL/icap")
    }

    var service: ServiceFacts {
        ServiceFacts(
            product: .icap,
            version: settings.version,
            platform: settings.platform,
            pid: 3_104 + (starts - 1) * 15_661
        )
    }

    mutating func take(_ event: ICAPEvent, _ run: inout Run) {
        // What was answered long ago may be forgotten, and what it had planned with it.
        if let request = event.request, !requests.indices.contains(request) { return }
        switch event {
        case .receive(let request): receive(request, &run)
        case .coreReplied(let request, let reply): coreReplied(request, reply, &run)
        case .poll: break
        case .pollReplied(let request, let reply): pollReplied(request, reply, &run)
        case .callback(let request, let dataID, let result):
            calledBack(request, dataID, result, &run)
        case .waitedForCore(let request, let attempt): waitedForCore(request, attempt, &run)
        case .clientLeft(let send, let cause): clientLeft(send, cause, &run)
        case .becomeReady: becomeReady(&run)
        case .checkLicence: checkLicence(&run)
        }
    }

    func serverURI(_ core: Int) -> String { "http://\(coreAddresses[core]):8008" }

    /// Removes what is older than the retention setting says.
    private mutating func cleanHistory(_ run: inout Run) {
        guard isRunning, let ageUS = settings.historyAgeUS else { return }
        let oldest = run.nowUS - ageUS
        let old = history.filter { $0.answeredUS < oldest }.map(\.request.connectionID)
        guard !old.isEmpty else { return }
        history.removeAll { $0.answeredUS < oldest }
        run.record(component, .historyCleaned(ids: old), cause: .setting("history_age"))
    }

    private mutating func checkLicence(_ run: inout Run) {
        cleanHistory(&run)
        if isRunning {
            let status = settings.isLicenced ? "ok" : "expired"
            run.record(
                component,
                .licenceChecked(status: status, daysLeft: settings.isLicenced ? 212 : 0)
            )
        }
        run.schedule(.icap(index, .checkLicence), afterUS: .hour)
    }
}

/// A row of the ICAP history.
package struct ICAPHistoryRow: Sendable, Hashable {
    package var request: RequestFacts
    package var answer: ICAPAnswer
    package var dataID: String
    /// Microseconds UTC.
    package var answeredUS: Int64
}

/// A request as it comes over the wire.
struct ICAPRequest: Sendable {
    var send: Int
    var connectionID: String
    var client: String
    var method: String
    var uri: String
    var file: FileFacts
}

/// A request from its arrival to its answer.
struct LiveRequest: Sendable {
    var facts: RequestFacts
    var send: Int
    /// Cores that are still to be tried, the next one first.
    var coresLeft: [Int]
    var core: Int?
    var dataID = ""
    /// Counts what was given to Cores, so that a late answer of one is told apart.
    var attempt = 0
    var failures = 0
    var isDone = false
    var answer: ICAPAnswer?
    /// What keeps it from being answered; nil if nothing does.
    var trouble: Cause?
}
