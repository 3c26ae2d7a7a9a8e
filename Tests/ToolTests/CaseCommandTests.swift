import Foundation
import Archives
import TestSupport
import Testing

/// The commands that ask a case, and those about rules.
@Suite struct CaseCommandTests {
    private func withNight<Result>(
        _ body: (TemporaryDirectory, String) throws -> Result
    ) throws -> Result {
        try TemporaryDirectory.with { directory in
            let kept = directory.path(of: "night.db")
            let run = try ToolRun(
                ["analyze"] + LockedNight().inputs(in: directory) + ["--case", kept]
            )
            try #require(run.status == 1, "\(run.errors)")
            return try body(directory, kept)
        }
    }

    @Test func `a kept case tells the story of a file`() throws {
        try withNight { _, kept in
            let run = try ToolRun(["explain", "lost.docx", "--case", kept])
            #expect(run.status == 0)
            #expect(run.output.contains("/projects/lost.docx"))
            #expect(run.output.contains("Core refuses a file of this name"))
            let json = try ToolRun(
                ["explain", "lost.docx", "--case", kept, "--format", "json"])
            #expect(try JSONValue(json.outputBytes)["schema"] == .text("scanwhy.story/1"))
            let unknown = try ToolRun(["explain", "nobody.docx", "--case", kept])
            #expect(unknown.status == 2)
            #expect(unknown.output.isEmpty && unknown.errors.contains("nobody.docx"))
        }
    }

    @Test func `a kept case answers a query, and takes no other statement`() throws {
        try withNight { directory, kept in
            let before = try directory.bytes(of: "night.db")
            let sql = "SELECT file_name FROM scan ORDER BY file_name LIMIT 1"
            let run = try ToolRun(["query", sql, "--case", kept, "--format", "csv"])
            #expect(run.status == 0 && run.output == "file_name\r\nclean.docx\r\n")
            let refused = [
                "UPDATE scan_row SET data_id = NULL", "DELETE FROM record_row",
                "ATTACH '\(directory.path(of: "new.db"))' AS other", "PRAGMA query_only = 0",
                "CREATE TEMP TABLE t (a)", "SELECT 1; SELECT 2",
                "SELECT writefile('x', 'y')", "SELECT load_extension('x')",
            ]
            for sql in refused {
                let run = try ToolRun(["query", sql, "--case", kept])
                #expect(run.status == 2, "\(sql)")
                #expect(run.output.isEmpty && run.errors.contains("  help: "), "\(sql)")
            }
            let isUnchanged = try directory.bytes(of: "night.db") == before
            #expect(isUnchanged)
            #expect(!directory.files.contains("new.db"))
        }
    }

    @Test func `a case that is none is two, and so is a case beside packages`() throws {
        try TemporaryDirectory.with { directory in
            let file = try directory.write("notes.db", "SQLite is not what this is.\n")
            let run = try ToolRun(["query", "SELECT 1", "--case", file])
            #expect(run.status == 2)
            #expect(run.errors.contains("no case file"))
            let missing = try ToolRun(["explain", "x", "--case", "/nowhere/c.db"])
            #expect(missing.status == 2 && missing.errors.contains("No such file"))
            let both = try ToolRun(["query", "SELECT 1", file, "--case", file])
            #expect(both.status == 2 && both.errors.contains("not both"))
        }
    }

    @Test func `a package is inspected without rules`() throws {
        try TemporaryDirectory.with { directory in
            let package = try LockedNight().core.file(.zip, in: directory)
            let run = try ToolRun(["inspect", package])
            #expect(run.status == 0)
            #expect(run.output.contains("log/core.log"))
            let json = try ToolRun(["inspect", package, "--format", "json"])
            #expect(try JSONValue(json.outputBytes)["schema"] == .text("scanwhy.inspection/1"))
        }
    }

    @Test func `rules are listed and shown`() throws {
        let list = try ToolRun(["rules", "list"])
        #expect(list.status == 0)
        let ids = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
        #expect(ids.count >= 17)
        #expect(ids.contains("nutanix-unknown/needs-reset"))
        let page = try ToolRun(["rules", "show", "nutanix-unknown/needs-reset"])
        #expect(page.status == 0)
        #expect(page.output.contains("When this is wrong") && !page.output.contains("SELECT"))
        let query = try ToolRun(["rules", "show", "nutanix-unknown/needs-reset", "--query"])
        #expect(query.output.contains("SELECT"))
        let unknown = try ToolRun(["rules", "show", "health/frob"])
        #expect(unknown.status == 2 && unknown.errors.contains("health/frob"))
    }

    @Test func `rules are checked and their cases run`() throws {
        try TemporaryDirectory.with { directory in
            let id = "health/log-gap"
            for file in ["rule.md", "detect.sql"] {
                try directory.write("\(id)/\(file)", repositoryBytes("rules/\(id)/\(file)"))
            }
            let check = try ToolRun(["rules", "check", "--rules", directory.path])
            #expect(check.status == 1)
            #expect(check.output.contains("no case fires"))
            let none = try ToolRun(["rules", "test", "--rules", directory.path])
            #expect(none.status == 2 && none.errors.contains("no cases"))
            let rules = "\(repositoryRoot)/rules"
            let test = try ToolRun(["rules", "test", id, "--rules", rules])
            #expect(test.status == 0)
            let cases = try FileManager.default.contentsOfDirectory(
                atPath: "\(rules)/\(id)/cases"
            )
            #expect(cases.count >= 3)
            #expect(test.output.contains("\(cases.count) of \(cases.count) cases passed"))
        }
    }

    @Test func `the help names exactly the commands that there are`() throws {
        let help = try ToolRun(["--help"])
        #expect(help.status == 0 && help.errors.isEmpty)
        let text = try #require(help.output.split(separator: "SUBCOMMANDS:\n").last)
        let named = text.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
            return line.split(separator: " ").first.map(String.init)
        }.filter { $0 != "See" }
        let commands = ["analyze", "explain", "inspect", "query", "reproduce", "rules", "serve"]
        #expect(named == commands)
        for name in named {
            #expect(try ToolRun([name, "--help"]).status == 0)
        }
        for name in ["timeline", "diff", "redact", "minimize", "verify"] {
            #expect(try ToolRun([name]).status == 2, "\(name)")
        }
        #expect(try ToolRun(["--version"]).output == "0.1.0\n")
    }
}
