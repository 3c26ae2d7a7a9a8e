/// The bodies of REST as MetaDefender Core documents them.
enum CoreAnswers {
    static func error(_ refusal: CoreRefusal) -> JSON {
        .object(["err": .text(refusal.text)])
    }

    static func accepted(_ dataID: String) -> JSON {
        .object(["data_id": .text(dataID)])
    }

    static func unknown(_ dataID: String) -> JSON {
        .object([JSON.Member(key: dataID, value: .text("Not Found"))])
    }

    static func cancelled(_ dataID: String) -> JSON {
        .object([JSON.Member(key: dataID, value: .text("cancelled"))])
    }

    static func health(_ health: CoreHealth) -> JSON {
        .object([
            "database": .object(["status": .truth(health.hasDatabase)]),
            "license": .object(["status": .text(health.license)]),
            "scan_queue": .object([
                "max_number_in_queue": .number(health.queueSize),
                "number_in_queue": .number(health.queued),
                "threshold": .number(health.queueSize),
                "status": .truth(health.queued < health.queueSize),
            ]),
            "number_active_av_engines": .object([
                "threshold": .number(health.neededEngines),
                "status": .truth(health.activeEngines >= health.neededEngines),
            ]),
        ])
    }

    static func report(_ report: CoreReport) -> JSON {
        let isDone = report.isDone
        let result = isDone ? (report.isBlocked ? "Blocked" : "Allowed") : "Processing"
        let reasons: [JSON] = report.blockedReason.isEmpty ? [] : [.text(report.blockedReason)]
        var members = JSON.members([
            "data_id": .text(report.dataID),
            "file_info": .object([
                "display_name": .text(report.fileName),
                "file_size": .number(report.sizeBytes),
                "md5": .text(report.md5),
                "sha1": .text(report.sha1),
                "sha256": .text(report.sha256),
                "upload_timestamp": .text(UTCTime(us: report.uploadedUS).rfc3339),
            ]),
            "process_info": .object([
                "blocked_reason": .text(report.blockedReason),
                "blocked_reasons": .list(reasons),
                "file_type_skipped_scan": .truth(false),
                "processing_time": .number(report.processingMS),
                "profile": .text(report.profile),
                "progress_percentage": .number(report.percent),
                "queue_time": .number(report.queueMS),
                "result": .text(result),
                "user_agent": .text(report.userAgent),
                "username": .text(report.user),
                "verdicts": .list(isDone ? [.text(report.resultLabel)] : []),
            ]),
            "scan_results": scanResults(report),
        ])
        if let extraction = report.extraction {
            members.append(JSON.Member(key: "extraction_info", value: self.extraction(extraction)))
        }
        return .object(members)
    }

    private static func extraction(_ extraction: CoreReport.Extraction) -> JSON {
        .object([
            "err_category": .text(extraction.category),
            "err_code": .number(extraction.code),
            "err_details": .text(extraction.details),
            "is_encrypted_file": .truth(false),
        ])
    }

    private static func scanResults(_ report: CoreReport) -> JSON {
        let details = report.engines.map { engine in
            JSON.Member(
                key: engine.name,
                value: .object([
                    "def_time": .text(UTCTime(us: engine.definitionsUS).rfc3339),
                    "eng_id": .text(engine.id),
                    "location": .text("local"),
                    "scan_result_i": .number(engine.resultCode),
                    "scan_time": .number(engine.scanMS),
                    "threat_found": .text(engine.threat),
                    "wait_time": .number(0),
                ])
            )
        }
        return .object([
            "data_id": .text(report.dataID),
            "progress_percentage": .number(report.percent),
            "scan_all_result_a": .text(report.resultLabel),
            "scan_all_result_i": .number(report.resultCode),
            "scan_details": .object(details),
            "start_time": .text(UTCTime(us: report.startedUS).rfc3339),
            "total_avs": .number(report.engines.count),
            "total_time": .number(report.processingMS),
        ])
    }
}
