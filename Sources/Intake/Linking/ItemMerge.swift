internal import CaseStore
internal import GRDB

/// Makes one quarantine item of what a log and a list tell of the same bytes.
///
/// A log tells of an item again with each change of its state, and the last counts; the attempts
/// themselves stay. Where a list has the item, its row stays, with the state that was seen last and
/// where that was. Two rows of one list are two items, whatever their hash: a quarantine may hold
/// the same bytes twice.
struct ItemMerge {
    let writer: CaseWriter

    func merge() throws {
        try keepLastStates()
        let pairs = """
            SELECT told.id AS told, min(listed.id) AS listed
            FROM quarantine_item_row AS told
            JOIN quarantine_item_row AS listed ON listed.sha256 = told.sha256
                AND listed.locator_id IS NOT NULL
            WHERE told.record_id IS NOT NULL
            GROUP BY told.id HAVING count(*) = 1
            ORDER BY told.id
            """
        for row in try writer.rows(pairs) {
            let told: Int64 = row["told"]
            let listed: Int64 = row["listed"]
            try writer.execute(Self.adopt, [told, listed])
            try drop(told, for: listed)
        }
    }

    private func keepLastStates() throws {
        let pairs = """
            SELECT early.id AS early, last.id AS last FROM (
                SELECT id, last_value(id) OVER (
                    PARTITION BY package_id, sha256 ORDER BY state_us, id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS last_id
                FROM quarantine_item_row WHERE record_id IS NOT NULL AND sha256 IS NOT NULL
            ) AS early
            JOIN quarantine_item_row AS last ON last.id = early.last_id
            WHERE early.id <> early.last_id ORDER BY early.id
            """
        for row in try writer.rows(pairs) { try drop(row["early"], for: row["last"]) }
    }

    private func drop(_ item: Int64, for other: Int64) throws {
        try writer.execute(
            "UPDATE cloud_attempt_row SET item_id = ? WHERE item_id = ?",
            [other, item]
        )
        try writer.execute("DELETE FROM quarantine_item_row WHERE id = ?", [item])
    }

    /// What the list does not tell, and the state if the log saw a later one.
    private static let adopt = """
        UPDATE quarantine_item_row AS listed SET
            data_id = coalesce(listed.data_id, told.data_id),
            file_name = coalesce(listed.file_name, told.file_name),
            time_us = coalesce(listed.time_us, told.time_us),
            state = iif(told.state_us > listed.state_us OR listed.state_us IS NULL
                AND listed.state IS NULL, told.state, listed.state),
            state_text = iif(told.state_us > listed.state_us OR listed.state_us IS NULL
                AND listed.state IS NULL, told.state_text, listed.state_text),
            record_id = iif(told.state_us > listed.state_us OR listed.state_us IS NULL
                AND listed.state IS NULL, told.record_id, NULL),
            state_us = max(coalesce(told.state_us, listed.state_us),
                coalesce(listed.state_us, told.state_us))
        FROM quarantine_item_row AS told
        WHERE told.id = ?1 AND listed.id = ?2
        """
}
