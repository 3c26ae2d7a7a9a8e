internal import CaseModel
internal import GRDB

/// What Core made of the file: its scans, its quarantine, and what Cloud said.
extension StorySteps {
    func addScans(_ rows: StoryRows, to list: inout StepList) throws {
        let results = Dictionary(grouping: rows.engineResults) { $0["scan_id"] as Int64 }
        let sources = Dictionary(grouping: rows.scanSources) { $0["scan_id"] as Int64 }
        for scan in rows.scans {
            let id: Int64 = scan["id"]
            if let started = scan["started_us"] as Int64? {
                let isComputed = scan["start_known"] as String == "computed"
                try list.add(
                    isComputed
                        ? "Core begins the scan (its end less its duration)"
                        : "Core takes the file for scanning",
                    at: started,
                    by: .core,
                    evidence: scan["evidence"],
                    quoting: false
                )
            }
            try list.add(
                Self.end(of: scan, isByName: rows.scansByName.contains(id)),
                at: scan["finished_us"],
                by: .core,
                evidence: scan["evidence"],
                values: [
                    ("overallResult", scan["result_label"]),
                    ("blocked_reason", scan["blocked_reason"]), ("ruleName", scan["rule_name"]),
                    ("threatName", scan["threat_name"]),
                ]
            )
            for source in sources[id] ?? [] {
                try list.add(
                    "The same scan stands here too",
                    at: scan["finished_us"],
                    by: .core,
                    evidence: source["evidence"]
                )
            }
            for result in results[id] ?? [] { try addEngine(result, of: scan, to: &list) }
        }
    }

    func addPolls(_ polls: [Row], to list: inout StepList) throws {
        for poll in polls {
            try list.add(
                "Core answers a question for the result with an error (status "
                    + "\(poll["status"] as Int))",
                at: poll["time_us"],
                by: .core,
                evidence: poll["evidence"]
            )
        }
    }

    private func addEngine(_ result: Row, of scan: Row, to list: inout StepList) throws {
        let word = (result["result_code"] as Int?).flatMap(ResultCode.of)?.label
        try list.add(
            word.map { "An engine says: \($0)" } ?? "An engine gives its result",
            at: scan["finished_us"],
            by: .core,
            evidence: (result["evidence"] as String?) ?? scan["evidence"],
            values: [
                ("engine", result["engine"]), ("message", result["message"]),
                ("scan_ms", (result["scan_ms"] as Int64?).map(String.init)),
            ],
            quoting: (result["evidence"] as String?) != nil
        )
    }

    private static func end(of scan: Row, isByName: Bool) -> String {
        var what = "Core finishes the scan"
        if let code = (scan["result_code"] as Int?).flatMap(ResultCode.of) {
            what += ": \(code.label)"
        }
        switch scan["allowed"] as Bool? {
        case true?: what += ", allowed"
        case false?: what += ", blocked"
        case nil: break
        }
        if isByName { what += " (known by its name and time alone)" }
        return what
    }

    func addQuarantine(_ rows: StoryRows, to list: inout StepList) throws {
        for item in rows.quarantineItems {
            guard let time = item["time_us"] as Int64? else { continue }
            try list.add(
                "Core puts the file into its quarantine",
                at: time,
                by: .core,
                evidence: item["evidence"]
            )
        }
        for attempt in rows.cloudAttempts {
            try list.add(
                Self.cloudWords[attempt["outcome"]] ?? "Core asks MetaDefender Cloud",
                at: attempt["started_us"],
                by: .core,
                evidence: attempt["evidence"],
                values: [
                    ("message", attempt["message"]),
                    ("code", (attempt["code"] as Int?).map(String.init)),
                    ("status", (attempt["status"] as Int?).map(String.init)),
                ]
            )
        }
        for item in rows.quarantineItems {
            guard let state = item["state"] as String? else { continue }
            let evidence: String? = item["evidence"]
            let isTold = (item["time_us"] as Int64?) == nil && list.tells(evidence)
            guard !isTold else { continue }
            try list.add(
                "Core's quarantine shows what Cloud came to",
                at: item["state_us"],
                by: .core,
                evidence: evidence,
                values: [("state", state)],
                quoting: !list.tells(evidence)
            )
        }
    }

    private static let cloudWords = [
        "ok": "MetaDefender Cloud answers", "refused": "MetaDefender Cloud refuses the file",
        "failed": "MetaDefender Cloud fails on the file",
        "unreachable": "MetaDefender Cloud cannot be reached",
    ]
}
