/// What the ICAP Server's log says of an occurrence.
struct ICAPMessages: Sendable {
    let settings: ICAPSettings
    let wording: Wording

    init(_ settings: ICAPSettings, _ rendition: Rendition) {
        self.settings = settings
        wording = Wording(rendition, product: "icap")
    }

    typealias Pair = Sentence.Pair

    func sentences(_ occurrence: Occurrence) -> [Sentence] {
        switch occurrence.kind {
        case .serviceStarting, .serviceStarted, .serviceStopped, .licenceChecked:
            service(occurrence.kind)
        case .requestReceived(let request):
            // The beginning is published, up to the second key.
            [Sentence(.info, scanner, "Attempting to scan", ids(request) + about(request))]
        case .requestRejected(let request, let text): [rejected(request, text)]
        case .submitted, .coreRefused, .coreNotReached, .pollFailed, .callbackReceived:
            core(occurrence.kind)
        case .answered(let request, let answer, let durationUS, let dataID):
            answered(request, answer, durationUS, dataID)
        case .clientLeft(let request, let dataID): [left(request, dataID)]
        case .historyCleaned(let ids):
            [
                Sentence(
                    .info,
                    "icap.history",
                    wording.pick("cleaned", ["History cleaned up", "Old records deleted"]),
                    [Pair("count", ids.count)]
                )
            ]
        case .settingChanged(let key, let value):
            [
                Sentence(
                    .info,
                    "icap.config",
                    wording.pick("changed", ["Configuration changed", "Setting modified"]),
                    [Pair("key", key), Pair("value", value)]
                )
            ]
        default: []
        }
    }

    private func rejected(_ request: RequestFacts, _ text: String) -> Sentence {
        let component = wording.pick("parser", ["icap.parser", "icap.connection", "icap.request"])
        let known = wording.chance("parser-id", percent: 70) ? ids(request) : []
        return Sentence(.warning, component, text, known + [Pair("clientAddress", request.client)])
    }

    private func left(_ request: RequestFacts, _ dataID: String) -> Sentence {
        let texts = [
            "Client closed the connection", "Connection closed by peer",
            "Client disconnected before the response was sent",
        ]
        return Sentence(
            .warning,
            wording.pick("left-by", ["icap.connection", "icap.scanner"]),
            wording.pick("left", texts),
            ids(request) + (dataID.isEmpty ? [] : [Pair(dataKey, dataID)])
        )
    }

    private func service(_ kind: Occurrence.Kind) -> [Sentence] {
        let component = wording.pick("service", ["icap.service", "icap.main", "icap.server"])
        switch kind {
        case .serviceStarting:
            let texts = ["Service starting", "Server is starting", "Starting ICAP service"]
            return [
                Sentence(
                    .info,
                    component,
                    wording.pick("starting", texts),
                    [Pair("version", settings.version)]
                )
            ]
        case .serviceStarted:
            let texts = ["Service started", "Server is started", "ICAP service started"]
            return [
                Sentence(
                    .info,
                    component,
                    wording.pick("started", texts),
                    [Pair("version", settings.version)]
                )
            ]
        case .serviceStopped(let stop):
            switch stop.how {
            case .crash: return []
            case .memory:
                return [
                    Sentence(.critical, component, "Insufficient memory, terminating", id: 2_892)
                ]
            case .error, .orderly:
                let texts = ["Service stopping", "Server is stopping", "Service is shutting down"]
                return wording.chance("stop-error", percent: 50)
                    ? [Sentence(.critical, component, "Error in Service, shutdown..", id: 8)]
                    : [Sentence(.info, component, wording.pick("stopping", texts))]
            }
        case .licenceChecked(let status, let daysLeft):
            let texts = ["License checked", "License status", "License validation finished"]
            return [
                Sentence(
                    status == "ok" ? .info : .error,
                    "icap.license",
                    wording.pick("licence", texts),
                    [Pair("status", status), Pair("daysLeft", daysLeft)]
                )
            ]
        default: return []
        }
    }

    // MARK: The answer

    private func answered(
        _ request: RequestFacts,
        _ answer: ICAPAnswer,
        _ durationUS: Int64,
        _ dataID: String
    ) -> [Sentence] {
        let texts = ["Response sent", "Request finished", "Answer sent to client"]
        let keys = wording.pick(
            "answer-keys",
            [
                ["responseInfo", "responseDesc", "blockedReason", "profile"],
                ["X-Response-Info", "X-Response-Desc", "X-Blocked-Reason", "X-ICAP-Profile"],
                ["response_info", "response_desc", "blocked_reason", "icap_profile"],
            ]
        )
        var pairs = ids(request)
        if !dataID.isEmpty && wording.chance("answer-id", percent: 60) {
            pairs.append(Pair(dataKey, dataID))
        }
        pairs.append(Pair(wording.pick("status-key", ["status", "icapStatus"]), answer.status))
        let words = answer.description.map(wording.said)
        let values = [answer.info, words, answer.blockedReason, answer.profile]
        for (key, value) in zip(keys, values) {
            if let value { pairs.append(Pair(key, value)) }
        }
        if let threat = answer.virusID { pairs.append(Pair("threat", threat)) }
        if wording.chance("duration", percent: 50) {
            pairs.append(Pair("durationMs", Int(durationUS / .millisecond)))
        }
        let component = wording.pick("answer-by", ["icap.response", "icap.scanner"])
        return [Sentence(.info, component, wording.pick("answered", texts), pairs)]
    }

    var scanner: String { "icap.scanner" }

    var dataKey: String { wording.pick("data-key", ["dataId", "data_id"]) }

    func ids(_ request: RequestFacts) -> [Pair] {
        [Pair("connectionId", request.connectionID), Pair("requestId", request.number)]
    }

    private func about(_ request: RequestFacts) -> [Pair] {
        let uri = Pair(wording.pick("uri", ["uri", "url", "httpUri"]), request.uri)
        let name = Pair("fileName", request.file.name)
        let method = Pair("method", request.method)
        let client = Pair("clientAddress", request.client)
        return wording.pick(
            "about",
            [
                [client, uri, name], [client, method, uri], [method, uri, name, client],
                [client, uri, name, Pair("metadata", "{}")],
            ]
        )
    }
}
