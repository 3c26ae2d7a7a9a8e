internal import CaseModel

/// Tells from the occurrences of a run alone what happened to each file.
struct TruthReader {
    private let ending: Ending
    private let faults: [String: Fault.Kind]
    private let standing: Set<String>
    /// Occurrences of one request, by its connection id.
    private var requests: [String: [Occurrence]] = [:]
    private var connections: [Int: String] = [:]
    /// Sends that the share no longer waited for.
    private var timedOut: Set<Int> = []
    private var lockedSends: Set<Int> = []
    /// When the last scan of a path was over.
    private var scannedUS: [String: Int64] = [:]
    private var results: [String: (core: String, scan: ScanFacts, result: ScanResult)] = [:]

    init(_ ending: Ending) {
        self.ending = ending
        standing = Set(ending.locks.map(\.recordID))
        var faults: [String: Fault.Kind] = [:]
        for occurrence in ending.occurrences {
            if case .faultBegan(let fault) = occurrence.kind { faults[fault.name] = fault.kind }
            if let id = Self.connection(of: occurrence.kind) {
                requests[id, default: []].append(occurrence)
            }
            if case .scanFinished(let scan, let result) = occurrence.kind,
                case .core(let name) = occurrence.component
            {
                results[scan.dataID] = (name, scan, result)
                scannedUS[scan.file.path] = occurrence.timeUS
            }
            switch occurrence.kind {
            case .requestReceived(let request), .requestRejected(let request, _):
                connections[request.send] = request.connectionID
            case .timedOut(let send): timedOut.insert(send.number)
            case .fileLocked(let lock): lockedSends.insert(lock.send)
            default: break
            }
        }
        self.faults = faults
    }

    /// All rows, in the order in which things happened.
    func rows() -> [TruthRow] {
        var rows = ending.occurrences.flatMap(rows)
        rows += itemRows()
        for index in rows.indices {
            if case .fault(let name)? = rows[index].cause { rows[index].fault = faults[name] }
            rows[index].rules = TruthRules.rules(for: rows[index])
        }
        return rows
    }

    /// A lock without a scan wants two explanations: why it is locked, and where the scan is.
    private func rows(_ occurrence: Occurrence) -> [TruthRow] {
        guard let row = row(occurrence) else { return [] }
        guard row.symptom == .locked || row.symptom == .unscanned,
            TruthRules.missing(row) != []
        else { return [row] }
        var missing = row
        missing.symptom = .missingScan
        return [row, missing]
    }

    private func row(_ occurrence: Occurrence) -> TruthRow? {
        switch occurrence.kind {
        case .fileLocked(let lock): locked(lock, occurrence)
        case .scanFinished(let scan, let result): failed(scan, result, occurrence)
        case .requestRefused(let refusal): refused(refusal, occurrence)
        case .historyNotStored(let scan):
            TruthRow(
                symptom: .notInHistory,
                path: scan.file.path,
                sha256: scan.file.sha256,
                timeUS: occurrence.timeUS,
                server: occurrence.component.name,
                dataID: scan.dataID,
                code: results[scan.dataID]?.result.code,
                cause: occurrence.cause
            )
        case .answerTaken(let send, .clean): unscanned(send, occurrence)
        case .timedOut(let send): late(send, occurrence)
        case .itemNotAdded(let item), .itemCleanedUp(let item), .itemLost(let item):
            row(of: item, occurrence)
        case .itemQuarantined(let item) where occurrence.cause != nil: row(of: item, occurrence)
        default: nil
        }
    }

    private func row(of item: ItemFacts, _ occurrence: Occurrence) -> TruthRow {
        TruthRow(
            symptom: .item,
            path: item.path,
            sha256: item.sha256,
            timeUS: occurrence.timeUS,
            server: occurrence.component.name,
            dataID: item.dataID,
            cause: occurrence.cause
        )
    }

    // MARK: Locks

    private func locked(_ lock: LockFacts, _ occurrence: Occurrence) -> TruthRow {
        var row = TruthRow(
            symptom: .locked,
            path: lock.path,
            sha256: lock.sha256,
            timeUS: lock.sinceUS,
            server: lock.server,
            lock: lock.state,
            stands: standing.contains(lock.recordID),
            reason: lock.reason,
            cause: occurrence.cause ?? lock.cause
        )
        guard lock.state != .manual else {
            row.chain = .byHand
            return row
        }
        describe(&row, send: lock.send)
        return row
    }

    private func describe(_ row: inout TruthRow, send: Int) {
        row.connectionID = connections[send] ?? ""
        let events = requests[row.connectionID] ?? []
        row.chain = timedOut.contains(send) ? .timedOut : chain(of: events, row)
        for event in events {
            switch event.kind {
            case .submitted(_, let dataID, _): row.dataID = dataID
            case .coreRefused(_, _, let status, _): row.status = status
            case .answered(_, let answer, _, _): row.status = row.status ?? answer.status
            default: break
            }
        }
        if let scan = results[row.dataID] {
            row.code = scan.result.code
            row.isBlocked = scan.result.isBlocked
            if row.cause == nil { row.cause = scan.result.cause }
        }
        if row.cause == nil { row.cause = events.last { $0.cause != nil }?.cause }
    }

