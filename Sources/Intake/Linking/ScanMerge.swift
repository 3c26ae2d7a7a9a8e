internal import CaseModel
internal import CaseStore
internal import GRDB

/// Makes one scan of the rows that several sources gave for it: a log, a result body, a history.
///
/// The row of a log stays, since it has the exact time and the product's own words; it takes over
/// what only the others know, and `scan_source` keeps every place with the result it tells.
struct ScanMerge {
    let writer: CaseWriter

    func write() throws {
        guard try hasSeveralSources() else { return }
        try writer.execute(Self.sameID, ["documents": BulkRows.firstDocumentScanID])
        try writer.execute(Self.sameHash, ["documents": BulkRows.firstDocumentScanID])
        guard try writer.rows("SELECT 1 FROM scan_source_row LIMIT 1").first != nil else { return }
        try noteDisagreements()
        try writer.execute(Self.values)
        try writer.execute(Self.details)
        try writer.execute(Self.dependents)
    }

    /// One log alone has each scan once, and looking for pairs costs time.
    private func hasSeveralSources() throws -> Bool {
        let rows = try writer.rows(
            """
            SELECT EXISTS (SELECT 1 FROM scan_row WHERE id >= :documents)
                OR (SELECT count(*) FROM package_row WHERE EXISTS (
                    SELECT 1 FROM entry_row WHERE entry_row.package_id = package_row.id
                        AND entry_row.source = 'core-log')) > 1
            """,
            ["documents": BulkRows.firstDocumentScanID]
        )
        return rows.first?[0] ?? false
    }

    /// Core gives each scan an id of its own, so rows of one id are one scan.
    ///
    /// Two records of one log stay two: what Core writes twice is worth seeing.
    private static let sameID = """
        INSERT INTO scan_source_row (scan_id, other_id, record_id, locator_id, result_code,
            result_label)
        SELECT kept.id, other.id, iif(other.id < :documents, other.id, NULL), other.locator_id,
            detail.result_code, detail.result_label
        FROM (
            SELECT min(id) AS id FROM scan_row WHERE data_id IS NOT NULL
            GROUP BY data_id HAVING count(*) > 1
        ) AS first
        JOIN scan_row AS kept ON kept.id = first.id
        JOIN scan_row AS other ON other.data_id = kept.data_id AND other.id <> kept.id
        JOIN scan_detail_row AS detail ON detail.id = other.detail_id
        WHERE other.id >= :documents OR other.package_id <> kept.package_id
        """

    /// A row without an id, as some histories export them: the one scan of those bytes that ended
    /// in the same minute.
    private static let sameHash = """
        INSERT INTO scan_source_row (scan_id, other_id, record_id, locator_id, result_code,
            result_label)
        SELECT min(kept.id), other.id, NULL, other.locator_id, detail.result_code,
            detail.result_label
        FROM scan_row AS other
        JOIN scan_detail_row AS detail ON detail.id = other.detail_id
        JOIN scan_row AS kept ON kept.sha256 = other.sha256 AND kept.id <> other.id
            AND kept.data_id IS NOT NULL
        LEFT JOIN record_row ON record_row.id = kept.id
        LEFT JOIN entry_row ON entry_row.id = record_row.entry_id
        WHERE other.id >= :documents AND other.data_id IS NULL
            AND kept.id NOT IN (SELECT other_id FROM scan_source_row)
            AND abs(coalesce(kept.finished_us, record_row.time_us - entry_row.offset_us)
                - other.finished_us) <= 60000000
        GROUP BY other.id HAVING count(*) = 1
        """

    /// Each source keeps its word, and the report must not hide that they differ.
    private func noteDisagreements() throws {
        let rows = try writer.rows(
            """
            SELECT other.package_id AS package_id, entry_row.path AS path, count(*) AS number,
                min(kept_detail.result_label) AS kept_label,
                min(other_detail.result_label) AS other_label
            FROM scan_source_row
            JOIN scan_row AS kept ON kept.id = scan_source_row.scan_id
            JOIN scan_detail_row AS kept_detail ON kept_detail.id = kept.detail_id
            JOIN scan_row AS other ON other.id = scan_source_row.other_id
            JOIN scan_detail_row AS other_detail ON other_detail.id = other.detail_id
            LEFT JOIN record_row ON record_row.id = other.id
            LEFT JOIN locator_row ON locator_row.id = other.locator_id
            LEFT JOIN entry_row
                ON entry_row.id = coalesce(record_row.entry_id, locator_row.entry_id)
            WHERE kept_detail.result_code <> other_detail.result_code
            GROUP BY 1, 2 ORDER BY 1, 2
            """
        )
        for row in rows {
            let number: Int = row["number"]
            try writer.insert(
                NoteRow(
                    packageID: row["package_id"],
                    entryPath: row["path"] ?? "",
                    kind: Note.Kind.ambiguous.rawValue,
                    text: "\(number) scans have another result here than in the log, such as "
                        + "\(row["other_label"] ?? "none") for \(row["kept_label"] ?? "none"); "
                        + "the log's is used"
                )
            )
        }
    }

