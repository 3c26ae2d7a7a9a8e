internal import CaseStore

/// Writes the scans that must have taken place, and which scan matches each.
struct ExpectedEvents {
    let writer: CaseWriter

    func write() throws {
        try writer.execute(Self.locks)
        try writer.execute(Self.requests)
        try writer.execute(Self.matchByRequest)
        try writer.execute(Self.matchByFile)
        try writer.execute(Self.matchByName)
    }

    /// One event a lock.
    ///
    /// Its deciding request is the last one for that path before the lock, with five seconds for
    /// the clocks, and not older than the longest wait Nutanix allows (240 s) twice over.
    private static let locks = """
        INSERT INTO expected_event_row
            (file_id, kind, row_id, request_id, time_us, window_from_us, window_to_us)
        SELECT file_id, 'nutanix-lock', row_id, request_id, lock_us,
            coalesce(request_us, lock_us - 240000000) - 2000000,
            coalesce(answer_us, lock_us) + 600000000
        FROM (
            SELECT lock_link.file_id AS file_id, nutanix_file_row.id AS row_id,
                nutanix_file_row.scan_time_us AS lock_us,
                icap_request_row.id AS request_id, icap_request_row.answered_us AS answer_us,
                max(icap_request_row.time_us) AS request_us
            FROM nutanix_file_row
            JOIN file_link_row AS lock_link ON lock_link.kind = 'nutanix-file'
                AND lock_link.row_id = nutanix_file_row.id
            LEFT JOIN file_row ON file_row.id = lock_link.file_id
            LEFT JOIN icap_request_row ON icap_request_row.path_key = file_row.path_key
                AND icap_request_row.time_us BETWEEN nutanix_file_row.scan_time_us - 480000000
                    AND nutanix_file_row.scan_time_us + 5000000
            WHERE nutanix_file_row.quarantined IS NOT 0
            GROUP BY nutanix_file_row.id, lock_link.file_id
        ) ORDER BY lock_us, row_id;
        """

    /// One event for each other request.
    private static let requests = """
        INSERT INTO expected_event_row
            (file_id, kind, row_id, request_id, time_us, window_from_us, window_to_us)
        SELECT file_link_row.file_id, 'icap-request', icap_request_row.id, icap_request_row.id,
            icap_request_row.time_us, icap_request_row.time_us - 2000000,
            coalesce(icap_request_row.answered_us, icap_request_row.time_us) + 600000000
        FROM icap_request_row
        JOIN file_link_row ON file_link_row.kind = 'icap-request'
            AND file_link_row.row_id = icap_request_row.id
        WHERE icap_request_row.id NOT IN
            (SELECT request_id FROM expected_event_row WHERE request_id IS NOT NULL)
        ORDER BY icap_request_row.time_us, icap_request_row.id;
        """

    /// The scan that carries the id which ICAP got for the request.
    private static let matchByRequest = """
        UPDATE expected_event_row SET how = 'data id', scan_id = (
            SELECT min(scan_row.id) FROM icap_request_row
            JOIN scan_row ON scan_row.data_id = icap_request_row.data_id
            WHERE icap_request_row.id = expected_event_row.request_id)
        WHERE request_id IN (
            SELECT icap_request_row.id FROM icap_request_row
            JOIN scan_row ON scan_row.data_id = icap_request_row.data_id);
        """

    /// Any scan of the file that ended within the window, but none whose id another request has.
    ///
    /// A request with an id of its own that has no scan stays unmatched, since that id names the
    /// scan that is missing. A log and a history may tell of one request in a row each.
    private static let matchByFile = """
        UPDATE expected_event_row SET how = 'file', scan_id = (
            SELECT min(scan.id) FROM file_link_row
            JOIN scan ON scan.id = file_link_row.row_id
            WHERE file_link_row.file_id = expected_event_row.file_id
                AND file_link_row.kind = 'scan'
                AND (expected_event_row.window_from_us IS NULL OR scan.finished_us
                    BETWEEN expected_event_row.window_from_us
                    AND expected_event_row.window_to_us)
                AND (expected_event_row.request_id IS NULL OR NOT EXISTS (
                    SELECT 1 FROM icap_request_row AS other
                    JOIN icap_request_row AS own ON own.id = expected_event_row.request_id
                    WHERE other.data_id = scan.data_id AND other.id <> own.id
                        AND NOT (other.path_key IS own.path_key
                            AND (other.record_id IS NULL) <> (own.record_id IS NULL)
                            AND abs(other.time_us - own.time_us) <= 60000000))))
        WHERE scan_id IS NULL AND (request_id IS NULL OR request_id IN
            (SELECT id FROM icap_request_row WHERE data_id IS NULL));
        """

    /// Without an ICAP package: the one scan of that base name in the window, where no other file
    /// of that name could claim it.
    ///
    /// A scan that an id gave to another file is none; a name that fits several says nothing.
    private static let matchByName = """
        WITH candidate AS MATERIALIZED (
            SELECT event.id AS event_id, event.file_id AS file_id, scan.id AS scan_id
            FROM expected_event_row AS event
            JOIN file_row ON file_row.id = event.file_id
            JOIN scan ON scan.file_name = file_row.name COLLATE NOCASE
            WHERE event.scan_id IS NULL AND event.request_id IS NULL
                AND event.kind <> 'icap-request'
                AND scan.finished_us BETWEEN event.window_from_us AND event.window_to_us
                AND scan.id NOT IN
                    (SELECT scan_id FROM expected_event_row WHERE scan_id IS NOT NULL)
        ),
        claimed AS MATERIALIZED (
            SELECT scan_id, count(DISTINCT file_id) AS files FROM candidate GROUP BY scan_id
        ),
        judged AS MATERIALIZED (
            SELECT candidate.event_id AS event_id, min(candidate.scan_id) AS scan_id,
                count(*) = 1 AND max(claimed.files) = 1 AS is_clear
            FROM candidate JOIN claimed ON claimed.scan_id = candidate.scan_id
            GROUP BY candidate.event_id
        )
        UPDATE expected_event_row SET scan_id = iif(judged.is_clear, judged.scan_id, NULL),
            how = iif(judged.is_clear, 'name', 'names')
        FROM judged WHERE judged.event_id = expected_event_row.id;
        UPDATE expected_event_row SET how = NULL WHERE scan_id IS NULL AND how IS NOT 'names';
        INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
        SELECT file_id, 'scan', scan_id, how, 0 FROM expected_event_row
        WHERE scan_id IS NOT NULL AND how = 'name';
        """
}