    private func chain(of events: [Occurrence], _ row: TruthRow) -> TruthRow.Chain {
        var chain = TruthRow.Chain.none
        for event in events {
            switch event.kind {
            case .requestRejected: return .rejected
            // Another Core took it.
            case .submitted: chain = .none
            case .coreRefused: chain = .refusedByCore
            case .coreNotReached: chain = .coreNotReached
            case .pollFailed(_, let failure):
                if failure.retryInUS == nil { chain = .pollFailed }
            case .answered(_, let answer, _, let dataID):
                guard chain == .none else { return chain }
                if answer.cause == .setting("workflow") { return .noWorkflow }
                if answer.cause == .setting("licensed") && dataID.isEmpty { return .icapLicence }
                if answer.info == nil { return .status }
                return answer.hasVerdict ? .verdict : .result
            default: break
            }
        }
        guard chain == .none else { return chain }
        switch fault(of: row.cause) {
        case .icapStopped: return .stopped
        case .icapDrops: return .dropped
        case .icapSilent: return .silent
        case .callbackLost: return .callbackLost
        default: return .dropped
        }
    }

    private func fault(of cause: Cause?) -> Fault.Kind? {
        guard case .fault(let name)? = cause else { return nil }
        return faults[name]
    }

    // MARK: Scans

    private func failed(
        _ scan: ScanFacts,
        _ result: ScanResult,
        _ occurrence: Occurrence
    ) -> TruthRow? {
        guard let code = ResultCode.of(result.code), code.wantsReason else { return nil }
        return TruthRow(
            symptom: .failedScan,
            path: scan.file.path,
            sha256: scan.file.sha256,
            timeUS: occurrence.timeUS,
            server: occurrence.component.name,
            dataID: scan.dataID,
            connectionID: scan.connectionID,
            code: result.code,
            isBlocked: result.isBlocked,
            cause: result.cause ?? occurrence.cause
        )
    }

    private func refused(_ refusal: Refusal, _ occurrence: Occurrence) -> TruthRow? {
        guard refusal.connectionID.isEmpty else { return nil }
        return TruthRow(
            symptom: .refused,
            path: refusal.file.path,
            sha256: refusal.file.sha256,
            timeUS: occurrence.timeUS,
            server: occurrence.component.name,
            status: refusal.status,
            cause: occurrence.cause
        )
    }

    // MARK: Files that were served without a verdict

    private func unscanned(_ send: ShareSend, _ occurrence: Occurrence) -> TruthRow? {
        let id = connections[send.number] ?? ""
        let isScanned = (requests[id] ?? []).contains {
            if case .answered(_, let answer, _, _) = $0.kind { return answer.profile != nil }
            return false
        }
        guard !isScanned else { return nil }
        return unscanned(row: send, occurrence)
    }

    private func late(_ send: ShareSend, _ occurrence: Occurrence) -> TruthRow? {
        guard !lockedSends.contains(send.number) else { return nil }
        return unscanned(row: send, occurrence)
    }

    private func unscanned(row send: ShareSend, _ occurrence: Occurrence) -> TruthRow {
        var row = TruthRow(
            symptom: .unscanned,
            path: send.file.path,
            sha256: send.file.sha256,
            timeUS: occurrence.timeUS,
            server: send.server,
            // Once it was scanned, it is no longer what nobody looked at.
            stands: scannedUS[send.file.path].map { $0 <= occurrence.timeUS } ?? true,
            cause: occurrence.cause
        )
        describe(&row, send: send.number)
        return row
    }

    // MARK: Items

    /// Items whose field says at the end why nothing was sent, and those that were once refused.
    private func itemRows() -> [TruthRow] {
        var causes: [String: Cause] = [:]
        var refused: [TruthRow] = []
        for occurrence in ending.occurrences {
            let attempt: CloudTry
            let refusal: CloudRefusal
            switch occurrence.kind {
            case .uploadFailed(let one, let why), .resultPollFailed(let one, let why):
                (attempt, refusal) = (one, why)
            default: continue
            }
            let key = "\(occurrence.component.name)/\(attempt.item.id)"
            let cause = refusal.cause ?? occurrence.cause
            if case .uploadFailed = occurrence.kind { causes[key] = cause }
            var row = row(of: attempt.item, occurrence)
            row.symptom = .cloud
            row.stands = false
            row.cause = cause
            refused.append(row)
        }
        let states: [CloudStatus] = [.unavailable, .missingKey, .limitReached]
        let standing = ending.items.filter { states.contains($0.item.cloud.status) }.map { end in
            TruthRow(
                symptom: .cloud,
                path: end.item.facts.path,
                sha256: end.item.facts.sha256,
                timeUS: end.item.facts.quarantinedUS,
                server: end.core,
                dataID: end.item.facts.dataID,
                cloudState: end.item.cloud.status.text,
                cause: causes["\(end.core)/\(end.item.facts.id)"]
            )
        }
        return standing + refused
    }

    private static func connection(of kind: Occurrence.Kind) -> String? {
        switch kind {
        case .requestReceived(let request), .requestRejected(let request, _),
            .submitted(let request, _, _), .coreRefused(let request, _, _, _),
            .coreNotReached(let request, _, _), .pollFailed(let request, _),
            .callbackReceived(let request, _), .answered(let request, _, _, _),
            .clientLeft(let request, _):
            request.connectionID
        default: nil
        }
    }
}
