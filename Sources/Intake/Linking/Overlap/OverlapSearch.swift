internal import CaseModel
internal import CaseStore
internal import GRDB

/// Finds the records of an entry that stand in earlier entries of one package too.
///
/// Minutes whose roll-ups agree are equal as a whole. Where they differ, because a log was cut or
/// rotated within the minute, their records are compared one by one.
struct OverlapSearch {
    struct Packages: Hashable {
        var own: Int64
        var other: Int64
    }

    /// How an entry compares to one package.
    struct Found {
        var packages: Packages
        var isProductLog: Bool
        /// Its records.
        var records: ClosedRange<Int64>
        /// Records in minutes in which both speak, and how many of them both have.
        var common: Int
        var matched: Int
    }

    let writer: CaseWriter

    func compare(_ later: OverlapPairs.Later) throws -> [Found] {
        guard let own = try records(of: later.own.entry) else { return [] }
        return try later.others.compactMap { package, entries in
            try prepare(entries)
            try writer.execute(Self.equalGroups, ["own": later.own.entry])
            try writer.execute(
                Self.openGroups,
                [
                    "own": later.own.entry, "all": isCopy(later.own),
                    "first": later.own.firstUS / 60_000_000,
                    "last": later.own.lastUS / 60_000_000,
                ]
            )
            let bounds: StatementArguments = [
                "package": package, "from": own.lowerBound, "to": own.upperBound,
            ]
            try writer.execute(Self.candidatesOfMinutes, bounds)
            try writer.execute(Self.candidatesOfRecords, bounds)
            try writer.execute(Self.candidatesAtTheTop, bounds)
            let found = Found(
                packages: Packages(own: later.own.package, other: package),
                isProductLog: later.own.source == .coreLog || later.own.source == .icapLog,
                records: own,
                common: try common(own, entries),
                matched: try matched(own, package)
            )
            // Two lines may be equal by chance, but not most of those of a time.
            if found.matched * 2 < found.common { try forget(found) }
            return found.common > 0 ? found : nil
        }
    }

    /// Takes back what was found.
    func forget(_ found: Found) throws {
        try writer.execute(
            "DELETE FROM candidate WHERE record_id BETWEEN ? AND ? AND package_id = ?",
            [found.records.lowerBound, found.records.upperBound, found.packages.other]
        )
    }

    /// The records of an entry; entries are read one after another, and so are their ids.
    private func records(of entry: Int64) throws -> ClosedRange<Int64>? {
        let begin = try firstRecord(ofEntryFrom: entry)
        let end = try firstRecord(ofEntryFrom: entry + 1)
        return begin < end ? begin...(end - 1) : nil
    }

