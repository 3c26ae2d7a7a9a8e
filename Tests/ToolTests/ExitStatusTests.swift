import TestSupport
import Testing

/// What `scanwhy analyze` tells a script.
@Suite struct ExitStatusTests {
    /// An evening on which nothing went wrong.
    private func quiet(in directory: TemporaryDirectory) throws -> String {
        try SmallPackage.core([
            LogLine.serviceStarted("20:00:00.000"),
            LogLine.finished("20:01:00.000", "a", "a.docx", "No Threat Detected"),
            LogLine.core("20:30:00.000", "core.network", "Queue status, inQueue='1'"),
        ]).folder(in: directory)
    }

    @Test func `nothing found is zero, and three where all must be known`() throws {
        try TemporaryDirectory.with { directory in
            let package = try quiet(in: directory)
            #expect(try ToolRun(["analyze", package]).status == 0)
            #expect(try ToolRun(["analyze", package, "--strict"]).status == 3)
        }
    }

    @Test func `a finding is one from the severity on that was asked for`() throws {
        try TemporaryDirectory.with { directory in
            let inputs = try LockedNight().inputs(in: directory)
            let run = try ToolRun(["analyze"] + inputs + ["--case", directory.path(of: "c.db")])
            #expect(run.status == 1)
            #expect(run.errors.isEmpty)
            let kept = directory.path(of: "c.db")
            let never = try ToolRun(["analyze", kept, "--fail-on", "never"])
            #expect(never.status == 0)
            #expect(try ToolRun(["analyze", kept, "--fail-on", "info"]).status == 1)
            let wrong = try ToolRun(["analyze", kept, "--fail-on", "loud"])
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("info, warning, error, critical or never"))
        }
    }

    @Test func `where nothing was recognised, nothing is called well`() throws {
        try TemporaryDirectory.with { directory in
            let run = try ToolRun(["analyze", try directory.write("x.zip", "hello")])
            #expect(run.status == 3)
            #expect(run.output.hasPrefix("Nothing here was recognised"))
        }
    }

    @Test func `a package that says nothing is three`() throws {
        try TemporaryDirectory.with { directory in
            let file = try directory.write("package.zip", "This is no archive at all.\n")
            #expect(try ToolRun(["analyze", file]).status == 3)
        }
    }

    @Test func `a file that is not there is two, with its name and what to do`() throws {
        let run = try ToolRun(["analyze", "/nowhere/package.zip"])
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("package.zip"))
        #expect(run.errors.contains("No such file"))
        #expect(run.errors.contains("  help: "))
    }

    @Test(arguments: [["analyze", "--frob"], ["frob"], ["analyze"], ["query"], ["explain", "x"]])
    func `what cannot be understood is two, with a way to the help`(_ arguments: [String]) throws {
        let run = try ToolRun(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("--help"))
    }

    @Test func `rules that cannot be read are two, before any package is read`() throws {
        try TemporaryDirectory.with { directory in
            try directory.write("rules/health/odd/rule.md", "Just words.\n")
            try directory.write("rules/health/odd/detect.sql", "SELECT 1\n")
            let rules = directory.path(of: "rules")
            let run = try ToolRun(["analyze", "/nowhere", "--rules", rules])
            #expect(run.status == 2)
            #expect(run.errors.contains("health/odd/rule.md:1"))
            #expect(run.errors.contains("  help: "))
        }
    }

    @Test func `a reader that has seen enough is no error`() throws {
        try TemporaryDirectory.with { directory in
            let kept = directory.path(of: "c.db")
            #expect(
                try ToolRun(["analyze", quiet(in: directory), "--case", kept]).status == 0
            )
            // Three hundred kilobytes, which no pipe holds.
            let sql =
                "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000) "
                + "SELECT i FROM n"
            let run = try ToolRun(
                shell: "{ \"$scanwhy\" query '\(sql)' --format csv --case '\(kept)'; "
                    + "echo \"status $?\" >&2; } | head -1"
            )
            #expect(run.output == "i\r\n")
            #expect(run.errors == "status 0\n")
        }
    }
}
