import Archives
import CaseModel
import CaseStore
import TestSupport
import Testing

@testable import Intake

/// Archives of PostgreSQL, with a script in the place of the user's `pg_restore`.
@Suite struct PostgresArchiveTests {
    private static let dump = """
        -- PostgreSQL database dump
        COPY public.history (data_id, "File Name", scan_result, start_time) FROM stdin;
        0a1b	a.docx	Failed	2026-06-27 20:00:05+02
        \\.
        COPY public.config_item (key, value) FROM stdin;
        icap/password	very-secret-1
        broken
        \\.

        """

    /// The rows of a case that was read with `script` as the program; nil for none.
    private static func read<Result>(
        _ script: String?,
        limits: Limits = Limits(),
        _ body: (_ rows: (String) throws -> [String]) throws -> Result
    ) throws -> Result {
        try TemporaryDirectory.with { directory in
            let program = try directory.write("restore", "#!/bin/sh\n\(script ?? "")\n")
            try directory.makeExecutable("restore")
            var package = SmallPackage.core(["[INFO] 2026.06.27 20:00:00: (core.x) Ready"])
            package.add("database/core.dump", Array("PGDMP\u{1}\u{E}body".utf8))
            package.add("database/plain.txt", Array("COPY of nothing".utf8))
            try directory.write("dump.sql", Self.dump)
            var options = Intake.Options()
            options.pgRestore = script == nil ? nil : program
            let input = try package.folder(in: directory)
            let path = directory.path(of: "case.db")
            let (file, _) = try CaseFile.create(at: path, limits: limits) { writer in
                try Intake(limits: limits, options: options)
                    .begin([.folder(path: input)]).store(into: writer)
            }
            let reader = try SealedReader(file)
            return try body { sql in try reader.read { db in try cellTexts(sql, in: db) } }
        }
    }

    private static let entry = """
        SELECT role, coalesce(format, '-'), whole FROM entry WHERE path = 'database/core.dump'
        """
    private static let notes = """
        SELECT kind, text FROM note WHERE entry_path = 'database/core.dump' ORDER BY id
        """
    /// Writes the dump if the input is the archive.
    private static let restore = """
        test "$3" = --file=/dev/stdout || exit 7
        head -c 5 | grep -q PGDMP && cat "$(dirname "$0")/dump.sql" >/dev/stdout
        """

    @Test func `an archive is read by the program that was named`() throws {
        try Self.read(Self.restore) { rows in
            #expect(try rows(Self.entry) == ["document|postgres-archive|0"])
            #expect(try rows("SELECT file_name, result_label FROM scan") == ["a.docx|Failed"])
            // No line of the entry holds them.
            let places = try rows("SELECT line, byte_offset, row FROM locator")
            #expect(places == ["-|-|1", "-|-|1"])
            #expect(try rows("SELECT value FROM setting") == ["secret#1"])
            let notes = try rows(Self.notes)
            #expect(
                notes == [
                    "damaged|1 rows have more or fewer cells than their table and are left out"
                ]
            )
        }
    }

    @Test func `without the option no program is run`() throws {
        try Self.read(nil) { rows in
            #expect(try rows(Self.entry) == ["unread|-|1"])
            let notes = try rows(Self.notes)
            #expect(notes.count == 1)
            #expect(notes.first?.contains("--pg-restore") == true)
        }
    }

    @Test func `what the program says of its failure is quoted without secrets`() throws {
        let script = "\(Self.restore)\necho 'error: bad block, password=hunter2hunter' >&2; exit 1"
        try Self.read(script) { rows in
            // What came before the failure counts.
            #expect(try rows("SELECT file_name FROM scan") == ["a.docx"])
            let note = try #require(try rows(Self.notes).first)
            #expect(note.hasPrefix("damaged|pg_restore ended with status 1; it says: error: bad"))
            #expect(!note.contains("hunter2"))
            #expect(try rows(Self.entry) == ["document|postgres-archive|0"])
        }
    }

    @Test func `a program that hangs or never ends is ended`() throws {
        var limits = Limits()
        limits.converterSilenceSeconds = 1
        try Self.read("exec sleep 600", limits: limits) { rows in
            let note = try #require(try rows(Self.notes).first)
            #expect(note.hasPrefix("limit|pg_restore wrote nothing"))
        }
        limits.bytesPerEntry = 1 << 20
        try Self.read("yes", limits: limits) { rows in
            let note = try #require(try rows(Self.notes).first)
            #expect(note.hasPrefix("limit|pg_restore makes more"))
        }
    }

    @Test func `a dump over what is held in memory is not given to the program`() throws {
        var limits = Limits()
        limits.bufferedMemberBytes = 4
        try Self.read("exit 1", limits: limits) { rows in
            let notes = try rows(Self.notes)
            #expect(notes.count == 1 && notes.first?.hasPrefix("limit|the dump is larger") == true)
        }
    }
}
