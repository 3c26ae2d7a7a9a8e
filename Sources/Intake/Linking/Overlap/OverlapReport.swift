internal import CaseModel
internal import CaseStore
internal import GRDB

/// Writes which entries hold lines of others: rows of `overlap`, and a note for each entry.
struct OverlapReport {
    let writer: CaseWriter

    func write() throws {
        try writer.execute(
            """
            INSERT INTO overlap_row (entry_id, other_id, records, minutes)
            SELECT entry_id, other_id, count(*), count(DISTINCT minute) FROM dropped
            GROUP BY entry_id, other_id
            """
        )
        let rows = try writer.rows(
            """
            SELECT entry_row.package_id AS package_id, entry_row.path AS path,
                sum(overlap_row.records) AS records, count(*) AS others,
                (SELECT count(DISTINCT minute) FROM dropped
                    WHERE dropped.entry_id = entry_row.id) AS minutes,
                max(overlap_row.records) AS most,
                other.path AS other_path, other_package.name AS other_package,
                other.package_id = entry_row.package_id AS is_same
            FROM overlap_row
            JOIN entry_row ON entry_row.id = overlap_row.entry_id
            JOIN entry_row AS other ON other.id = overlap_row.other_id
            JOIN package_row AS other_package ON other_package.id = other.package_id
            GROUP BY entry_row.id ORDER BY entry_row.id
            """
        )
        for row in rows {
            try writer.insert(
                NoteRow(
                    packageID: row["package_id"],
                    entryPath: row["path"],
                    kind: Note.Kind.overlap.rawValue,
                    text: Self.sentence(row)
                )
            )
        }
    }

    private static func sentence(_ row: Row) -> String {
        let records: Int = row["records"]
        let minutes: Int = row["minutes"]
        let others: Int = row["others"]
        let isSame: Bool = row["is_same"]
        let path: String = row["other_path"]
        let package: String = row["other_package"]
        return "\(records) \(records == 1 ? "record" : "records") of "
            + "\(minutes) \(minutes == 1 ? "minute" : "minutes") stand in "
            + (isSame ? path : "\(path) of \(package)")
            + (others > 1 ? " and \(others - 1) more" : "")
            + " too; they are counted there"
    }
}
