import TestSupport
import Testing

/// What commands print as JSON, held against the published schemas.
struct SchemaCommandTests {
    private static func schema(_ name: String) throws -> JSONSchema {
        try JSONSchema(repositoryBytes("docs/\(name).schema.json"))
    }

    private static let night = "\(repositoryRoot)/samples/outage-night"

    @Test func `stories, inspections and shapes of a night are valid under their schemas`() throws {
        try TemporaryDirectory.with { directory in
            let file = directory.path(of: "night.case")
            let inputs = ["core", "icap", "infected-files.json"].map { "\(Self.night)/\($0)" }
            let analyze = try ToolRun(["analyze", "--case", file, "--format", "json"] + inputs)
            #expect(analyze.status == 1)
            let found = try JSONValue(analyze.outputBytes)
            let subject = found["subjects"]?[0]
            guard case .text(let item) = subject?["path"] ?? subject?["label"] else {
                Issue.record("the night has no subject")
                return
            }
            let explain = try ToolRun(["explain", item, "--case", file, "--format", "json"])
            let story = try JSONValue(explain.outputBytes)
            #expect(try Self.schema("story").problems(in: story) == [])
            #expect(story["steps"]?[0]?["location"] != nil)
            let inspect = try ToolRun(["inspect", "--case", file, "--format", "json"])
            let inspection = try JSONValue(inspect.outputBytes)
            #expect(try Self.schema("inspection").problems(in: inspection) == [])
            #expect(inspection["entries"]?[0]?["path"] != nil)
            let only = try ToolRun(["inspect", "--case", file, "--shapes-only"])
            let shapes = try JSONValue(only.outputBytes)
            #expect(try Self.schema("shapes").problems(in: shapes) == [])
            #expect(shapes["shapes"]?[0]?["count"] != nil)
        }
    }

    @Test func `odd packages are inspected under the schemas too`() throws {
        try TemporaryDirectory.with { directory in
            var package = SmallPackage.core(
                ["[INFO] 2026.06.27 20:00:00: (core.x) Ready [msgid: 7]"]
                    + (0..<9).map { "2026-06-27 20:00:0\($0) NEW form" }
            )
            package.add("log/other.log", ["nothing that anybody reads"])
            package.add("empty.txt", [UInt8]())
            package.add("history.csv", ["Data ID,File Name,Result,Odd", "0a,a.docx,Failed,1"])
            let input = try package.folder(in: directory)
            let inspect = try ToolRun(["inspect", input, "--format", "json"])
            let inspection = try JSONValue(inspect.outputBytes)
            #expect(try Self.schema("inspection").problems(in: inspection) == [])
            #expect(inspection["unknown_lines"]?[0]?["count"] == .number(9))
            #expect(inspection["notes"]?[0] != nil)
            let only = try ToolRun(["inspect", input, "--shapes-only"])
            let shapes = try JSONValue(only.outputBytes)
            #expect(try Self.schema("shapes").problems(in: shapes) == [])
            #expect(shapes["unknown_columns"]?[0] != nil)
        }
    }

    @Test func `the schemas refuse what is missing or too much`() throws {
        let tool = #""tool": {"name": "a", "version": "b", "rules_digest": ""}"#
        let wrong = #"{"schema": "scanwhy.shapes/1", \#(tool), "packages": [], "more": 1}"#
        let problems = try Self.schema("shapes").problems(in: JSONValue(Array(wrong.utf8)))
        #expect(
            problems == [
                "/files: is missing", "/more: is not in the schema", "/shapes: is missing",
                "/unknown_columns: is missing",
            ]
        )
        for name in ["story", "inspection", "shapes"] {
            let empty = try Self.schema(name).problems(in: JSONValue(Array("{}".utf8)))
            #expect(empty.count >= 6, "\(name)")
        }
    }
}
