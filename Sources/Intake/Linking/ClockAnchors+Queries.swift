/// The queries behind anchors: each row is a package, another, and both times of one thing.
extension ClockAnchors {
    /// When a scan was over, as the views have it.
    private static func end(of scan: String, _ record: String, _ entry: String) -> String {
        "coalesce(\(scan).finished_us, \(record).time_us - \(entry).offset_us)"
    }

    private static let scanEnd = end(of: "scan_row", "record_row", "entry_row")

    private static let recordOfScan = """
        LEFT JOIN record_row ON record_row.id = scan_row.id
        LEFT JOIN entry_row ON entry_row.id = record_row.entry_id
        """

    /// One scan in two packages, such as a log and an exported history.
    static let scans = """
        SELECT one.package_id AS first, other.package_id AS second,
            \(end(of: "one", "one_record", "one_entry")) AS told_first_us,
            \(end(of: "other", "other_record", "other_entry")) AS told_second_us
        FROM scan_row AS other
        JOIN scan_row AS one ON one.data_id = other.data_id AND one.package_id < other.package_id
        LEFT JOIN record_row AS one_record ON one_record.id = one.id
        LEFT JOIN entry_row AS one_entry ON one_entry.id = one_record.entry_id
        LEFT JOIN record_row AS other_record ON other_record.id = other.id
        LEFT JOIN entry_row AS other_entry ON other_entry.id = other_record.entry_id
        WHERE other.package_id > (SELECT min(id) FROM package_row)
            AND told_first_us IS NOT NULL AND told_second_us IS NOT NULL
        LIMIT :most
        """

    /// An answer that waited for the scan: one that gave up may come before its end, and a history
    /// without durations has the time of the question alone.
    private static let hasWaited = """
        icap_request_row.error IS NULL AND (icap_request_row.status = 204
            OR lower(coalesce(icap_request_row.response_info, '')) LIKE 'allow%'
            OR coalesce(icap_request_row.profile, '') <> ''
            OR coalesce(icap_request_row.blocked_reason, '') <> '')
        AND (icap_request_row.answer_record_id IS NOT NULL
            OR icap_request_row.answered_us > icap_request_row.time_us)
        """

    /// A scan, and the answer of ICAP Server that names it.
    static let answers = """
        SELECT scan_row.package_id AS first, icap_request_row.package_id AS second,
            \(scanEnd) AS told_first_us, icap_request_row.answered_us AS told_second_us
        FROM icap_request_row
        JOIN scan_row ON scan_row.data_id = icap_request_row.data_id
            AND scan_row.package_id <> icap_request_row.package_id
        \(recordOfScan)
        WHERE icap_request_row.data_id IS NOT NULL AND told_first_us IS NOT NULL
            AND told_second_us IS NOT NULL AND \(hasWaited)
        LIMIT :most
        """

    /// A request in ICAP Server's log, and in a history or what a client saw.
    ///
    /// It is known by connection and request id or by the id that Core gave; the other may tell its
    /// end for its beginning.
    static let requests = """
        SELECT logged.package_id AS first, other.package_id AS second,
            logged.time_us AS told_first_us, other.time_us AS told_second_us
        FROM (SELECT * FROM icap_request_row WHERE record_id IS NULL AND time_us IS NOT NULL
            AND (data_id IS NOT NULL OR connection_id IS NOT NULL) LIMIT :most) AS other
        JOIN icap_request_row AS logged ON logged.record_id IS NOT NULL
            AND logged.package_id <> other.package_id AND logged.time_us IS NOT NULL
            AND logged.id IN (
                SELECT id FROM icap_request_row AS same WHERE same.data_id = other.data_id
                UNION SELECT id FROM icap_request_row AS same
                WHERE same.connection_id = other.connection_id
                    AND same.request_id = other.request_id)
        GROUP BY other.id, logged.package_id HAVING count(*) = 1
        """

    /// A warning of Core that names the connection of ICAP Server on whose behalf it was asked, and
    /// the one answer on it.
    static let connections = """
        SELECT told.package_id AS first, icap_request_row.package_id AS second,
            told.time_us AS told_first_us, icap_request_row.answered_us AS told_second_us
        FROM (
            SELECT package_id, connection_id, request_id, max(time_us) AS time_us
            FROM (
                SELECT package_id, connection_id, request_id, time_us FROM refusal_row
                WHERE hop <> 'icap' AND connection_id IS NOT NULL
                UNION ALL SELECT shape_row.package_id, field_row.value, NULL,
                    record_row.time_us - entry_row.offset_us
                FROM shape_row JOIN by_shape_row ON by_shape_row.shape_id = shape_row.id
                JOIN record_row ON record_row.id = by_shape_row.record_id
                JOIN entry_row ON entry_row.id = record_row.entry_id
                JOIN field_row ON field_row.record_id = record_row.id
                    AND lower(replace(field_row.key, '_', '')) = 'connectionid'
                WHERE shape_row.level >= 3 AND entry_row.source <> 'icap-log'
                    AND replace(shape_row.text, '_', '') LIKE '%connectionid=%'
            ) WHERE time_us IS NOT NULL GROUP BY 1, 2, 3 LIMIT :most
        ) AS told
        JOIN icap_request_row ON icap_request_row.connection_id = told.connection_id
            AND icap_request_row.package_id <> told.package_id
            AND icap_request_row.request_id
                = coalesce(told.request_id, icap_request_row.request_id)
        GROUP BY told.package_id, told.connection_id, told.request_id, icap_request_row.package_id
        HAVING count(*) = 1 AND told_second_us IS NOT NULL
        """

