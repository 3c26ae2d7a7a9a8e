internal import CaseModel
internal import CaseStore
internal import GRDB

/// Keeps once what two exports tell in the same words: a list given twice, or beside its package.
struct OverlapDocuments {
    let writer: CaseWriter

    /// Tables that documents fill, the sources they come from, and what makes two rows one.
    private static let tables = [
        (
            "nutanix_file_row", Source.nutanixList,
            "ext_id, path, server, scan_time_us, description, quarantined"
        ),
        (
            "quarantine_item_row", Source.quarantineList,
            "data_id, sha256, file_name, time_us, pinned, state, state_text"
        ),
        (
            "icap_request_row", Source.icapHistory,
            "connection_id, request_id, uri, time_us, file_name, client_ip, status, action"
        ),
    ]

    func merge() throws {
        for (table, source, columns) in Self.tables where try isTwice(source) {
            try writer.execute(Self.same(table, columns))
            guard try writer.rows("SELECT 1 FROM same_document LIMIT 1").first != nil else {
                try writer.execute("DROP TABLE temp.same_document")
                continue
            }
            if table == "quarantine_item_row" { try writer.execute(Self.attempts) }
            try note()
            try writer.execute(
                """
                DELETE FROM \(table) WHERE id IN (SELECT id FROM same_document);
                DROP TABLE temp.same_document;
                """
            )
        }
    }

    private func isTwice(_ source: Source) throws -> Bool {
        let sql = "SELECT count(*) > 1 FROM entry_row WHERE source = ?"
        return try writer.rows(sql, [source.rawValue]).first?[0] ?? false
    }

    /// Rows of another entry than the first that says so; two in one entry are two.
    private static func same(_ table: String, _ columns: String) -> String {
        """
        CREATE TEMP TABLE same_document AS
        SELECT own.id AS id, own.kept_id AS kept_id, locator_row.entry_id AS entry_id,
            kept_locator.entry_id AS other_id
        FROM (
            SELECT id, locator_id, first_value(id) OVER same AS kept_id,
                first_value(locator_id) OVER same AS kept_locator_id
            FROM \(table) WHERE locator_id IS NOT NULL
            WINDOW same AS (PARTITION BY \(columns) ORDER BY id)
        ) AS own
        JOIN locator_row ON locator_row.id = own.locator_id
        JOIN locator_row AS kept_locator ON kept_locator.id = own.kept_locator_id
        WHERE own.id <> own.kept_id AND locator_row.entry_id <> kept_locator.entry_id;
        """
    }

    /// What Cloud said of an item that goes was said of the one that stays.
    private static let attempts = """
        DELETE FROM cloud_attempt_row WHERE item_id IN (SELECT id FROM same_document)
            AND EXISTS (SELECT 1 FROM same_document
                JOIN cloud_attempt_row AS kept ON kept.item_id = same_document.kept_id
                WHERE same_document.id = cloud_attempt_row.item_id
                    AND kept.outcome = cloud_attempt_row.outcome
                    AND kept.message IS cloud_attempt_row.message);
        UPDATE cloud_attempt_row SET item_id = same_document.kept_id FROM same_document
            WHERE same_document.id = cloud_attempt_row.item_id;
        """

    private func note() throws {
        let rows = try writer.rows(
            """
            SELECT entry_row.package_id AS package_id, entry_row.path AS path,
                count(*) AS number, other.path AS other_path, other_package.name AS other_package
            FROM same_document
            JOIN entry_row ON entry_row.id = same_document.entry_id
            JOIN entry_row AS other ON other.id = same_document.other_id
            JOIN package_row AS other_package ON other_package.id = other.package_id
            GROUP BY entry_row.id, other.id ORDER BY entry_row.id, other.id
            """
        )
        for row in rows {
            let number: Int = row["number"]
            let (path, package): (String, String) = (row["other_path"], row["other_package"])
            try writer.insert(
                NoteRow(
                    packageID: row["package_id"],
                    entryPath: row["path"],
                    kind: Note.Kind.overlap.rawValue,
                    text: "\(number) \(number == 1 ? "row stands" : "rows stand") in \(path) of "
                        + "\(package) too; they are counted there"
                )
            )
        }
    }
}
