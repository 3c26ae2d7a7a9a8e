internal import CaseModel
internal import CaseStore
internal import GRDB

/// Gives a package whose zone nothing tells that of another which holds the same lines.
struct OverlapClock {
    let writer: CaseWriter

    func agree() throws {
        // A package may learn its zone from one that has just learnt it.
        while let row = try writer.rows(Self.learnt).first {
            let package: Int64 = row["package_id"]
            let offsetUS: Int64 = row["offset_us"]
            let name: String = row["name"]
            try LocalTimes.shift(localOf: package, by: offsetUS, writer)
            try writer.execute(
                """
                UPDATE clock_row SET zone = ?, offset_us = ?, how = 'same lines'
                WHERE package_id = ?
                """,
                [row["zone"] as String, offsetUS, package]
            )
            try writer.execute(
                """
                DELETE FROM note_row WHERE package_id = ? AND kind = ?
                    AND text LIKE 'nothing in this package tells its time zone%'
                """,
                [package, Note.Kind.clock.rawValue]
            )
            try writer.insert(
                NoteRow(
                    packageID: package,
                    entryPath: "",
                    kind: Note.Kind.clock.rawValue,
                    text: "its time zone is that of \(name), which holds the same lines"
                )
            )
        }
    }

    private static let learnt = """
        SELECT unknown.package_id AS package_id, known.zone AS zone,
            known.offset_us AS offset_us, package_row.name AS name
        FROM overlap_row
        JOIN entry_row AS one ON one.id = overlap_row.entry_id
        JOIN entry_row AS two ON two.id = overlap_row.other_id
        JOIN clock_row AS unknown ON unknown.package_id IN (one.package_id, two.package_id)
        JOIN clock_row AS known ON known.package_id IN (one.package_id, two.package_id)
            AND known.package_id <> unknown.package_id
        JOIN package_row ON package_row.id = known.package_id
        WHERE unknown.how = 'none' AND known.how NOT IN ('none', 'own stamps')
            AND one.zone_known = 0 AND two.zone_known = 0
        ORDER BY unknown.package_id, known.package_id LIMIT 1
        """
}
