extension ICAPMessages {
    /// What the log says of a Core.
    func core(_ kind: Occurrence.Kind) -> [Sentence] {
        switch kind {
        case .submitted(let request, let dataID, let server):
            let texts = ["Submitted to Core", "File sent to MetaDefender Core", "Scan requested"]
            return [
                Sentence(
                    .debug,
                    scanner,
                    wording.pick("submitted", texts),
                    ids(request) + [Pair(dataKey, dataID), Pair("server", server)]
                )
            ]
        case .coreRefused(let request, let server, let status, let text):
            return [refused(request, server, status, text)]
        case .coreNotReached(let request, let server, let error):
            return [notReached(request, server, error)]
        case .pollFailed(let request, let failure): return [pollFailed(request, failure)]
        case .callbackReceived(let request, let dataID):
            let texts = ["Callback received", "Result received by webhook"]
            return [
                Sentence(
                    .debug,
                    "icap.webhook",
                    wording.pick("callback", texts),
                    ids(request) + [Pair(dataKey, dataID)]
                )
            ]
        default: return []
        }
    }

    private func refused(
        _ request: RequestFacts,
        _ server: String,
        _ status: Int,
        _ text: String
    ) -> Sentence {
        let texts = [
            "Core refused the request", "MetaDefender Core returned an error",
            "Scan request failed",
        ]
        let keys = wording.pick(
            "refused-keys",
            [("code", "err"), ("status", "error"), ("httpStatus", "reason")]
        )
        let pairs = [Pair("server", server), Pair(keys.0, status), Pair(keys.1, text)]
        return Sentence(.warning, scanner, wording.pick("refused", texts), ids(request) + pairs)
    }

    private func notReached(_ request: RequestFacts, _ server: String, _ error: String) -> Sentence
    {
        let texts = [
            "Cannot connect to Core", "Connection to MetaDefender Core failed",
            "MetaDefender Core is not reachable", "Failed to send request to Core",
        ]
        let pairs = [Pair("server", server), Pair("error", wording.said(error))]
        return Sentence(.error, scanner, wording.pick("not-reached", texts), ids(request) + pairs)
    }

    /// The sentence is published, its pairs are not.
    private func pollFailed(_ request: RequestFacts, _ failure: PollFailure) -> Sentence {
        var pairs = ids(request)
        pairs.append(Pair(dataKey, failure.dataID))
        pairs.append(Pair("error", wording.said(failure.error)))
        if wording.chance("failures", percent: 60) {
            pairs.append(Pair("failures", failure.failures))
        }
        if let waitUS = failure.retryInUS {
            pairs.append(Pair("retryIn", Int(waitUS / .millisecond)))
        }
        return Sentence(.warning, scanner, PollFailure.text, pairs)
    }
}
