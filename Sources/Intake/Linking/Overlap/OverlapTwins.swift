internal import CaseStore
internal import GRDB

/// Finds for each record that goes, and that a row was made of, the equal one that stays.
struct OverlapTwins {
    let writer: CaseWriter

    /// Columns that hold the record a row was made of.
    static let references = [
        ("icap_request_row", "record_id"), ("icap_request_row", "error_record_id"),
        ("icap_request_row", "last_error_record_id"),
        ("icap_request_row", "answer_record_id"), ("refusal_row", "record_id"),
        ("quarantine_item_row", "record_id"), ("cloud_attempt_row", "record_id"),
        ("engine_row", "record_id"), ("service_run_row", "start_record_id"),
        ("service_run_row", "end_record_id"), ("gap_row", "before_record_id"),
        ("gap_row", "after_record_id"), ("clock_row", "record_id"),
    ]

    func find() throws {
        let used = Self.references.map { table, column in
            "SELECT \(column) AS record_id FROM \(table) WHERE \(column) IN "
                + "(SELECT record_id FROM dropped)"
        }.joined(separator: " UNION ")
        try writer.execute("CREATE TEMP TABLE wanted AS \(Self.wanted(used))")
        try writer.execute(Self.kept)
        try writer.execute(
            """
            INSERT INTO twin (record_id, kept_id)
            SELECT wanted.record_id, min(kept.id) FROM wanted
            JOIN kept ON kept.key = wanted.key AND kept.time_us IS wanted.time_us
            WHERE (SELECT message FROM record WHERE record.id = wanted.record_id)
                = (SELECT message FROM record WHERE record.id = kept.id)
            GROUP BY wanted.record_id
            """
        )
        // What a row was made of stays where no equal record was found.
        try writer.execute(
            """
            DELETE FROM dropped WHERE record_id IN (SELECT record_id FROM wanted)
                AND record_id NOT IN (SELECT record_id FROM twin);
            DROP TABLE temp.wanted;
            DROP TABLE temp.kept;
            """
        )
        for (table, column) in Self.references {
            try writer.execute(
                """
                UPDATE \(table) SET \(column) = twin.kept_id FROM twin
                WHERE twin.record_id = \(table).\(column)
                """
            )
        }
    }

    private static func wanted(_ used: String) -> String {
        """
        SELECT used.record_id AS record_id, same_shape.key AS key, record_row.time_us AS time_us
        FROM (\(used)) AS used
        JOIN record_row ON record_row.id = used.record_id
        JOIN same_shape ON same_shape.shape_id = record_row.shape_id
        """
    }

    private static let kept = """
        CREATE TEMP TABLE wanted_time AS SELECT DISTINCT time_us FROM wanted;
        CREATE INDEX temp.wanted_by_time ON wanted_time (time_us);
        CREATE TEMP TABLE kept AS
        SELECT record_row.id AS id, shape.key AS key, record_row.time_us AS time_us
        FROM (SELECT DISTINCT key FROM wanted) AS shape
        CROSS JOIN same_shape ON same_shape.key = shape.key
        CROSS JOIN by_shape_row ON by_shape_row.shape_id = same_shape.shape_id
        CROSS JOIN record_row ON record_row.id = by_shape_row.record_id
        WHERE record_row.time_us IN (SELECT time_us FROM wanted_time)
            AND record_row.id NOT IN (SELECT record_id FROM dropped);
        CREATE INDEX temp.kept_by_time ON kept (time_us, key);
        DROP TABLE temp.wanted_time;
        """
}
