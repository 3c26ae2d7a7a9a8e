import CaseModel
import Testing

@testable import Intake

struct PostgresDumpTests {
    private static let dump = """
        --
        -- PostgreSQL database dump
        --
        SET client_encoding = 'UTF8';
        CREATE TABLE public.history (data_id text, "File Name" text, result text);

        COPY public.history (data_id, "File Name", scan_result, verdict, start_time) FROM stdin;
        0a1b\ta\\tb\\\\c.docx\tFailed\tBlocked\t2026-06-27 20:00:05+02
        0c1d\t\\N\tInfected\tBlocked\t\\N
        \\.

        COPY public.config_item (key, value) FROM stdin;
        icap/password\tvery-secret-1
        polling_sleep\t\\x41\\102
        \\.

        COPY public.users (login) FROM stdin;
        root
        \\.
        -- PostgreSQL database dump complete

        """

    private static func check(_ probe: DocumentProbe) throws {
        #expect(probe.recognition.format == "postgres-dump")
        let scans = try probe.rows(
            "SELECT file_name, result_label FROM scan ORDER BY id"
        )
        #expect(scans == ["a\tb\\c.docx|Failed", "-|Infected"])
        let settings = try probe.rows("SELECT section, key, value FROM setting ORDER BY id")
        #expect(
            settings == [
                "public.config_item|icap/password|secret#1", "public.config_item|polling_sleep|AB",
            ]
        )
        let notes = try probe.rows("SELECT text FROM note WHERE kind = 'unrecognised'")
        #expect(notes == ["tables that no form here reads: public.users (1 rows)"])
        let isClean = try probe.lacks("very-secret-1")
        #expect(isClean)
    }

    @Test func `tables behind COPY are read by their columns`() throws {
        try DocumentProbe.read(Self.dump, path: "database/dump.sql") { probe in
            try Self.check(probe)
            let places = try probe.rows("SELECT line, row, key FROM locator ORDER BY id LIMIT 2")
            #expect(places == ["8|1|public.history", "9|2|public.history"])
        }
    }

    @Test func `line ends of Windows and a byte order mark change nothing`() throws {
        let text =
            "\u{FEFF}"
            + Self.dump.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        try DocumentProbe.read(text, path: "dump.sql") { try Self.check($0) }
    }

    @Test func `a dump in UTF-16 is read`() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in Self.dump.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        try DocumentProbe.read(bytes, path: "dump.sql") { try Self.check($0) }
    }

    @Test func `a cut dump says so and keeps whole rows`() throws {
        let end = try #require(Self.dump.firstRange(of: "0c1d"))
        let text = String(Self.dump[..<end.upperBound])
        try DocumentProbe.read(text, path: "dump.sql") { probe in
            let scans = try probe.rows("SELECT count(*) FROM scan")
            #expect(scans == ["1"])
            let notes = try probe.notes()
            #expect(notes.contains("truncated"))
        }
    }

    @Test func `rows of another width and INSERT lines are noted`() throws {
        let text = """
            -- PostgreSQL database dump
            COPY h (data_id, file_name, result) FROM stdin;
            a\tb
            a\tb\tFailed
            \\.
            INSERT INTO h VALUES ('a', 'b', 'c');
            """
        try DocumentProbe.read(text, path: "dump.sql") { probe in
            let notes = try probe.notes()
            #expect(notes.sorted() == ["damaged", "partly-read"])
            let scans = try probe.rows("SELECT count(*) FROM scan")
            #expect(scans == ["1"])
        }
    }

    @Test func `a dump in the custom format names the command that makes it plain`() throws {
        let bytes = Array("PGDMP".utf8) + [1, 14, 0, 4, 8]
        try DocumentProbe.read(bytes, path: "database/core.dump") { probe in
            #expect(probe.recognition.format == nil)
            #expect(probe.recognition.why.contains("pg_restore --no-owner --file=dump.sql"))
        }
    }

    @Test(arguments: [
        (#"a\101b"#, "aAb"), (#"\x"#, "x"), (#"\xZ"#, "xZ"), (#"\\N"#, #"\N"#), ("\\", "\\"),
        (#"\N"#, ""), (#"\x4"#, "\u{4}"), (#"\n\t\r\b\f\v"#, "\n\t\r\u{8}\u{C}\u{B}"),
    ])
    func `escapes are read as COPY writes them`(_ written: String, _ read: String) {
        #expect(CopyText.unescaped(Array(written.utf8)) == read)
    }
}
