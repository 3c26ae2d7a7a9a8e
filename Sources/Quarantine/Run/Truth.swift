internal import CaseModel

/// What really happened to a file: the truth that rules are measured by.
package struct Truth: Sendable, Hashable {
    package var subject: Subject
    package var path: String
    /// Microseconds UTC.
    package var timeUS: Int64
    package var cause: Cause?
    /// Core's or the ICAP Server's name, or the share's.
    package var server: String
    /// Empty where Core never took the file.
    package var dataID = ""
    /// Empty where no ICAP Server was asked.
    package var connectionID = ""
    /// Core's result code, where there is one.
    package var code: Int?
    /// The share's state, or the THREAT INTELLIGENCE field.
    package var state = ""

    package enum Subject: String, Sendable, Hashable {
        /// A file that the share locked.
        case lock
        /// A scan that ended without a proper verdict.
        case failedScan = "failed-scan"
        /// A file that was sent, and of which no Core has a row of history.
        case missingScan = "missing-scan"
        /// A use of a file for which nothing is sent, as documented.
        case notSent = "not-sent"
        /// A quarantine item whose hand-over was refused.
        case cloud
        /// A quarantine item that is not there, or not there twice.
        case item
    }
}

extension Ending {
    /// The truth of all files, in the order of time.
    package var truths: [Truth] {
        let answers = answersBySend
        let (stored, lost) = storedConnections
        var scans: [String: ScanFacts] = [:]
        return occurrences.flatMap { occurrence -> [Truth] in
            switch occurrence.kind {
            case .fileLocked(let lock):
                return [truth(of: lock, answers[lock.send], occurrence)]
            case .answerTaken(let send, _):
                let asked = answers[send.number]
                guard let asked, stored.contains(asked.connectionID) else {
                    let cause = asked.flatMap { lost[$0.connectionID] } ?? occurrence.cause
                    return [missing(send, asked, cause)]
                }
                return []
            case .historyCleaned(let ids):
                return ids.compactMap { scans[$0] }.map { cleaned($0, occurrence) }
            case .scanFinished(let scan, _):
                scans[scan.dataID] = scan
                return truth(ofOther: occurrence)
            default: return truth(ofOther: occurrence)
            }
        }
    }

    /// Requests whose scans were written to a history, whatever became of the rows.
    private var storedConnections: (stored: Set<String>, lost: [String: Cause]) {
        var stored = Set(servers.flatMap { $0.history.map(\.scan.connectionID) })
        var lost: [String: Cause] = [:]
        for occurrence in occurrences {
            switch occurrence.kind {
            case .scanFinished(let scan, _): stored.insert(scan.connectionID)
            case .historyNotStored(let scan):
                stored.remove(scan.connectionID)
                lost[scan.connectionID] = occurrence.cause
            default: break
            }
        }
        return (stored, lost)
    }

    private func cleaned(_ scan: ScanFacts, _ occurrence: Occurrence) -> Truth {
        Truth(
            subject: .missingScan,
            path: scan.file.path,
            timeUS: scan.uploadedUS,
            cause: occurrence.cause,
            server: occurrence.component.name,
            dataID: scan.dataID,
            connectionID: scan.connectionID
        )
    }

    /// What is known of the ICAP request behind a send.
    private struct Asked {
        var connectionID: String
        var dataID = ""
    }

    private var answersBySend: [Int: Asked] {
        var asked: [Int: Asked] = [:]
        for occurrence in occurrences {
            switch occurrence.kind {
            case .requestReceived(let request), .requestRejected(let request, _):
                asked[request.send] = Asked(connectionID: request.connectionID)
            case .submitted(let request, let dataID, _):
                asked[request.send]?.dataID = dataID
            default: break
            }
        }
        asked[-1] = nil
        return asked
    }

    private func truth(of lock: LockFacts, _ asked: Asked?, _ occurrence: Occurrence) -> Truth {
        var truth = Truth(
            subject: .lock,
            path: lock.path,
            timeUS: occurrence.timeUS,
            cause: occurrence.cause,
            server: lock.server
        )
        // A lock by hand has no request.
        if lock.state != .manual, let asked {
            truth.connectionID = asked.connectionID
            truth.dataID = asked.dataID
        }
        truth.state = lock.state.rawValue
        return truth
    }

    private func missing(_ send: ShareSend, _ asked: Asked?, _ cause: Cause?) -> Truth {
        Truth(
            subject: .missingScan,
            path: send.file.path,
            timeUS: send.sentUS,
            cause: cause,
            server: send.server,
            dataID: asked?.dataID ?? "",
            connectionID: asked?.connectionID ?? ""
        )
    }

    private func truth(ofOther occurrence: Occurrence) -> [Truth] {
        guard let path = occurrence.kind.path else { return [] }
        var truth = Truth(
            subject: .item,
            path: path,
            timeUS: occurrence.timeUS,
            cause: occurrence.cause,
            server: occurrence.component.name
        )
        switch occurrence.kind {
        case .scanFinished(let scan, let result):
            guard ResultCode.of(result.code)?.wantsReason ?? true else { return [] }
            truth.subject = .failedScan
            truth.dataID = scan.dataID
            truth.connectionID = scan.connectionID
            truth.code = result.code
        case .fileNotSent(_, _, let why):
            truth.subject = .notSent
            truth.state = why.rawValue
        case .uploadFailed(let attempt, let refusal):
            truth.subject = .cloud
            truth.dataID = attempt.item.dataID
            truth.code = refusal.code
            truth.state = refusal.text
        case .itemNotAdded(let item), .itemDeleted(let item), .itemCleanedUp(let item),
            .itemLost(let item):
            truth.dataID = item.dataID
            truth.state = occurrence.kind.name
        default: return []
        }
        return [truth]
    }
}

extension Component {
    /// The server's name.
    package var name: String {
        switch self {
        case .core(let name), .icap(let name), .share(let name): name
        case .cloud: "cloud"
        case .stage: ""
        }
    }
}
