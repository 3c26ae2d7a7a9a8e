internal import CaseModel
internal import CaseStore
internal import GRDB

/// Counts each line once that several entries hold: packages of one instance collected twice, a log
/// beside its rotated copy, a package beside its folder.
///
/// The later entry, by package and entry, gives its copies up; what they told of is kept once.
struct Overlap {
    let writer: CaseWriter

    func merge() throws {
        try OverlapDocuments(writer: writer).merge()
        let later = try OverlapPairs(writer: writer).later()
        guard !later.isEmpty else { return }
        try writer.execute(Self.workTables)
        defer { dropWorkTables() }
        try search(later)
        guard try writer.rows("SELECT 1 FROM dropped LIMIT 1").first != nil else { return }
        try OverlapTwins(writer: writer).find()
        try OverlapReport(writer: writer).write()
        try OverlapClock(writer: writer).agree()
        try OverlapRows(writer: writer).merge()
        try OverlapRuns(writer: writer).merge()
        try OverlapRecords(writer: writer).remove()
    }

    /// Fills `dropped` with the records that an earlier entry holds too.
    private func search(_ later: [OverlapPairs.Later]) throws {
        let search = OverlapSearch(writer: writer)
        var found: [OverlapSearch.Found] = []
        for entry in later { found += try search.compare(entry) }
        for refuted in Self.refuted(found) { try search.forget(refuted) }
        try writer.execute(
            """
            INSERT INTO dropped (record_id, entry_id, shape_id, minute, other_id)
            SELECT candidate.record_id, record_row.entry_id, record_row.shape_id,
                record_row.time_us / 60000000, min(candidate.other_id)
            FROM candidate JOIN record_row ON record_row.id = candidate.record_id
            GROUP BY candidate.record_id
            """
        )
    }

    /// What was found between packages whose product logs tell of different things: two nodes may
    /// have the same lines in an access log, which knows no milliseconds.
    private static func refuted(_ found: [OverlapSearch.Found]) -> [OverlapSearch.Found] {
        var told: [OverlapSearch.Packages: (common: Int, matched: Int)] = [:]
        for one in found where one.isProductLog {
            told[one.packages, default: (0, 0)].common += one.common
            told[one.packages, default: (0, 0)].matched += one.matched
        }
        return found.filter { one in
            guard one.packages.own != one.packages.other, let sums = told[one.packages] else {
                return false
            }
            return sums.matched * 2 < sums.common
        }
    }

    /// Tables of this connection alone; no case file holds them.
    private static let workTables = """
        CREATE TEMP TABLE same_shape (shape_id INTEGER PRIMARY KEY, key INTEGER NOT NULL);
        INSERT INTO same_shape SELECT id, min(id) OVER (PARTITION BY level, component, msgid, text)
            FROM shape_row;
        CREATE INDEX temp.shape_by_key ON same_shape (key);
        CREATE TEMP TABLE other_entry (
            entry_id INTEGER PRIMARY KEY, first_record INTEGER, last_record INTEGER);
        CREATE TEMP TABLE other_minute (minute INTEGER PRIMARY KEY);
        CREATE TEMP TABLE equal_group (minute INTEGER, shape_id INTEGER, other_id INTEGER,
            PRIMARY KEY (minute, shape_id)) WITHOUT ROWID;
        CREATE TEMP TABLE open_group (key INTEGER, minute INTEGER, shape_id INTEGER,
            PRIMARY KEY (key, minute, shape_id)) WITHOUT ROWID;
        CREATE TEMP TABLE candidate (record_id INTEGER, package_id INTEGER, other_id INTEGER,
            PRIMARY KEY (record_id, package_id)) WITHOUT ROWID;
        CREATE TEMP TABLE dropped (record_id INTEGER PRIMARY KEY, entry_id INTEGER,
            shape_id INTEGER, minute INTEGER, other_id INTEGER);
        CREATE TEMP TABLE twin (record_id INTEGER PRIMARY KEY, kept_id INTEGER);
        CREATE TEMP TABLE same_row (kept_id INTEGER, id INTEGER PRIMARY KEY, place INTEGER);
        """

    private func dropWorkTables() {
        for table in [
            "same_shape", "other_entry", "other_minute", "equal_group", "open_group", "candidate",
            "dropped", "twin", "same_row",
        ] {
            // They end with the connection anyhow; a case file that failed has its own error.
            try? writer.execute("DROP TABLE IF EXISTS temp.\(table)")
        }
    }
}
