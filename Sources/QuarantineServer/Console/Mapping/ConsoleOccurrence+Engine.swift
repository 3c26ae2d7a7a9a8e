package import Quarantine

extension ConsoleOccurrence {
    package init(_ occurrence: Occurrence) {
        let path = occurrence.kind.path ?? ""
        let detail = occurrence.kind.detail
        self.init(
            timeUS: occurrence.timeUS,
            component: occurrence.component.shortName,
            name: occurrence.kind.name,
            about: path.isEmpty || detail.isEmpty ? path + detail : "\(path): \(detail)",
            cause: occurrence.cause?.description ?? ""
        )
    }
}

extension Component {
    fileprivate var shortName: String {
        switch self {
        case .core(let name), .icap(let name), .share(let name): name
        case .cloud: "cloud"
        case .stage: "stage"
        }
    }
}

extension Occurrence.Kind {
    /// What the name and the file leave open, in few words.
    fileprivate var detail: String {
        switch self {
        case .faultBegan(let fault), .faultEnded(let fault): fault.name
        case .acted(let action): action.verb.rawValue
        case .serviceStopped(let stop): stop.how.rawValue
        case .licenceChecked(let status, let days): "\(status), \(days) days left"
        case .databaseLost(let reason): reason
        case .engineEnded(let engine), .engineStarted(let engine), .engineReady(let engine):
            engine.name
        case .engineFailed(let engine, let message): "\(engine.name): \(message)"
        case .queueSeen(let queued, let places): "\(queued) of \(places) places taken"
        case .apiCalled(let call): "\(call.method) \(call.uri), \(call.status)"
        case .requestRefused(let refusal): "\(refusal.status) \(refusal.text)"
        case .scanFinished(_, let result):
            result.isBlocked ? "blocked, \(result.blockedReason)" : "allowed, code \(result.code)"
        case .historyCleaned(let ids): Words.count(ids.count, "entry", "entries")
        case .settingChanged(let key, let value): "\(key) is \(value)"
        case .technologySwitched(let name, let isOn): "\(name) is \(isOn ? "on" : "off")"
        default: handOverDetail
        }
    }

    private var handOverDetail: String {
        switch self {
        case .quarantineChecked(let count): Words.count(count, "new item")
        case .uploadStarted(let attempt): attempt.isAutomatic ? "automatic" : "by hand"
        case .uploadFailed(_, let refusal), .resultPollFailed(_, let refusal): refusal.text
        case .resultPolled(_, _, let percent): "\(percent) %"
        case .resultReceived(_, let result): result.verdict
        case .statusChanged(_, let status): status
        case .cloudCalled(let call):
            "\(call.method) \(call.path), \(call.status), \(call.used) of \(call.limit)"
        case .coreRefused(_, let server, let status, let text): "\(server): \(status) \(text)"
        case .coreNotReached(_, let server, let error): "\(server): \(error)"
        case .pollFailed(_, let failure): "\(failure.server): \(failure.error)"
        case .answered(_, let answer, _, _): "\(answer.status) \(answer.info ?? "")"
        default: ""
        }
    }
}
