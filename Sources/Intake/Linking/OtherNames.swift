internal import CaseModel
internal import CaseStore
internal import GRDB

/// Finds the requests that may be of a file under another name, where none bears its own.
///
/// Office and browsers write a file under a temporary name and rename it when it is whole; ICAP
/// Server may have been asked about it before. That is never more than likely.
struct OtherNames {
    let writer: CaseWriter

    /// Requests that are kept of one event; a view tells how many there are in all.
    private static let most = 20
    /// Requests that are looked at over all events: locks by the thousand may share one busy hour.
    private static let mostLookedAt = 2_000_000

    func write() throws {
        let events = try writer.rows(Self.events)
        let from = events.compactMap { $0["from_us"] as Int64? }.min()
        let to = events.compactMap { $0["to_us"] as Int64? }.max()
        guard let from, let to else { return }
        try writer.execute("DROP TABLE IF EXISTS temp.unmatched_request")
        try writer.execute(Self.unmatched, [from, to])
        try writer.execute(
            "CREATE INDEX temp.unmatched_by_time ON unmatched_request (time_us, server)"
        )
        var lookedAt = 0
        for (index, event) in events.enumerated() {
            var arguments: StatementArguments = [
                "from": event["from_us"] as Int64, "to": event["to_us"] as Int64,
                "server": event["server"] as String?,
            ]
            let among: Int = try writer.rows(Self.count, arguments).first?[0] ?? 0
            guard among > 0 else { continue }
            lookedAt += among
            guard lookedAt <= Self.mostLookedAt else {
                try note(leftOut: events.count - index)
                break
            }
            _ = arguments.append(contentsOf: [
                "event": event["id"] as Int64, "time": event["time_us"] as Int64,
                "folder": event["folder"] as String?, "among": among, "most": Self.most,
            ])
            try writer.execute(Self.likeliest, arguments)
        }
        try writer.execute("DROP TABLE temp.unmatched_request")
    }

    private func note(leftOut: Int) throws {
        guard let package: Int64 = try writer.rows("SELECT min(id) FROM package_row").first?[0]
        else { return }
        try writer.insert(
            NoteRow(
                packageID: package,
                entryPath: "",
                kind: Note.Kind.ambiguous.rawValue,
                text: "for \(leftOut) locked or reported files nobody looked for requests under "
                    + "another name, since too many requests fall into their times"
            )
        )
    }

    /// The folder of a key, without a slash at its end.
    private static func folder(of key: String, _ name: String) -> String {
        "rtrim(substr(\(key), 1, length(\(key)) - length(\(name))), '/')"
    }

    /// Locks and reports without a request in their time.
    private static let events = """
        SELECT event.id AS id, event.time_us AS time_us,
            CASE event.kind WHEN 'nutanix-lock' THEN event.time_us - 480000000
                ELSE event.window_from_us END AS from_us,
            CASE event.kind WHEN 'nutanix-lock' THEN event.time_us + 5000000
                ELSE event.window_to_us END AS to_us,
            file_row.server AS server,
            \(folder(of: "file_row.path_key", "file_row.name")) AS folder
        FROM expected_event_row AS event JOIN file_row ON file_row.id = event.file_id
        WHERE event.kind <> 'icap-request' AND event.request_id IS NULL
            AND event.time_us IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM file_link_row AS link
                JOIN icap_request_row ON icap_request_row.id = link.row_id
                WHERE event.kind = 'reported' AND link.file_id = event.file_id
                    AND link.kind = 'icap-request' AND icap_request_row.time_us
                        BETWEEN event.window_from_us AND event.window_to_us)
        ORDER BY event.time_us, event.id
        """

    /// Names that a file bears until it is whole: of Word, of Excel (eight hex digits), of
    /// PowerPoint, LibreOffice and browsers; keys are in lower case.
    private static let isTemporary = """
        base_name LIKE '~$%' OR base_name LIKE '~wr%' OR base_name LIKE '%.tmp'
            OR base_name LIKE '.~lock.%#' OR base_name LIKE '%.part'
            OR base_name LIKE '%.partial' OR base_name LIKE '%.crdownload'
            OR base_name GLOB '\(String(repeating: "[0-9a-f]", count: 8))'
        """

    /// Requests in the time of the events, of files that no lock and no report names.
    private static let unmatched = """
        CREATE TEMP TABLE unmatched_request AS
        SELECT icap_request_row.id AS id, icap_request_row.time_us AS time_us,
            icap_request_row.server AS server, (\(isTemporary)) AS temporary,
            \(folder(of: "icap_request_row.path_key", "icap_request_row.base_name")) AS folder
        FROM icap_request_row
        JOIN file_link_row AS link ON link.kind = 'icap-request'
            AND link.row_id = icap_request_row.id
        WHERE icap_request_row.time_us BETWEEN ? AND ? AND link.file_id NOT IN (
            SELECT file_id FROM expected_event_row WHERE kind <> 'icap-request')
        """

    private static let fits = """
        unmatched_request.time_us BETWEEN :from AND :to
            AND (:server IS NULL OR unmatched_request.server IS NULL
                OR unmatched_request.server = :server)
        """

    private static let count = "SELECT count(*) FROM unmatched_request WHERE \(fits)"

    /// Nutanix may list a folder with or without the share's own prefix.
    private static let likeliest = """
        INSERT INTO other_name_row
            (event_id, position, request_id, temporary, same_folder, among)
        SELECT :event, row_number() OVER () - 1, id, temporary, same_folder, :among FROM (
            SELECT id, temporary, coalesce(folder <> '' AND :folder <> '' AND (
                    substr('/' || folder, -length(:folder) - 1) = '/' || :folder
                    OR substr('/' || :folder, -length(folder) - 1) = '/' || folder), 0)
                AS same_folder
            FROM unmatched_request WHERE \(fits)
            ORDER BY temporary DESC, same_folder DESC, abs(time_us - :time), id LIMIT :most
        )
        """
}
