/// What the consoles and the interface give of scans: bodies and histories.
struct ScanExports: Sendable {
    let settings: CoreSettings
    let history: [HistoryRow]
    let rendition: Rendition

    private var wording: Wording { Wording(rendition, product: "core") }
    private var stamps: Stamps { Stamps(clock: rendition.clock(of: settings.name)) }

    /// Bodies of `GET /file/{data_id}`: of scans that were not simply clean.
    func results() -> [WrittenFile] {
        let rows = history.filter { $0.result.code != 0 }.prefix(200)
        guard !rows.isEmpty else { return [] }
        let bodies = rows.map(body)
        switch wording.pick("results-as", ["files", "array", "lines", "results"]) {
        case "files":
            return zip(rows, bodies).map { row, body in
                WrittenFile(
                    "results/\(row.scan.dataID).json",
                    body.printed(isIndented: true) + "\n"
                )
            }
        case "array":
            let text = JSONText.list(bodies).printed()
            return [WrittenFile("results-\(settings.name).json", text + "\n")]
        case "lines":
            let text = bodies.map { $0.printed() + "\n" }.joined()
            return [WrittenFile("results-\(settings.name).ndjson", text)]
        default:
            let text = JSONText.object([("results", .list(bodies))]).printed(isIndented: true)
            return [WrittenFile("results-\(settings.name).json", text + "\n")]
        }
    }

    private func body(_ row: HistoryRow) -> JSONText {
        let (scan, result) = (row.scan, row.result)
        var info: [(String, JSONText)] = [
            ("display_name", .text(scan.file.name)), ("file_size", .whole(scan.file.sizeBytes)),
            ("upload_timestamp", .text(stamps.iso(scan.uploadedUS))),
        ]
        if settings.workflow.calculatesHashes {
            info.append(("sha256", .text(scan.file.sha256)))
        }
        var members: [(String, JSONText)] = [
            ("data_id", .text(scan.dataID)), ("file_info", .object(info)),
            ("process_info", process(row)), ("scan_results", scanResults(row)),
        ]
        if let extraction = result.extraction {
            members.append(
                (
                    "extraction_info",
                    .object([
                        ("err_category", .text(extraction.category)),
                        ("err_code", .whole(extraction.code)),
                        ("err_details", .text(extraction.details)),
                        ("is_encrypted_file", .flag(false)),
                    ])
                )
            )
        }
        if !scan.parentID.isEmpty { members.append(("parent_data_id", .text(scan.parentID))) }
        if wording.chance("body-order", percent: 40) { members.reverse() }
        return .object(members)
    }

    private func process(_ row: HistoryRow) -> JSONText {
        let (scan, result) = (row.scan, row.result)
        let reason = wording.said(result.blockedReason)
        return .object([
            ("blocked_reason", .text(reason)),
            ("file_type_skipped_scan", .flag(false)),
            ("processing_time", .whole(result.processingUS / .millisecond)),
            ("profile", .text(result.rule)), ("progress_percentage", .whole(100)),
            ("queue_time", .whole(result.queueUS / .millisecond)),
            ("result", .text(result.isBlocked ? "Blocked" : "Allowed")),
            ("user_agent", .text(scan.client.agent)), ("username", .text(scan.client.user)),
            ("verdicts", .list(reason.isEmpty ? [] : [.text(reason)])),
            (
                "post_processing",
                .object([("actions_failed", .text("")), ("actions_ran", .text(""))])
            ),
        ])
    }

    private func scanResults(_ row: HistoryRow) -> JSONText {
        let result = row.result
        let details = result.engines.map { engine in
            (
                engine.engine,
                JSONText.object([
                    ("def_time", .text(stamps.iso(result.startedUS - 15 * .hour))),
                    ("eng_id", .text(settings.platform.engineID(engine.id))),
                    ("location", .text("local")),
                    ("scan_result_i", .whole(engine.code)),
                    ("scan_time", .whole(engine.scanUS / .millisecond)),
                    ("threat_found", .text(wording.said(engine.message))), ("wait_time", .whole(3)),
                ])
            )
        }
        return .object([
            ("data_id", .text(row.scan.dataID)), ("progress_percentage", .whole(100)),
            ("scan_all_result_a", .text(result.label)), ("scan_all_result_i", .whole(result.code)),
            ("start_time", .text(stamps.iso(result.startedUS))),
            ("total_avs", .whole(result.engines.count)),
            ("total_time", .whole(result.processingUS / .millisecond)),
            ("scan_details", .object(details)),
        ])
    }

    /// The processing history as a table.
    func historyFile() -> WrittenFile {
        let header = wording.pick(
            "history-header",
            [
                [
                    "Data ID", "File name", "SHA256", "Result", "Verdict", "Blocked reason",
                    "Start time", "Rule", "Source",
                ],
                [
                    "data_id", "file_name", "sha256", "result", "verdict", "blocked_reason",
                    "start_time", "rule", "source",
                ],
            ]
        )
        var table = CSVText(
            separator: wording.pick("history-separator", [",", ";"]),
            header: header
        )
        for row in history.sorted(by: { $0.result.finishedUS < $1.result.finishedUS }) {
            table.add([
                row.scan.dataID, row.scan.file.name, row.scan.file.sha256, row.result.label,
                row.result.isBlocked ? "Blocked" : "Allowed",
                wording.said(row.result.blockedReason),
                stamps.iso(row.result.startedUS), row.result.rule, row.scan.client.address,
            ])
        }
        return WrittenFile("history-\(settings.name).csv", table.text)
    }
}

/// The ICAP history, saved from the console.
struct ICAPExport: Sendable {
    let name: String
    let ending: Ending
    let rendition: Rendition

    func file() -> WrittenFile {
        let wording = Wording(rendition, product: "icap")
        let stamps = Stamps(clock: rendition.clock(of: name))
        var table = CSVText(
            header: wording.pick(
                "history-header",
                [
                    [
                        "Time", "Action", "Result", "HTTP URI", "Client IP", "Data ID",
                        "File name", "Core rule",
                    ],
                    [
                        "time", "action", "result", "http_uri", "client_ip", "data_id",
                        "file_name", "core_rule",
                    ],
                ]
            )
        )
        var gone: Set<String> = []
        for occurrence in ending.occurrences where occurrence.component == .icap(name) {
            if case .historyCleaned(let ids) = occurrence.kind { gone.formUnion(ids) }
        }
        for occurrence in ending.occurrences where occurrence.component == .icap(name) {
            guard case .answered(let request, let answer, _, let dataID) = occurrence.kind,
                !gone.contains(request.connectionID), let action = answer.info
            else { continue }
            table.add([
                stamps.iso(request.receivedUS), action,
                answer.description.map(wording.said) ?? "No Threat Detected", request.uri,
                request.client, dataID,
                request.file.name, answer.profile ?? "",
            ])
        }
        return WrittenFile("icap-history-\(name).csv", table.text)
    }
}
