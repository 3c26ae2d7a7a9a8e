internal import CaseModel

/// One result body: of a file, of a batch's file or of an archive's file.
struct ScanResultBody {
    struct Engine {
        var name: String
        /// Dotted, within the body.
        var key: String
        var value: JSONValue
    }

    let value: JSONValue
    private let results: JSONValue?
    private let process: JSONValue?
    private let file: JSONValue?

    init(_ value: JSONValue) {
        self.value = value
        results = value.member("scan_results")
        process = value.member("process_info")
        file = value.member("file_info")
    }

    /// What each engine said, in the order of the document.
    var engines: [Engine] {
        (results?.member("scan_details")?.members ?? []).filter { !$0.value.members.isEmpty }.map {
            Engine(name: $0.key, key: "scan_results.scan_details." + $0.key, value: $0.value)
        }
    }

    func draft(_ times: inout DocumentTimes) -> ScanDraft {
        var draft = ScanDraft()
        draft.dataID =
            value.member("data_id")?.filledText ?? results?.member("data_id")?.filledText
        draft.parentDataID =
            value.member("parent_data_id")?.filledText
            ?? file?.member("parent_data_id")?.filledText
            ?? process?.member("parent_data_id")?.filledText
        draft.sha256 = file?.member("sha256")?.filledText ?? value.member("sha256")?.filledText
        draft.fileName =
            file?.member("display_name", "file_name")?.filledText
            ?? value.member("display_name", "file_name")?.filledText
        takeResult(&draft)
        takeProcess(&draft)
        takeTimes(&draft, &times)
        return draft
    }

    private func takeResult(_ draft: inout ScanDraft) {
        let code = results?.member("scan_all_result_i") ?? value.member("scan_all_result_i")
        let label = results?.member("scan_all_result_a") ?? value.member("scan_all_result_a")
        draft.resultCode = code?.integer.flatMap { Int(exactly: $0) }
        draft.resultLabel = label?.filledText
        // An engine's text is a threat's name only beside a threat's code.
        draft.threatName =
            engines.lazy.compactMap { engine -> String? in
                guard let code = engine.value.member("scan_result_i")?.integer,
                    [1, 2].contains(code)
                else { return nil }
                return engine.value.member("threat_found")?.filledText
            }.first
    }

    private func takeProcess(_ draft: inout ScanDraft) {
        guard let process else { return }
        draft.allowed = VerdictWord.allowed(process.member("result")?.text)
        draft.blockedReason = process.member("blocked_reason")?.text
        if draft.blockedReason?.isEmpty != false,
            let reasons = process.member("blocked_reasons")?.elements.compactMap(\.filledText),
            !reasons.isEmpty
        {
            draft.blockedReason = reasons.joined(separator: ", ")
        }
        draft.ruleName = process.member("profile")?.filledText
        draft.userAgent = process.member("user_agent")?.filledText
        draft.queueMS = process.member("queue_time")?.milliseconds
        draft.processingMS = process.member("processing_time")?.milliseconds
    }

    /// The start is that of the scan, or else the upload's end and the wait in the queue after it.
    private func takeTimes(_ draft: inout ScanDraft, _ times: inout DocumentTimes) {
        let started = results?.member("start_time") ?? value.member("start_time")
        let uploaded = file?.member("upload_timestamp")
        let startUS = times.us(started?.text, line: started?.line)
        let uploadUS = times.us(uploaded?.text, line: uploaded?.line)
        draft.startedUS = startUS ?? uploadUS
        let total = results?.member("total_time")?.milliseconds
        guard let duration = draft.processingMS ?? total, !isOpen(draft) else { return }
        let begin =
            startUS
            ?? uploadUS.flatMap { upload in
                draft.queueMS.map { upload + $0 * 1_000 }
            }
        draft.finishedUS = begin.map { $0 + duration * 1_000 }
        times.reach(draft.finishedUS)
    }

    private func isOpen(_ draft: ScanDraft) -> Bool {
        let progress =
            process?.member("progress_percentage")?.integer
            ?? results?.member("progress_percentage")?.integer ?? 100
        return progress < 100 || draft.resultCode.map { (254...257).contains($0) } == true
            || process?.member("result")?.text == "Processing"
    }
}
