import CaseStore
import GRDB
import Testing

@Suite struct CaseIntegrityTests {
    @Test func `a case that was built breaks no constraint`() throws {
        let night = try NightCase()
        try plain(night) { db in
            let broken = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            #expect(broken.isEmpty)
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0 >= 20)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM symptom") ?? 0 >= 1)
        }
    }

    @Test func `every view of a case that was built can be read by any program`() throws {
        let night = try NightCase()
        try plain(night) { db in
            let views = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'view'"
            )
            #expect(views.count >= 30)
            for view in views { _ = try Row.fetchAll(db, sql: "SELECT * FROM \"\(view)\"") }
        }
    }

    @Test func `every piece of evidence leads to a row`() throws {
        let night = try NightCase()
        let stray = """
            WITH pointers (evidence) AS (
                SELECT evidence FROM scan UNION SELECT evidence FROM icap_request
                UNION SELECT error_evidence FROM icap_request
                UNION SELECT answer_evidence FROM icap_request
                UNION SELECT evidence FROM refusal UNION SELECT evidence FROM engine
                UNION SELECT start_evidence FROM service_run
                UNION SELECT end_evidence FROM service_run)
            SELECT evidence FROM pointers WHERE evidence IS NOT NULL
                AND NOT (evidence LIKE 'record/%' AND substr(evidence, 8) IN
                    (SELECT CAST(id AS TEXT) FROM record))
                AND NOT (evidence LIKE 'locator/%' AND substr(evidence, 9) IN
                    (SELECT CAST(id AS TEXT) FROM locator))
            """
        try plain(night) { db in
            let found = try String.fetchAll(db, sql: stray)
            #expect(found.isEmpty)
            #expect(try Int.fetchOne(db, sql: "SELECT count(evidence) FROM scan") ?? 0 >= 3)
        }
    }

    @Test func `each record belongs to the shape that counts it`() throws {
        let night = try NightCase()
        let odd = """
            SELECT shape.id FROM shape
            WHERE shape.count <> (SELECT count(*) FROM by_shape WHERE shape_id = shape.id)
                OR shape.count <> (SELECT sum(count) FROM minute WHERE shape_id = shape.id)
                OR shape.count <> (SELECT count(*) FROM record WHERE shape_id = shape.id)
            """
        try plain(night) { db in
            let found = try Int64.fetchAll(db, sql: odd)
            #expect(found.isEmpty)
            #expect(try Int.fetchOne(db, sql: "SELECT sum(count) FROM shape") ?? 0 >= 20)
        }
    }

    /// Opens the case without our settings.
    private func plain(_ night: NightCase, _ body: (Database) throws -> Void) throws {
        try withExtendedLifetime(night) {
            var configuration = Configuration()
            configuration.readonly = true
            try DatabaseQueue(path: night.file.path, configuration: configuration).read(body)
        }
    }
}
