/// The bodies of MetaDefender Cloud's API v4.
enum StandInBodies {
    static func accepted(_ scan: StandInScan) -> JSON {
        .object([
            "data_id": .text(scan.id),
            "status": .text("inqueue"),
            "in_queue": .number(1),
            "queue_priority": .text("normal"),
            "sha1": .text(scan.file.sha1),
            "sha256": .text(scan.file.sha256),
        ])
    }

    /// For a scan that has not begun.
    static func queued(_ scan: StandInScan, at nowUS: Int64) -> JSON {
        .object([
            "data_id": .text(scan.id),
            "status": .text("inqueue"),
            "in_queue": .number(1),
            "last_updated": .text(UTCTime(us: nowUS).rfc3339),
        ])
    }

    /// A scan under way or done.
    static func report(_ scan: StandInScan, percent: Int, engines: Int, found: Int) -> JSON {
        let file = scan.file
        let isDone = percent >= 100
        let isBlocked = isDone && file.isInfected
        return .object([
            "scan_result_history_length": .number(found),
            "file_id": .text(String(scan.id.reversed())),
            "data_id": .text(scan.id),
            "process_info": .object([
                "result": .text(isDone ? (isBlocked ? "Blocked" : "Allowed") : "Processing"),
                "profile": .text("Multiscan"),
                "file_type_skipped_scan": .truth(false),
                "blocked_reason": .text(isBlocked ? "Infected" : ""),
                "progress_percentage": .number(percent),
            ]),
            "scan_results": results(scan, percent: percent, engines: engines),
            "file_info": .object([
                "file_size": .number(file.sizeBytes),
                "display_name": .text(file.name),
                "file_type_extension": .text(Self.ending(of: file.name)),
                "md5": .text(file.md5),
                "sha1": .text(file.sha1),
                "sha256": .text(file.sha256),
                "upload_timestamp": .text(UTCTime(us: scan.startedUS).rfc3339),
            ]),
            "share_file": .number(0),
            "rest_version": .text("4"),
            "additional_info": .list([]),
            "votes": .object(["up": .number(0), "down": .number(0)]),
        ])
    }

    private static func results(_ scan: StandInScan, percent: Int, engines: Int) -> JSON {
        let isDone = percent >= 100
        let isInfected = isDone && scan.file.isInfected
        let detected = isInfected ? detections(of: engines) : 0
        let (code, label) =
            isInfected
            ? (1, "Infected") : (isDone ? (0, "No Threat Detected") : (255, "In Progress"))
        let details = (0..<(isDone ? engines : 0)).map { number in
            JSON.Member(
                key: number == 0 ? "ClamAV" : "Engine \(number + 1)",
                value: .object([
                    "def_time": .text(UTCTime(us: scan.startedUS - 86_400_000_000).rfc3339),
                    "scan_result_i": .number(number < detected ? 1 : 0),
                    "scan_time": .number(7 + number),
                    "threat_found": .text(number < detected ? "EICAR-Test-File" : ""),
                ])
            )
        }
        return .object([
            "scan_details": .object(details),
            "scan_all_result_i": .number(code),
            "scan_all_result_a": .text(label),
            "start_time": .text(UTCTime(us: scan.startedUS).rfc3339),
            "total_time": .number(isDone ? Int(scan.processingUS / 1_000) : 0),
            "total_avs": .number(engines),
            "total_detected_avs": .number(detected),
            "progress_percentage": .number(percent),
        ])
    }

    /// Three of four, as the engine's own service has it.
    private static func detections(of engines: Int) -> Int {
        min(engines, max(1, engines * 3 / 4))
    }

    private static func ending(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return String(name[name.index(after: dot)...])
    }

    static func account(_ account: StandInAccount, uploadBytes: Int) -> JSON {
        .object([
            "max_file_download": .number(100),
            "max_upload_file_size": .number(uploadBytes >> 20),
            "max_archive_file_depth": .number(5),
            "max_archive_file_size": .number(uploadBytes >> 20),
            "max_archive_file_number": .number(50),
            "limit_prevention": .number(account.dailyLimit),
            "limit_reputation": .number(account.reputationLimit),
            "limit_threat_intel_search": .number(0),
            "limit_sandbox": .number(0),
            "limit_feed": .number(0),
            "qos_scan": .text("low"),
            "time_interval": .text("daily"),
            "expiration_date": .text("1970-01-01T00:00:00.000Z"),
            "throttling_limit": .number(account.throttle),
            "enforce_private_scan": .truth(false),
            "paid_user": .number(0),
        ])
    }

    /// Calls by the families of the API, used or left.
    static func calls(prevention: Int, reputation: Int, throttling: Int? = nil) -> JSON {
        var members = [
            JSON.Member(key: "reputation_api", value: .number(reputation)),
            JSON.Member(key: "threat_intel_search_api", value: .number(0)),
            JSON.Member(key: "prevention_api", value: .number(prevention)),
            JSON.Member(key: "download_file", value: .number(0)),
            JSON.Member(key: "sandbox_api", value: .number(0)),
            JSON.Member(key: "feed_api", value: .number(0)),
        ]
        if let throttling {
            members.append(JSON.Member(key: "throttling_limit", value: .number(throttling)))
        }
        return .object(members)
    }
}
