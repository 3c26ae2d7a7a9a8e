internal import CaseStore

/// Writes what wants an explanation, one subject a row: the denominators of every report.
struct Symptoms {
    let writer: CaseWriter

    func write() throws {
        try writer.execute(Self.failedScans)
        try writer.execute(Self.missingScans)
        try writer.execute(Self.locked)
        try writer.execute(Self.predicted)
        try writer.execute(Self.reported)
        try CloudSymptoms(writer: writer).write()
    }

    /// A scan without a proper verdict.
    ///
    /// Its window begins with the request that led to it, else with its own start, else ten minutes
    /// before its end.
    private static let failedScans = """
        INSERT INTO symptom_row (family, subject_kind, subject_id, scan_id, event_id, policy,
            time_us, window_from_us, window_to_us)
        SELECT 'failed-to-scan',
            CASE WHEN link.file_id IS NULL THEN 'scan' ELSE 'file' END,
            coalesce(link.file_id, scan.id), scan.id, event.id,
            coalesce(result_code_row.by_policy, 0), scan.finished_us,
            -- A clock that is off by seconds must not put the window behind the scan.
            min(coalesce(event.window_from_us, scan.started_us, scan.finished_us - 600000000),
                coalesce(scan.started_us, scan.finished_us, event.window_from_us)),
            scan.finished_us
        FROM unclean_scan_row
        JOIN scan ON scan.id = unclean_scan_row.scan_id
        LEFT JOIN result_code_row ON result_code_row.code = scan.result_code
        -- Of several files the one that is known best, and of these the first.
        LEFT JOIN (
            SELECT row_id, file_id, max(strength * 1000000000 - file_id) FROM file_link_row
            WHERE kind = 'scan' GROUP BY row_id
        ) AS link ON link.row_id = scan.id
        LEFT JOIN expected_event_row AS event ON event.scan_id = scan.id
            AND event.file_id = link.file_id
        WHERE scan.result_code IS NULL OR result_code_row.wants_reason = 1
            OR result_code_row.code IS NULL
        GROUP BY scan.id
        ORDER BY scan.finished_us, scan.id
        """

    /// An expected scan that no history has, where Core's word is in the case at all.
    ///
    /// Where several scans of that name fit, one of them may be it, so nothing is surely missing.
    private static let missingScans = """
        INSERT INTO symptom_row (family, subject_kind, subject_id, event_id, time_us,
            window_from_us, window_to_us)
        SELECT 'missing-first-scan', 'file', file_id, id, time_us, window_from_us, window_to_us
        FROM expected_event_row
        WHERE scan_id IS NULL AND how IS NOT 'names' AND EXISTS (
            SELECT 1 FROM coverage_row WHERE source IN ('core-log', 'core-history'))
        ORDER BY time_us, id
        """

    /// A file on the Nutanix list that is locked; one with a proper verdict counts as policy.
    private static let locked = """
        INSERT INTO symptom_row (family, subject_kind, subject_id, scan_id, event_id, policy,
            time_us, window_from_us, window_to_us)
        SELECT 'nutanix-unknown', 'file', event.file_id, event.scan_id, event.id,
            coalesce(result_code_row.class IN ('threat', 'policy'), 0), event.time_us,
            event.window_from_us, coalesce(event.time_us, event.window_to_us)
        FROM expected_event_row AS event
        LEFT JOIN scan ON scan.id = event.scan_id
        LEFT JOIN result_code_row ON result_code_row.code = scan.result_code
        WHERE event.kind = 'nutanix-lock'
        ORDER BY event.time_us, event.id
        """

    /// Without a list of that share, what the share model says is locked by now.
    private static let predicted = """
        INSERT INTO symptom_row (family, subject_kind, subject_id, scan_id, event_id, policy,
            time_us, window_from_us, window_to_us)
        SELECT 'nutanix-unknown', 'file', predicted_lock_row.file_id, event.scan_id, event.id,
            predicted_lock_row.why = 'blocked', predicted_lock_row.since_us,
            event.window_from_us, predicted_lock_row.since_us
        FROM predicted_lock_row
        LEFT JOIN expected_event_row AS event
            ON event.request_id = predicted_lock_row.request_id AND event.kind <> 'reported'
        WHERE NOT EXISTS (SELECT 1 FROM coverage_row WHERE source = 'nutanix-list')
        GROUP BY predicted_lock_row.file_id
        ORDER BY predicted_lock_row.since_us, predicted_lock_row.file_id
        """

    /// What a user reports as inaccessible, unless its lock is counted already.
    private static let reported = """
        INSERT INTO symptom_row (family, subject_kind, subject_id, scan_id, event_id, time_us,
            window_from_us, window_to_us)
        SELECT 'nutanix-unknown', 'file', event.file_id, event.scan_id, event.id, event.time_us,
            event.window_from_us, event.window_to_us
        FROM expected_event_row AS event
        WHERE event.kind = 'reported' AND event.file_id NOT IN (
            SELECT subject_id FROM symptom_row
            WHERE family = 'nutanix-unknown' AND subject_kind = 'file')
        ORDER BY event.id
        """
}
