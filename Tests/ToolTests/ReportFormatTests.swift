import TestSupport
import Testing

/// The formats of reports, as the command writes them.
@Suite struct ReportFormatTests {
    private func withCase<Result>(_ body: (TemporaryDirectory, String) throws -> Result) throws
        -> Result
    {
        try TemporaryDirectory.with { directory in
            let kept = directory.path(of: "night.db")
            let inputs = try LockedNight().inputs(in: directory)
            let run = try ToolRun(["analyze"] + inputs + ["--case", kept, "--quiet"])
            try #require(run.status == 1, "\(run.errors)")
            return try body(directory, kept)
        }
    }

    @Test func `one run writes several formats, each into its file`() throws {
        try withCase { directory, kept in
            let names = ["markdown", "reply", "sarif", "junit", "ndjson"]
            let run = try ToolRun(
                ["analyze", kept]
                    + names.flatMap { ["--format", "\($0)=\(directory.path(of: $0))"] }
            )
            #expect(run.status == 1 && run.outputBytes.isEmpty)
            #expect(try directory.text(of: "markdown").hasPrefix("# "))
            #expect(try directory.text(of: "reply").hasPrefix("What happened\n"))
            #expect(try directory.text(of: "junit").contains("<failure "))
            let sarif = try JSONValue(directory.bytes(of: "sarif"))
            let schema = try JSONSchema(
                repositoryBytes("Tests/Fixtures/sarif-schema-2.1.0.json")
            )
            #expect(schema.problems(in: sarif) == [])
            #expect(sarif["runs"]?[0]?["tool"]?["driver"]?["rules"]?[0]?["help"] != nil)
            let lines = try directory.text(of: "ndjson").split(separator: "\n")
            #expect(lines.count > 10)
            for line in lines { _ = try JSONValue(Array(line.utf8)) }
        }
    }

    @Test func `no report but the commands at the end of the text names a folder of ours`() throws {
        try withCase { directory, kept in
            for format in ["markdown", "reply", "sarif", "junit"] {
                let run = try ToolRun(["analyze", kept, "--format", format])
                let isNamed = run.output.contains(directory.path)
                #expect(!isNamed, "\(format)")
            }
        }
    }

    @Test func `the threshold of the exit status is that of the tests`() throws {
        try withCase { _, kept in
            let never = ["analyze", kept, "--format", "junit", "--fail-on", "never"]
            let run = try ToolRun(never)
            #expect(run.status == 0 && run.output.contains("failures=\"0\""))
        }
    }

    @Test func `a format that a command does not have is refused with those it has`() throws {
        let formats = try ToolRun(["analyze", "x", "--format", "pdf"])
        #expect(formats.status == 2 && formats.errors.contains("ndjson, markdown, reply"))
        let empty = try ToolRun(["analyze", "x", "--format", "json="])
        #expect(empty.status == 2)
        let twice = try ToolRun(["analyze", "x", "--format", "json=a", "--format", "text=a"])
        #expect(twice.status == 2 && twice.errors.contains("the same file twice"))
        let inspect = try ToolRun(["inspect", "x", "--format", "sarif"])
        #expect(inspect.status == 2 && inspect.errors.contains("text, json"))
    }

    @Test func `the story of a file comes as Markdown, and into a file`() throws {
        try withCase { directory, kept in
            let path = directory.path(of: "story.md")
            let explain = ["explain", "late.docx", "--case", kept, "--format"]
            let shown = try ToolRun(explain + ["markdown"])
            #expect(shown.status == 0 && shown.output.contains("## What happened\n"))
            #expect(try ToolRun(explain + ["markdown=\(path)"]).output.isEmpty)
            #expect(try directory.text(of: "story.md") == shown.output)
            #expect(try ToolRun(explain + ["reply"]).status == 2)
        }
    }
}
