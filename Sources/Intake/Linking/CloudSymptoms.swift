internal import CaseStore

/// Writes the quarantine items that want an explanation of MetaDefender Cloud's part: refused,
/// stuck on the way, or never sent though automatic sending should have sent them.
struct CloudSymptoms {
    let writer: CaseWriter

    /// After that long at `Uploading` or a progress an item is stuck, and without a known check
    /// interval a new item should have been sent.
    private static let patienceUS = 3_600_000_000

    func write() throws {
        try writer.execute(Self.insert + Self.refused + Self.order)
        try writer.execute(Self.insert + Self.stuck + Self.order)
        try writer.execute(Self.insert + Self.unsent + Self.order)
    }

    private static let insert = """
        INSERT INTO symptom_row (family, subject_kind, subject_id, time_us, window_from_us,
            window_to_us)
        SELECT 'cloud', CASE WHEN link.file_id IS NULL THEN 'quarantine-item' ELSE 'file' END,
            coalesce(link.file_id, item.id), coalesce(item.state_us, item.time_us),
            coalesce(item.time_us, item.state_us), coalesce(item.state_us, item.time_us)
        FROM quarantine_item_row AS item
        -- Of several files the one that is known best, and of these the first.
        LEFT JOIN (
            SELECT row_id, file_id, max(strength * 1000000000 - file_id) FROM file_link_row
            WHERE kind = 'quarantine-item' GROUP BY row_id
        ) AS link ON link.row_id = item.id

        """

    private static let order = " GROUP BY item.id ORDER BY item.state_us, item.id"

    private static let refused = """
        WHERE item.state IN ('Unavailable', 'Add the API key for cloud analysis',
            'API calls per day limit reached')
        """

    /// A list is a moment, and ends with its newest item; a log goes on.
    private static let stuck = """
        WHERE item.state IN ('Uploading', 'Progress')
            AND coalesce(item.state_us, item.time_us) + \(patienceUS) < CASE
                WHEN item.locator_id IS NULL THEN (
                    SELECT max(to_us) FROM coverage_row
                    WHERE coverage_row.package_id = item.package_id AND source = 'core-log')
                ELSE \(listEnd) END
        """

    private static let listEnd = """
        (SELECT max(max(coalesce(other.time_us, 0), coalesce(other.state_us, 0)))
            FROM quarantine_item_row AS other
            WHERE other.package_id = item.package_id AND other.locator_id IS NOT NULL)
        """

    /// Only *new* items are sent, so one that is newer than another that was sent; the settings of
    /// the quarantine page are known by their words, since their written form is not documented.
    private static let unsent = """
        JOIN (
            SELECT max(words LIKE '%send%cloud%'
                    AND lower(value) IN ('true', '1', 'on', 'yes', 'enabled')) AS is_on,
                max(iif(words LIKE '%checkquarantine%newitems%', CAST(value AS INTEGER), 0))
                    * 1000000 AS interval_us
            FROM (
                SELECT value, lower(replace(replace(replace(replace(section || key,
                    ' ', ''), '_', ''), '-', ''), '.', '')) AS words
                FROM setting_row
            )
            WHERE words LIKE '%automatic%send%cloud%' OR words LIKE '%autosend%cloud%'
                OR words LIKE '%checkquarantine%newitems%'
        ) AS switch ON switch.is_on
        WHERE item.locator_id IS NOT NULL AND item.state_us IS NULL
            AND coalesce(item.state_text, '') = ''
            AND NOT EXISTS (SELECT 1 FROM cloud_attempt_row AS attempt
                WHERE attempt.item_id = item.id OR attempt.sha256 = item.sha256)
            AND item.time_us > (SELECT min(sent.time_us) FROM quarantine_item_row AS sent
                WHERE sent.package_id = item.package_id AND sent.locator_id IS NOT NULL
                    AND sent.state_text <> '')
            AND item.time_us + coalesce(nullif(switch.interval_us, 0), \(patienceUS)) < \(listEnd)
        """
}
