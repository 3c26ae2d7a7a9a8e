import CaseModel
import FoundationEssentials
import GRDB
import Testing

@testable import Intake

struct SQLiteTests {
    /// The bytes of a database that these statements make.
    private static func database(_ sql: String) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-\(UUID().uuidString).db")
        defer {
            // What is left behind is the system's to clean.
            try? FileManager.default.removeItem(at: file)
        }
        let queue = try DatabaseQueue(path: file.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
        return Array(try Data(contentsOf: file))
    }

    private static let history = """
        CREATE TABLE history (data_id TEXT, file_name TEXT, scan_result TEXT, verdict TEXT,
            start_time TEXT);
        INSERT INTO history VALUES
            ('0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'a.docx', 'Failed', 'Blocked',
                '2026-06-27T20:00:05Z'),
            ('1a1b2c3d4e5f60718293a4b5c6d7e8f9', NULL, 'Infected', 'Blocked', NULL);
        """

    @Test func `tables are recognised by their columns, the others are counted`() throws {
        let bytes = try Self.database(
            Self.history + """
                CREATE TABLE requests (action TEXT, http_uri TEXT, client_ip TEXT, core_rule TEXT);
                INSERT INTO requests VALUES ('Blocked', '/share/a', '10.0.0.1', 'Files');
                CREATE TABLE config (key TEXT PRIMARY KEY, value TEXT);
                INSERT INTO config VALUES ('polling_retry', 10), ('apikey', 'abcdef0123456789'),
                    ('rule', '{"process_info":{"global_timeout":{"value":60}},"on":[true,false]}');
                CREATE TABLE users (login TEXT, address BLOB);
                INSERT INTO users VALUES ('root', x'00');
                CREATE TABLE empty (a);
                """
        )
        try DocumentProbe.read(bytes, path: "config/config.copy", blockBytes: 4_096) { probe in
            #expect(probe.recognition.format == "sqlite")
            let scans = try probe.rows(
                "SELECT lower(hex(data_id)), file_name, result_code FROM scan ORDER BY id"
            )
            try #require(scans.count == 2)
            #expect(scans[0].hasPrefix("0a1b2c3d4e5f60718293a4b5c6d7e8f9|a.docx|3"))
            let requests = try probe.rows("SELECT uri, action FROM icap_request")
            #expect(requests == ["/share/a|blocked"])
            let settings = try probe.rows("SELECT section, key, value FROM setting ORDER BY id")
            #expect(
                settings == [
                    "config|polling_retry|10", "config|apikey|secret#1",
                    "config|rule.process_info.global_timeout.value|60",
                    "config|rule.on|true, false",
                ]
            )
            let places = try probe.rows("SELECT row, key FROM locator ORDER BY id LIMIT 2")
            #expect(places == ["1|history", "2|history"])
            let notes = try probe.rows("SELECT kind, text FROM note")
            #expect(
                notes == [
                    "unrecognised|tables that no form here reads: users (1 rows), empty (0 rows)"
                ]
            )
            let isClean = try probe.lacks("abcdef0123456789")
            #expect(isClean)
        }
    }

    @Test func `views, triggers, computed columns and expressions do not run`() throws {
        let bytes = try Self.database(
            Self.history + """
                CREATE VIEW v AS SELECT 'x' AS data_id, 'y' AS file_name, 'Failed' AS result;
                CREATE TRIGGER t AFTER INSERT ON history BEGIN SELECT randomblob(1000); END;
                CREATE TABLE more (data_id TEXT, result TEXT,
                    file_name TEXT GENERATED ALWAYS AS (hex(zeroblob(100))) VIRTUAL);
                INSERT INTO more VALUES ('z', 'Failed');
                CREATE INDEX i ON history (length(file_name));
                """
        )
        try DocumentProbe.read(bytes, path: "a.db", blockBytes: 4_096) { probe in
            let scans = try probe.rows("SELECT file_name FROM scan ORDER BY id")
            #expect(scans == ["a.docx", "-", "-"])
            let hasNoView = try probe.lacks("'y'")
            #expect(hasNoView)
        }
    }

    @Test func `a statement that is no table is not read as one`() throws {
        let bytes = try Self.database(
            Self.history + """
                PRAGMA writable_schema = ON;
                INSERT INTO sqlite_schema VALUES ('table', 'evil', 'evil', 2,
                    'CREATE VIEW evil AS SELECT 1 AS data_id, 2 AS file_name, 3 AS result');
                """
        )
        try DocumentProbe.read(bytes, path: "a.db", blockBytes: 4_096) { probe in
            let evil = try probe.rows("SELECT count(*) FROM scan WHERE file_name = '2'")
            #expect(evil == ["0"])
        }
    }

    @Test func `a database in WAL mode is read without its log`() throws {
        var bytes = try Self.database(Self.history)
        bytes[18] = 2
        bytes[19] = 2
        try DocumentProbe.read(bytes, path: "a.db", blockBytes: 4_096) { probe in
            let scans = try probe.rows("SELECT count(*) FROM scan")
            #expect(scans == ["2"])
            let notes = try probe.notes()
            #expect(notes == ["ambiguous"])
        }
    }

    @Test func `a cut database gives the tables before the cut`() throws {
        let filling = (0..<400).map { "('filling number \($0) that takes some room')" }
        let bytes = try Self.database(
            Self.history + "CREATE TABLE last (a); INSERT INTO last VALUES "
                + filling.joined(separator: ",")
        )
        try DocumentProbe.read(
            Array(bytes.dropLast(4_096 * 3)),
            path: "a.db",
            blockBytes: 4_096
        ) { probe in
            let scans = try probe.rows("SELECT count(*) FROM scan")
            #expect(scans == ["2"])
            let notes = try probe.notes()
            #expect(notes.contains("damaged"))
        }
    }

    @Test func `a database over the limit is a note`() throws {
        let bytes = try Self.database(Self.history)
        var limits = Limits()
        limits.bufferedMemberBytes = 4_096
        try DocumentProbe.read(bytes, path: "a.db", blockBytes: 4_096, limits: limits) { probe in
            let notes = try probe.rows("SELECT kind, limit_name FROM note")
            #expect(notes == ["limit|bufferedMemberBytes"])
        }
    }

    @Test func `reading stops when the steps are used up`() throws {
        let bytes = try Self.database(
            Self.history + """
                INSERT INTO history SELECT 'a' || value, 'b', 'Failed', 'Blocked', NULL
                FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n
                    LIMIT 2000) SELECT value FROM n);
                """
        )
        var limits = Limits()
        limits.databaseSteps = 10_000
        try DocumentProbe.read(bytes, path: "a.db", blockBytes: 4_096, limits: limits) { probe in
            let notes = try probe.rows("SELECT kind, limit_name FROM note")
            #expect(notes.contains("limit|databaseSteps"))
            let some = try probe.rows("SELECT count(*) BETWEEN 100 AND 1900 FROM scan")
            #expect(some == ["1"])
        }
    }

    @Test func `damaged pages end in notes, twice alike`() throws {
        let bytes = try Self.database(Self.history + "CREATE TABLE config (key, value);")
        var documents: [(bytes: [UInt8], path: String)] = []
        var random: UInt64 = 7
        for _ in 0..<150 {
            var damaged = bytes
            for _ in 0..<12 {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = 16 + Int(random >> 33) % (bytes.count - 16)
                damaged[place] = UInt8(truncatingIfNeeded: random >> 24)
            }
            documents.append((damaged, "a.db"))
        }
        for cut in stride(from: 16, to: bytes.count, by: 611) {
            documents.append((Array(bytes[..<cut]), "a.db"))
        }
        let first = try DocumentProbe.readAll(documents)
        let second = try DocumentProbe.readAll(documents)
        #expect(first == second)
        #expect(first.count { $0.hasPrefix("sqlite") } == documents.count)
    }
}
