internal import CaseModel
internal import GRDB
internal import Rules

/// What is missing from the story of a file, and what would tell it.
struct StoryUnknowns {
    let rows: StoryRows
    let windows: StoryWindows
    let coverage: StoryCoverage

    var gaps: [Story.Gap] {
        var gaps = missingScans + unansweredRequests + locksWithoutRequest
        gaps += coverage.gaps(of: Self.scanSources, in: windows.asked)
        if !rows.requests.isEmpty || !rows.nutanixFiles.isEmpty {
            gaps += coverage.gaps(of: [.icapLog, .icapHistory], in: windows.icap)
        }
        if !rows.predictedLocks.isEmpty, rows.nutanixFiles.isEmpty,
            !coverage.has(.nutanixList)
        {
            gaps.append(
                Story.Gap(
                    source: .nutanixList,
                    why: "whether the file is locked now is predicted, not seen",
                    collect: Source.nutanixList.collectable.sentence
                )
            )
        }
        return gaps
    }

    private static let scanSources: [Source] = [.coreLog, .coreHistory]

    /// Where the best record of scans that this case has comes from.
    private var scanSource: Source { coverage.has(.coreHistory) ? .coreHistory : .coreLog }

    /// Ids that Core gave, and that no scan of the case carries.
    private var missingScans: [Story.Gap] {
        guard Self.scanSources.contains(where: coverage.has) else { return [] }
        let scanned = Set(rows.scans.compactMap { $0["data_id"] as Identifier? })
        var seen: Set<Identifier> = []
        var gaps: [Story.Gap] = []
        for request in rows.requests {
            guard let id = request["data_id"] as Identifier?, !scanned.contains(id),
                seen.insert(id).inserted
            else { continue }
            // What is not hex could be anything, and is put into no command.
            let isPlain = id.bytes.count == 16
            let command = Source.coreHistory.collectable.sentence
            gaps.append(
                Story.Gap(
                    source: scanSource,
                    why: "no scan with data id \(id.text) is in "
                        + (scanSource == .coreHistory ? "Core's history" : "Core's log"),
                    collect: isPlain ? command.replacing("{data_id}", with: id.text) : command
                )
            )
        }
        if rows.scans.isEmpty, seen.isEmpty, let window = windows.asked.first,
            let last = windows.asked.last
        {
            gaps.append(
                Story.Gap(
                    source: scanSource,
                    fromUS: window.lowerBound,
                    toUS: last.upperBound,
                    why: "no scan of this file is recorded, and no data id for it"
                )
            )
        }
        return gaps
    }

    private var unansweredRequests: [Story.Gap] {
        rows.requests.compactMap { request in
            let isAnswered =
                (request["answered_us"] as Int64?) != nil || (request["status"] as Int?) != nil
                || (request["response_info"] as String?) != nil
                || (request["action"] as String?) != nil
            guard !isAnswered else { return nil }
            let connection = (request["connection_id"] as String?).map { " of connection \($0)" }
            return Story.Gap(
                source: .icapLog,
                fromUS: request["time_us"],
                why: "no answer to the request\(connection ?? "") is recorded"
            )
        }
    }

    private var locksWithoutRequest: [Story.Gap] {
        rows.events.compactMap { event in
            let isLock = event["kind"] as String == "nutanix-lock"
            let others = otherNames(of: event["id"])
            guard (event["request_id"] as Int64?) == nil, coverage.has(.icapLog),
                isLock || others != nil
            else { return nil }
            let why =
                isLock
                ? "no ICAP request leads to the lock"
                : "no ICAP request under this name is recorded at that time"
            return Story.Gap(
                source: .icapLog,
                toUS: event["time_us"],
                why: why + (others.map { "; \($0)" } ?? "")
            )
        }
    }

    /// What may be the file under another name, and how many of them no step tells; nil if none.
    private func otherNames(of event: Int64) -> String? {
        let shown = rows.otherNames.filter { $0["event_id"] as Int64 == event }
        guard let among = shown.first?["among"] as Int? else { return nil }
        let left = among - shown.count
        return "\(among) of that time are of files that nobody names, and may be this one under "
            + "another name (\(left == 0 ? "all" : "\(shown.count)") shown"
            + (left == 0 ? ")" : ", \(left) left out)")
    }
}
