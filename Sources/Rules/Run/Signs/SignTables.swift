internal import CaseStore
internal import GRDB

/// The temporary tables in which a rule finds the hits of its signs.
///
/// Temporary, since they belong to the rule that runs; every connection has its own.
enum SignTables {
    /// Their names, as rules write them.
    static let names = ["sign_record", "sign_episode", "sign_scan"]

    static func create(in reader: SealedReader) throws {
        try reader.scratch(subject: "signs") { db in try db.execute(sql: definition) }
    }

    /// Replaces what the tables hold by the hits of one rule.
    static func fill(_ rule: Rule, _ hits: SignHits, in reader: SealedReader, steps: Int) throws {
        let own = hits.hits[rule.id] ?? [:]
        try reader.scratch(steps: steps, subject: rule.id) { db in
            for name in names { try db.execute(sql: "DELETE FROM \(name)") }
            for (position, sign) in rule.page.signs.enumerated() {
                guard let one = own[position] else { continue }
                try addRecords(sign, one, db)
                try addScans(sign, one, hits.scansByID, db)
            }
        }
    }

    private static let definition = """
        CREATE TEMP TABLE IF NOT EXISTS sign_record (
            sign TEXT, record_id INTEGER, package_id INTEGER, time_us INTEGER, level INTEGER,
            component TEXT, msgid INTEGER, data_id_text TEXT, evidence TEXT);
        CREATE TEMP TABLE IF NOT EXISTS sign_episode (
            sign TEXT, package_id INTEGER, cause TEXT, from_us INTEGER, to_us INTEGER,
            records INTEGER, evidence TEXT);
        CREATE TEMP TABLE IF NOT EXISTS sign_scan (
            sign TEXT, scan_id INTEGER, how TEXT, evidence TEXT);
        CREATE INDEX IF NOT EXISTS temp.sign_record_by_time ON sign_record (package_id, time_us);
        CREATE INDEX IF NOT EXISTS temp.sign_episode_by_time ON sign_episode (package_id, from_us);
        """

    private static func addRecords(_ sign: Sign, _ hits: SignHits.Hits, _ db: Database) throws {
        guard !hits.shapes.isEmpty || !hits.records.isEmpty else { return }
        // Fields are kept from WARNING on; below, the id is cut out of the sentence.
        let sql = """
            INSERT INTO sign_record
            SELECT ?1, record.id, shape.package_id, record.time_us, record.level,
                record.component, record.msgid,
                CASE WHEN record.level >= 3 THEN (
                    SELECT lower(field.value) FROM field
                    WHERE field.record_id = record.id AND lower(field.key) IN ('dataid', 'data_id')
                    ORDER BY field.position LIMIT 1)
                WHEN instr(record.message, 'dataId=''') > 0
                THEN lower(substr(record.message, instr(record.message, 'dataId=''') + 8, 32))
                WHEN instr(record.message, 'data_id=''') > 0
                THEN lower(substr(record.message, instr(record.message, 'data_id=''') + 9, 32))
                END,
                'record/' || record.id
            FROM (
                SELECT by_shape.record_id AS id FROM json_each(?2) AS wanted
                CROSS JOIN by_shape ON by_shape.shape_id = wanted.value
                UNION
                SELECT wanted.value FROM json_each(?3) AS wanted
            ) AS wanted
            CROSS JOIN record ON record.id = wanted.id
            CROSS JOIN shape ON shape.id = record.shape_id
            """
        try db.execute(sql: sql, arguments: [sign.name, json(hits.shapes), json(hits.records)])
        try db.execute(
            sql: episodes,
            arguments: [sign.name, Int64(sign.apartMinutes) * 60_000_000]
        )
    }

    /// Records that follow one another closely are one episode, named by its first.
    private static let episodes = """
        INSERT INTO sign_episode
        SELECT ?1, package_id, 'record/' || min(record_id), min(time_us), max(time_us), count(*),
            'record/' || min(record_id)
        FROM (
            SELECT package_id, record_id, time_us,
                sum(apart) OVER (PARTITION BY package_id ORDER BY time_us, record_id) AS number
            FROM (
                SELECT package_id, record_id, time_us,
                    time_us - lag(time_us, 1, time_us) OVER (
                        PARTITION BY package_id ORDER BY time_us, record_id) > ?2 AS apart
                FROM sign_record WHERE sign = ?1 AND time_us IS NOT NULL))
        GROUP BY package_id, number
        """

    private static func addScans(
        _ sign: Sign,
        _ hits: SignHits.Hits,
        _ known: [String: Int64],
        _ db: Database
    ) throws {
        let insert = try db.cachedStatement(sql: "INSERT INTO sign_scan VALUES (?, ?, ?, ?)")
        for scan in hits.scans {
            try insert.execute(
                arguments: [sign.name, scan.id, scan.how.rawValue, scan.evidence]
            )
        }
        let named = try Row.fetchAll(
            db,
            sql: """
                SELECT data_id_text, evidence FROM sign_record
                WHERE sign = ? AND data_id_text IS NOT NULL
                """,
            arguments: [sign.name]
        )
        for row in named {
            guard let scan = known[row[0]] else { continue }
            let how = SignHits.How.record.rawValue
            try insert.execute(arguments: [sign.name, scan, how, row[1] as String])
        }
    }

    private static func json(_ ids: [Int64]) -> String {
        "[\(ids.map(String.init).joined(separator: ","))]"
    }
}
