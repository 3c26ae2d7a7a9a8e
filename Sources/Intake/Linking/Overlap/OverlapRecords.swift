internal import CaseModel
internal import CaseStore
internal import GRDB

/// Removes the records that another entry holds too, with all that belongs to a single record.
struct OverlapRecords {
    let writer: CaseWriter

    func remove() throws {
        // A scan of a log has the id of its record.
        for (table, column) in [
            ("engine_result_row", "scan_id"), ("unclean_scan_row", "scan_id"), ("scan_row", "id"),
            ("http_request_row", "id"), ("field_row", "record_id"),
        ] {
            try writer.execute(
                "DELETE FROM \(table) WHERE \(column) IN (SELECT record_id FROM dropped)"
            )
        }
        try writer.execute(Self.records)
        try writer.execute(Self.counts)
    }

    private static let records = """
        DELETE FROM by_shape_row
            WHERE (shape_id, record_id) IN (SELECT shape_id, record_id FROM dropped);
        DELETE FROM record_row WHERE id IN (SELECT record_id FROM dropped);
        """

    /// A minute that is partly counted elsewhere has no sum any more.
    private static let counts = """
        CREATE TEMP TABLE less AS SELECT entry_id, minute, shape_id, count(*) AS number
            FROM dropped GROUP BY entry_id, minute, shape_id;
        UPDATE minute_row SET count = minute_row.count - less.number, hash_sum = 0 FROM less
            WHERE less.entry_id = minute_row.entry_id AND less.minute = minute_row.minute
                AND less.shape_id = minute_row.shape_id;
        DELETE FROM minute_row WHERE count = 0
            AND entry_id IN (SELECT DISTINCT entry_id FROM less);
        UPDATE shape_row SET count = shape_row.count - gone.number FROM
            (SELECT shape_id, sum(number) AS number FROM less GROUP BY shape_id) AS gone
            WHERE gone.shape_id = shape_row.id;
        DELETE FROM shape_row WHERE count = 0 AND id IN (SELECT shape_id FROM less);
        UPDATE entry_row SET records = entry_row.records - gone.number FROM
            (SELECT entry_id, sum(number) AS number FROM less GROUP BY entry_id) AS gone
            WHERE gone.entry_id = entry_row.id;
        DROP TABLE temp.less;
        """
}
