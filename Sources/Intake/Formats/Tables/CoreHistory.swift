internal import CaseModel
internal import CaseStore

/// Core's processing history: one row a scan.
///
/// The vendor publishes no list of its columns, so they are found by many names.
struct CoreHistory: TableForm {
    static let format = "core-history"

    enum Field: TableField {
        case dataID, parentID, fileName, sha256, result, resultCode, verdict, reason, threat
        case start, finish, processing, queue, rule, userAgent, source

        private static let startNames = [
            "starttime", "scanstarttime", "scanresultsstarttime", "started", "startedat",
            "uploadtimestamp", "fileinfouploadtimestamp", "uploadtime", "submitted",
            "submittedat", "datetime", "date/time", "time", "timestamp", "date",
            "scantimestamp", "scandate",
        ]
        private static let finishNames = [
            "endtime", "finishtime", "finished", "finishedat", "completed", "completedat",
            "endedat", "completiontime", "processedat",
        ]

        var names: [String] {
            switch self {
            case .dataID: ["dataid", "scanid", "fileid", "id"]
            case .parentID: ["parentdataid", "parentid", "parent"]
            case .fileName:
                [
                    "filename", "displayname", "fileinfodisplayname", "originalfilename",
                    "objectname", "file", "name",
                ]
            case .sha256: ["sha256", "sha256sum", "fileinfosha256", "filehash", "hash"]
            case .result:
                [
                    "result", "scanresult", "overallresult", "scanallresulta",
                    "scanresultsscanallresulta", "finalresult", "results",
                ]
            case .resultCode:
                ["scanallresulti", "scanresultsscanallresulti", "resultcode", "scanresultcode"]
            case .verdict:
                ["verdict", "action", "processinforesult", "processresult", "decision"]
            case .reason:
                [
                    "blockedreason", "blockreason", "processinfoblockedreason", "reason",
                    "blockedreasons", "failurereason",
                ]
            case .threat: ["threatname", "threatfound", "threat", "threats"]
            case .start: Self.startNames
            case .finish: Self.finishNames
            case .processing:
                [
                    "processingtime", "processinfoprocessingtime", "processingtime(ms)",
                    "processingtime(s)", "totaltime", "duration", "duration(ms)", "duration(s)",
                    "scanduration", "scantime", "scantime(ms)",
                ]
            case .queue: ["queuetime", "processinfoqueuetime", "queuetime(ms)", "waittime"]
            case .rule:
                [
                    "rulename", "rule", "workflow", "workflowrule", "workflowname", "profile",
                    "processinfoprofile",
                ]
            case .userAgent: ["useragent", "processinfouseragent", "agent", "client"]
            case .source: ["source", "sourceip", "clientip", "clientaddress", "ipaddress", "ip"]
            }
        }
    }

    static let ignored = [
        "username", "user", "filesize", "size", "filetype", "type", "md5", "sha1", "sha512",
        "enginename", "avengines", "engineversion", "databaseversion", "progress", "no", "#",
    ]

    /// A file, and what came of it.
    static func isHeader(_ columns: TableColumns<Field>) -> Bool {
        guard columns.has(.result) || columns.has(.verdict) || columns.has(.resultCode) else {
            return false
        }
        // A column called just "id" or "name" would fit any table.
        let plain = Set(["id", "name", "file"])
        return [Field.dataID, .fileName].contains { field in
            columns[field].map { !plain.contains(HeaderNames.normalised(columns.names[$0])) }
                ?? false
        }
    }

    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard row[.dataID] != nil || row[.fileName] != nil || row[.sha256] != nil else {
            state.note(
                Note(
                    .damaged,
                    "a row names no file and is left out",
                    line: row.place.line,
                    byteOffset: row.place.byteOffset
                )
            )
            return
        }
        var draft = ScanDraft()
        draft.dataID = row[.dataID]
        draft.parentDataID = row[.parentID]
        draft.sha256 = row[.sha256]
        draft.fileName = row[.fileName]
        takeResult(of: row, &draft)
        draft.ruleName = row[.rule]
        draft.userAgent = row[.userAgent]
        draft.source = row[.source]
        draft.threatName = row[.threat]
        draft.queueMS = row.milliseconds(.queue)
        draft.processingMS = row.milliseconds(.processing)
        draft.startedUS = document.times.us(row[.start], line: row.place.line)
        draft.finishedUS = document.times.us(row[.finish], line: row.place.line)
        if draft.finishedUS == nil, let start = draft.startedUS, let spent = draft.processingMS {
            draft.finishedUS = start + spent * 1_000
            document.times.reach(draft.finishedUS)
        }
        let text = row.text(&state)
        _ = draft.store(at: row.place, text: text, &document, &state)
    }

    /// "Result" is Core's label and "Verdict" allowed or blocked; where an export has it the other
    /// way round, the words themselves tell.
    private func takeResult(of row: TableRow<Field>, _ draft: inout ScanDraft) {
        draft.blockedReason = row[.reason]
        draft.resultCode = row.integer(.resultCode).flatMap { Int(exactly: $0) }
        for cell in [row[.result], row[.verdict]].compactMap({ $0 }) {
            if let allowed = VerdictWord.allowed(cell) {
                draft.allowed = draft.allowed ?? allowed
            } else if draft.resultCode == nil, let code = Int(cell) {
                draft.resultCode = code
            } else {
                draft.resultLabel = draft.resultLabel ?? cell
            }
        }
    }
}
