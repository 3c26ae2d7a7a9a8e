/// What really happened to a file at one point of a run, as the engine knows it.
package struct TruthRow: Sendable, Hashable {
    package enum Symptom: String, Sendable, Hashable, CaseIterable {
        /// The share locked it.
        case locked
        /// A scan ended without a proper verdict.
        case failedScan = "failed-scan"
        /// No Core took it, so that no history tells of it.
        case missingScan = "missing-scan"
        /// The same of a client that is no ICAP Server.
        case refused
        /// Its scan is not in history, though it took place.
        case notInHistory = "not-in-history"
        /// The share served it though no scan was completed.
        case unscanned
        /// An item of the quarantine that is not where it is expected.
        case item
        /// An item that could not be handed to the Cloud.
        case cloud
    }

    package var symptom: Symptom
    package var path: String
    package var sha256 = ""
    /// Microseconds UTC, true time.
    package var timeUS: Int64
    /// The ICAP Server, or the Core of an item.
    package var server = ""
    package var dataID = ""
    package var connectionID = ""
    /// Of a lock.
    package var lock: LockState?
    /// Whether the lock, the item or its state is still so at the end.
    package var stands = true
    /// Core's result code of the scan that decided, if there was one.
    package var code: Int?
    package var isBlocked: Bool?
    /// The status of a refusal or of ICAP's answer.
    package var status: Int?
    /// The THREAT INTELLIGENCE field at the end.
    package var cloudState = ""
    /// What locked it, in the share's own terms.
    package var reason: Share.Reason?
    package var chain = Chain.none
    package var cause: Cause?
    /// The fault behind it; nil if there was none.
    package var fault: Fault.Kind?
    /// Rules of the catalogue that are right for it, the most specific one first.
    package var rules: [String] = []
    /// False where nothing that is written tells its cause from others, so that those who read it
    /// can but say that they cannot tell.
    package var isDecidable = true

    /// How an ICAP request came to its end.
    package enum Chain: String, Sendable, Hashable {
        case none, verdict, result, rejected
        case refusedByCore = "refused-by-core"
        case coreNotReached = "core-not-reached"
        case pollFailed = "poll-failed"
        case noWorkflow = "no-workflow"
        case icapLicence = "icap-licence"
        case status, dropped, silent, stopped
        case callbackLost = "callback-lost"
        case timedOut = "timed-out"
        case byHand = "by-hand"
    }
}

/// The truth as a table.
package enum TruthTable {
    package static func csv(_ rows: [TruthRow]) -> String {
        var table = CSVText(
            header: [
                "symptom", "path", "sha256", "time", "server", "data_id", "connectionId", "lock",
                "stands", "code", "blocked", "status", "cloud", "chain", "cause", "fault", "rules",
            ]
        )
        let utc = Stamps(clock: MachineClock(zoneSeconds: 0, name: "UTC", letters: "UTC"))
        for row in rows {
            table.add([
                row.symptom.rawValue, row.path, row.sha256, utc.iso(row.timeUS), row.server,
                row.dataID, row.connectionID, row.lock?.rawValue ?? "",
                row.stands ? "true" : "false", row.code.map { String($0) } ?? "",
                row.isBlocked.map { $0 ? "true" : "false" } ?? "",
                row.status.map { String($0) } ?? "", row.cloudState,
                row.chain.rawValue, row.cause?.description ?? "", row.fault?.rawValue ?? "",
                row.rules.joined(separator: " "),
            ])
        }
        return table.text
    }
}