    /// A content that ICAP Server was asked about once and Core scanned once.
    static let contents = """
        SELECT scan_row.package_id AS first, asked.package_id AS second,
            \(scanEnd) AS told_first_us, asked.answered_us AS told_second_us
        FROM (
            SELECT package_id, sha256, min(answered_us) AS answered_us FROM icap_request_row
            WHERE sha256 IS NOT NULL GROUP BY package_id, sha256
            HAVING count(*) = 1 AND min(answered_us) IS NOT NULL AND \(hasWaited) LIMIT :most
        ) AS asked
        JOIN scan_row ON scan_row.sha256 = asked.sha256
            AND scan_row.package_id <> asked.package_id
        \(recordOfScan)
        GROUP BY asked.package_id, asked.sha256, scan_row.package_id
        HAVING count(*) = 1 AND told_first_us IS NOT NULL
        """

    /// A content that a history without ids has once and another package scanned once.
    ///
    /// With two ids it would be two scans.
    static let rowsOfContents = """
        SELECT scan_row.package_id AS first, listed.package_id AS second,
            \(scanEnd) AS told_first_us, listed.finished_us AS told_second_us
        FROM (
            SELECT package_id, sha256, data_id, min(finished_us) AS finished_us FROM scan_row
            WHERE id >= \(BulkRows.firstDocumentScanID) AND sha256 IS NOT NULL
            GROUP BY package_id, sha256
            HAVING count(*) = 1 AND data_id IS NULL AND min(finished_us) IS NOT NULL LIMIT :most
        ) AS listed
        JOIN scan_row ON scan_row.sha256 = listed.sha256
            AND scan_row.package_id <> listed.package_id
        \(recordOfScan)
        GROUP BY listed.package_id, listed.sha256, scan_row.package_id
        HAVING count(*) = 1 AND told_first_us IS NOT NULL AND scan_row.data_id IS NOT NULL
        """

    /// A name that ICAP Server was asked about once and Core scanned once.
    static let names = """
        SELECT scan_row.package_id AS first, asked.package_id AS second,
            \(scanEnd) AS told_first_us, asked.answered_us AS told_second_us
        FROM (
            SELECT package_id, file_name, min(answered_us) AS answered_us FROM icap_request_row
            WHERE file_name <> '' GROUP BY package_id, file_name
            HAVING count(*) = 1 AND min(answered_us) IS NOT NULL AND \(hasWaited) LIMIT :most
        ) AS asked
        JOIN scan_row ON scan_row.file_name = asked.file_name COLLATE NOCASE
            AND scan_row.package_id <> asked.package_id
        \(recordOfScan)
        GROUP BY asked.package_id, asked.file_name, scan_row.package_id
        HAVING count(*) = 1 AND told_first_us IS NOT NULL
        """

    /// A file that Nutanix locked once, after the one request about a file of that name.
    ///
    /// The lock follows the answer, or comes before it where the time of the share was over first.
    static let locks = """
        SELECT icap_request_row.package_id AS first, locked.package_id AS second,
            coalesce(icap_request_row.answered_us, icap_request_row.time_us) AS told_first_us,
            icap_request_row.answered_us IS NOT NULL AS is_answered,
            coalesce(icap_request_row.time_us, icap_request_row.answered_us) AS asked_us,
            locked.scan_time_us AS told_second_us
        FROM (
            SELECT package_id, base_name, min(scan_time_us) AS scan_time_us FROM nutanix_file_row
            GROUP BY package_id, base_name
            HAVING count(*) = 1 AND min(scan_time_us) IS NOT NULL LIMIT :most
        ) AS locked
        JOIN icap_request_row ON icap_request_row.base_name = locked.base_name
            AND icap_request_row.package_id <> locked.package_id
        GROUP BY locked.package_id, locked.base_name, icap_request_row.package_id
        HAVING count(*) = 1 AND told_first_us IS NOT NULL
        """
}
