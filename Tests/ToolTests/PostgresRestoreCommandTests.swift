import TestSupport
import Testing

struct PostgresRestoreCommandTests {
    private static let dump = """
        COPY public.history (data_id, file_name, scan_result) FROM stdin;
        0a1b\ta.docx\tFailed
        \\.
        """

    @Test func `the program is recorded in the options, and its rows are in the case`() throws {
        try TemporaryDirectory.with { directory in
            var package = SmallPackage.core(["[INFO] 2026.06.27 20:00:00: (core.x) Ready"])
            package.add("core.dump", Array("PGDMP\u{1}".utf8))
            let input = try package.folder(in: directory)
            try directory.write("dump.sql", Self.dump)
            let program = try directory.write(
                "pg_restore",
                "#!/bin/sh\ncat \"$(dirname \"$0\")/dump.sql\"\n"
            )
            try directory.makeExecutable("pg_restore")
            let file = directory.path(of: "a.case")
            let analyze = ["analyze", input, "--case", file, "--format", "json"]
            let plain = try ToolRun(analyze)
            #expect(plain.output.contains("\"pg_restore\": null"))
            let run = try ToolRun(analyze + ["--pg-restore", program])
            #expect(run.output.contains("\"pg_restore\": \"\(program)\""))
            #expect(!run.errors.contains("not read again"))
            let scans = try ToolRun([
                "query", "SELECT file_name FROM scan", "--case", file, "--format", "csv",
            ])
            #expect(scans.output.contains("a.docx"))
        }
    }

    @Test func `a program that is not there is told before anything is read`() throws {
        try TemporaryDirectory.with { directory in
            let input = try SmallPackage.core(["one line"]).folder(in: directory)
            for program in ["pg_restore", directory.path(of: "pg_restore")] {
                let run = try ToolRun(["inspect", input, "--pg-restore", program])
                #expect(run.status == 2)
                #expect(run.errors.contains("cannot be run"))
            }
        }
    }
}
