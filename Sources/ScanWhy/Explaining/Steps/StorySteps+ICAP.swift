internal import CaseModel
internal import GRDB

/// What ICAP Server did with the file, and who turned it away.
extension StorySteps {
    func addRequests(_ rows: StoryRows, to list: inout StepList) throws {
        let lines = try MentioningLines(db)
        var others: [(Row, [RequestLine])] = []
        for request in rows.requests { others.append((request, try lines.lines(of: request))) }
        for (request, lines) in others {
            let isSubmitted = (request["data_id"] as Identifier?) != nil
            // Without a line of its own, the id that Core gave is all that tells of it.
            let tells = isSubmitted && !lines.contains(where: \.namesDataID)
            try list.add(
                tells
                    ? "ICAP Server gets the file and submits it to Core"
                    : "ICAP Server gets the file",
                at: request["time_us"],
                by: .icap,
                evidence: request["evidence"],
                values: [("clientAddress", request["client_ip"]), ("uri", request["uri"])]
            )
        }
        try addRefusals(rows, to: &list)
        for (request, lines) in others {
            let error: String? = request["error_evidence"]
            if !list.tells(error) {
                try list.add(
                    "ICAP Server reports an error",
                    at: lines.first { $0.evidence == error }?.timeUS,
                    by: .icap,
                    evidence: error
                )
            }
            for line in lines
            where !list.tells(line.evidence)
                && line.evidence != request["answer_evidence"] as String?
            {
                try list.add(
                    line.namesDataID
                        ? "ICAP Server submits the file to Core"
                        : "ICAP Server writes about the request",
                    at: line.timeUS,
                    by: .icap,
                    evidence: line.evidence
                )
            }
        }
    }

    /// Requests that no lock and no report names, in the time of one that has none.
    func addOtherNames(_ rows: StoryRows, to list: inout StepList) throws {
        for request in rows.otherNames where !list.tells(request["evidence"]) {
            let isTemporary: Bool = request["temporary"]
            try list.add(
                isTemporary
                    ? "ICAP Server gets a temporary file, which may be this one before it was named"
                    : "ICAP Server gets another file, which may be this one under another name",
                at: request["time_us"],
                by: .icap,
                evidence: request["evidence"]
            )
        }
    }

    func addAnswers(_ rows: StoryRows, to list: inout StepList) throws {
        for request in rows.requests {
            let info = (request["response_info"] as String?) ?? (request["action"] as String?)
            let status: Int? = request["status"]
            guard info != nil || status != nil else { continue }
            let evidence: String? = request["answer_evidence"]
            try list.add(
                Self.answer(info: info, status: status, request),
                at: request["answered_us"] ?? request["time_us"],
                by: .icap,
                evidence: evidence ?? request["evidence"],
                values: [
                    ("status", status.map(String.init)), ("responseInfo", info),
                    ("responseDesc", request["response_desc"]),
                    ("blockedReason", request["blocked_reason"]),
                ],
                // A row of a history holds request and answer, and was quoted with the request.
                quoting: evidence != nil
            )
        }
    }

    private static func answer(info: String?, status: Int?, _ request: Row) -> String {
        let word = (info ?? "").lowercased()
        var what = "ICAP Server answers"
        if word.contains("block") {
            what += ": blocked"
            // Both are set by a completed scan alone.
            let hasVerdict =
                (request["blocked_reason"] as String?) != nil
                || (request["profile"] as String?) != nil
            if !hasVerdict { what += ", naming no completed scan" }
        } else if word.contains("allow") {
            what += ": allowed"
        }
        return status.map { "\(what) (status \($0))" } ?? what
    }

    private func addRefusals(_ rows: StoryRows, to list: inout StepList) throws {
        let all = rows.refusals.map { ($0, false) } + rows.refusalsByName.map { ($0, true) }
        for (refusal, isByName) in all {
            let fromICAP = refusal["hop"] as String == "icap"
            try list.add(
                Self.refusal(refusal["kind"], fromICAP: fromICAP, isByName: isByName),
                at: refusal["time_us"],
                by: fromICAP ? .icap : .core,
                evidence: refusal["evidence"],
                values: [
                    ("status", (refusal["status"] as Int?).map(String.init)),
                    ("text", refusal["text"]),
                ]
            )
        }
    }

    private static func refusal(_ kind: String, fromICAP: Bool, isByName: Bool) -> String {
        if kind == "unreachable" { return "ICAP Server cannot reach Core" }
        let file = isByName ? "a file of this name" : "the file"
        let refused = fromICAP ? "ICAP Server is refused by Core" : "Core refuses \(file)"
        return reasons[kind].map { "\(refused): \($0)" } ?? refused
    }

    private static let reasons = [
        "queue-full": "the queue is full", "disk": "too little disk space",
        "license": "the licence has expired", "rule": "no workflow rule fits",
        "size": "it is too large", "empty": "it is empty", "key": "the API key is not valid",
        "batch": "its batch is closed", "link": "the download link is not valid",
        "unreadable": "it cannot be read", "internal": "no reason is given",
    ]
}