    /// The first record of this entry or a later one, by halving.
    private func firstRecord(ofEntryFrom entry: Int64) throws -> Int64 {
        var low: Int64 = 1
        var high: Int64 = 1 + (try writer.rows("SELECT max(id) FROM record_row").first?[0] ?? 0)
        while low < high {
            let middle = low + (high - low) / 2
            let row = try writer.rows("SELECT entry_id FROM record_row WHERE id = ?", [middle])
            if let found: Int64 = row.first?[0], found >= entry {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    private func prepare(_ entries: [OverlapPairs.Place]) throws {
        try writer.execute(
            """
            DELETE FROM other_entry; DELETE FROM other_minute; DELETE FROM equal_group;
            DELETE FROM open_group;
            """
        )
        for place in entries {
            guard let records = try records(of: place.entry) else { continue }
            try writer.execute(
                "INSERT INTO other_entry VALUES (?, ?, ?)",
                [place.entry, records.lowerBound, records.upperBound]
            )
        }
        try writer.execute(
            """
            INSERT OR IGNORE INTO other_minute
            SELECT minute FROM minute_row WHERE entry_id IN (SELECT entry_id FROM other_entry)
            """
        )
    }

    /// True if most of what both tell of is equal by whole minutes.
    private func isCopy(_ own: OverlapPairs.Place) throws -> Bool {
        let rows = try writer.rows(
            """
            SELECT total(count), total(iif((minute, shape_id) IN
                (SELECT minute, shape_id FROM equal_group), count, 0))
            FROM minute_row WHERE entry_id = ? AND minute IN (SELECT minute FROM other_minute)
            """,
            [own.entry]
        )
        let (all, equal): (Double, Double) = (rows.first?[0] ?? 0, rows.first?[1] ?? 0)
        return equal > 0 && equal * 2 >= all
    }

    private func common(_ own: ClosedRange<Int64>, _ others: [OverlapPairs.Place]) throws -> Int {
        try writer.rows(
            """
            SELECT count(*) FROM record_row WHERE id BETWEEN ? AND ? AND time_us BETWEEN ? AND ?
                AND time_us / 60000000 IN (SELECT minute FROM other_minute)
            """,
            [
                own.lowerBound, own.upperBound, others.map(\.firstUS).min() ?? 0,
                others.map(\.lastUS).max() ?? 0,
            ]
        ).first?[0] ?? 0
    }

    private func matched(_ own: ClosedRange<Int64>, _ package: Int64) throws -> Int {
        try writer.rows(
            """
            SELECT count(*) FROM candidate JOIN record_row ON record_row.id = record_id
            WHERE record_id BETWEEN ? AND ? AND package_id = ? AND time_us IS NOT NULL
            """,
            [own.lowerBound, own.upperBound, package]
        ).first?[0] ?? 0
    }

    private static let equalGroups = """
        INSERT INTO equal_group (minute, shape_id, other_id)
        SELECT own.minute, own.shape_id, min(other.entry_id)
        FROM minute_row AS own
        JOIN same_shape AS own_shape ON own_shape.shape_id = own.shape_id
        CROSS JOIN other_entry
        CROSS JOIN minute_row AS other ON other.entry_id = other_entry.entry_id
            AND other.minute = own.minute AND other.count = own.count
            AND other.hash_sum = own.hash_sum
        CROSS JOIN same_shape AS other_shape ON other_shape.shape_id = other.shape_id
            AND other_shape.key = own_shape.key
        WHERE own.entry_id = :own GROUP BY own.minute, own.shape_id
        """

    /// Minutes in which both have a shape, with other sums: all of them in a copy, else those at
    /// the ends of an entry.
    private static let openGroups = """
        INSERT OR IGNORE INTO open_group (key, minute, shape_id)
        SELECT own_shape.key, own.minute, own.shape_id
        FROM minute_row AS own
        JOIN same_shape AS own_shape ON own_shape.shape_id = own.shape_id
        CROSS JOIN other_entry
        JOIN entry_row ON entry_row.id = other_entry.entry_id
        CROSS JOIN minute_row AS other ON other.entry_id = other_entry.entry_id
            AND other.minute = own.minute
        CROSS JOIN same_shape AS other_shape ON other_shape.shape_id = other.shape_id
            AND other_shape.key = own_shape.key
        WHERE own.entry_id = :own
            AND (own.minute, own.shape_id) NOT IN (SELECT minute, shape_id FROM equal_group)
            AND (:all OR own.minute IN (:first, :last, entry_row.first_us / 60000000,
                entry_row.last_us / 60000000))
        """

    private static let candidatesOfMinutes = """
        INSERT OR IGNORE INTO candidate (record_id, package_id, other_id)
        SELECT record_row.id, :package, equal_group.other_id FROM record_row
        CROSS JOIN equal_group ON equal_group.minute = record_row.time_us / 60000000
            AND equal_group.shape_id = record_row.shape_id
        WHERE record_row.id BETWEEN :from AND :to
        """

    /// The words of a record, wherever they are stored.
    static let words = """
        coalesce(record_row.message, (SELECT message FROM record WHERE record.id = record_row.id))
        """

    /// Of equal records as many as one of the other entries has.
    private static let candidatesOfRecords = """
        WITH own AS (
            SELECT record_row.id AS id, same_shape.key AS key, record_row.time_us AS time_us,
                \(words) AS words
            FROM (SELECT DISTINCT shape_id FROM open_group) AS shape
            CROSS JOIN by_shape_row ON by_shape_row.shape_id = shape.shape_id
                AND by_shape_row.record_id BETWEEN :from AND :to
            CROSS JOIN record_row ON record_row.id = by_shape_row.record_id
            JOIN same_shape ON same_shape.shape_id = record_row.shape_id
            WHERE (same_shape.key, record_row.time_us / 60000000, record_row.shape_id)
                IN (SELECT key, minute, shape_id FROM open_group)
        ), other AS (
            SELECT key, time_us, words, max(number) AS number, min(entry_id) AS entry_id FROM (
                SELECT record_row.entry_id AS entry_id, same_shape.key AS key,
                    record_row.time_us AS time_us, \(words) AS words, count(*) AS number
                FROM (SELECT DISTINCT key FROM open_group) AS shape
                CROSS JOIN same_shape ON same_shape.key = shape.key
                CROSS JOIN other_entry
                CROSS JOIN by_shape_row ON by_shape_row.shape_id = same_shape.shape_id
                    AND by_shape_row.record_id
                        BETWEEN other_entry.first_record AND other_entry.last_record
                CROSS JOIN record_row ON record_row.id = by_shape_row.record_id
                WHERE (same_shape.key, record_row.time_us / 60000000)
                    IN (SELECT key, minute FROM open_group)
                GROUP BY 1, 2, 3, 4
            ) GROUP BY key, time_us, words
        )
        INSERT OR IGNORE INTO candidate (record_id, package_id, other_id)
        SELECT counted.id, :package, other.entry_id FROM (
            SELECT *, row_number() OVER (PARTITION BY key, time_us, words ORDER BY id) AS number
            FROM own
        ) AS counted
        JOIN other ON other.key = counted.key AND other.time_us = counted.time_us
            AND other.words = counted.words AND counted.number <= other.number
        """

    /// Lines without a time stand in front of the first record; they go with an equal head.
    private static let candidatesAtTheTop = """
        INSERT OR IGNORE INTO candidate (record_id, package_id, other_id)
        SELECT own.id, :package, min(other.entry_id)
        FROM (
            SELECT id, line, message FROM record_row WHERE id BETWEEN :from AND
                (SELECT min(record_id) FROM candidate WHERE record_id BETWEEN :from AND :to
                    AND package_id = :package)
                AND time_us IS NULL
        ) AS own
        CROSS JOIN other_entry
        CROSS JOIN record_row AS other ON other.id BETWEEN other_entry.first_record
                AND other_entry.first_record + own.line
            AND other.id <= other_entry.last_record AND other.time_us IS NULL
            AND other.line = own.line AND other.message = own.message
        GROUP BY own.id
        """
}
