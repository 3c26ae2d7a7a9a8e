internal import CaseStore
internal import GRDB
internal import Quarantine

/// Runs the share model over the requests a case has, and stores which files it leaves locked.
struct PredictedLocks {
    let writer: CaseWriter

    func write() throws {
        let ends = try writer.rows(
            "SELECT package_id, max(to_us) AS to_us FROM coverage_row GROUP BY package_id"
        )
        let endOfPackage = Dictionary(
            uniqueKeysWithValues: ends.map { row -> (Int64, Int64) in
                (row["package_id"], row["to_us"] ?? 0)
            }
        )
        var share = Share()
        for row in try writer.rows(Self.requests) {
            let timeUS: Int64 = row["time_us"]
            share.take(
                Share.Request(
                    file: row["file_id"],
                    request: row["id"],
                    timeUS: row["lock_us"],
                    answer: Share.Answer(
                        status: row["status"],
                        info: row["response_info"] ?? row["action"],
                        hasVerdict: row["has_verdict"],
                        silenceUS: (endOfPackage[row["package_id"]] ?? 0) - timeUS
                    )
                )
            )
        }
        for lock in share.locked {
            try writer.execute(
                "INSERT INTO predicted_lock_row (file_id, request_id, since_us, why) "
                    + "VALUES (?, ?, ?, ?)",
                [lock.file, lock.request, lock.sinceUS, lock.reason.rawValue]
            )
        }
    }

    private static let requests = """
        SELECT file_link_row.file_id, icap_request_row.id, icap_request_row.package_id,
            icap_request_row.time_us, icap_request_row.status, icap_request_row.response_info,
            icap_request_row.action,
            icap_request_row.blocked_reason IS NOT NULL OR icap_request_row.profile IS NOT NULL
                AS has_verdict,
            coalesce(icap_request_row.answered_us, icap_request_row.time_us) AS lock_us
        FROM icap_request_row
        JOIN file_link_row ON file_link_row.kind = 'icap-request'
            AND file_link_row.row_id = icap_request_row.id
        WHERE icap_request_row.time_us IS NOT NULL
        ORDER BY lock_us, icap_request_row.id
        """
}