    private static let values = """
        UPDATE scan_row SET
            data_id = coalesce(scan_row.data_id, more.data_id),
            sha256 = coalesce(scan_row.sha256, more.sha256),
            file_name = coalesce(scan_row.file_name, more.file_name),
            parent_data_id = coalesce(scan_row.parent_data_id, more.parent_data_id),
            started_us = coalesce(scan_row.started_us, more.started_us),
            queue_ms = coalesce(scan_row.queue_ms, more.queue_ms),
            processing_ms = coalesce(scan_row.processing_ms, more.processing_ms)
        FROM (
            SELECT scan_source_row.scan_id AS scan_id, max(other.data_id) AS data_id,
                max(other.sha256) AS sha256, max(other.file_name) AS file_name,
                max(other.parent_data_id) AS parent_data_id, min(other.started_us) AS started_us,
                max(other.queue_ms) AS queue_ms, max(other.processing_ms) AS processing_ms
            FROM scan_source_row JOIN scan_row AS other ON other.id = scan_source_row.other_id
            GROUP BY scan_source_row.scan_id
        ) AS more
        WHERE scan_row.id = more.scan_id
        """

    /// A detail is shared by many scans, so one that learns something gets its own.
    private static let details = """
        CREATE TEMP TABLE merged_detail AS
        SELECT scan_row.id AS scan_id, scan_row.detail_id AS kept_id,
            max(other.detail_id) AS other_id,
            (SELECT max(id) FROM scan_detail_row) + row_number() OVER (ORDER BY scan_row.id) AS id
        FROM scan_source_row
        JOIN scan_row ON scan_row.id = scan_source_row.scan_id
        JOIN scan_row AS other ON other.id = scan_source_row.other_id
        GROUP BY scan_row.id;
        INSERT INTO scan_detail_row (id, text, result_code, result_label, allowed, blocked_reason,
            rule_name, user_agent, source, threat_name)
        SELECT merged_detail.id, kept.text, coalesce(kept.result_code, other.result_code),
            coalesce(kept.result_label, other.result_label),
            coalesce(kept.allowed, other.allowed),
            coalesce(nullif(kept.blocked_reason, ''), other.blocked_reason),
            coalesce(nullif(kept.rule_name, ''), other.rule_name),
            coalesce(nullif(kept.user_agent, ''), other.user_agent),
            coalesce(nullif(kept.source, ''), other.source),
            coalesce(nullif(kept.threat_name, ''), other.threat_name)
        FROM merged_detail
        JOIN scan_detail_row AS kept ON kept.id = merged_detail.kept_id
        JOIN scan_detail_row AS other ON other.id = merged_detail.other_id;
        UPDATE scan_row SET detail_id = merged_detail.id FROM merged_detail
            WHERE merged_detail.scan_id = scan_row.id;
        DROP TABLE merged_detail;
        """

    /// What pointed to the rows that go.
    private static let dependents = """
        UPDATE engine_result_row SET scan_id = scan_source_row.scan_id FROM scan_source_row
            WHERE scan_source_row.other_id = engine_result_row.scan_id;
        UPDATE scan_value_row SET scan_id = scan_source_row.scan_id FROM scan_source_row
            WHERE scan_source_row.other_id = scan_value_row.scan_id;
        INSERT OR IGNORE INTO unclean_scan_row (scan_id)
            SELECT scan_source_row.scan_id FROM scan_source_row
            JOIN unclean_scan_row ON unclean_scan_row.scan_id = scan_source_row.other_id;
        -- A record whose text its scan holds gets it back before the scan goes.
        UPDATE record_row
            SET message = (SELECT record.message FROM record WHERE record.id = record_row.id)
            WHERE message IS NULL AND id IN (SELECT record_id FROM scan_source_row);
        DELETE FROM unclean_scan_row
            WHERE scan_id IN (SELECT other_id FROM scan_source_row);
        DELETE FROM scan_row WHERE id IN (SELECT other_id FROM scan_source_row);
        """
}
