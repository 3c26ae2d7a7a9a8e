import TestSupport
import Testing

struct MessageTableCommandTests {
    private static let id = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    private static let meaning = "The documented meaning of eighty-two"

    private static func folder(_ directory: TemporaryDirectory) throws -> (String, String) {
        let package = SmallPackage.core([
            "[INFO] 2026.06.27 20:00:00.000: (core.workflow) Processing finished, dataId='\(id)', "
                + "fileName='a.docx', blocked='true', blocked_reason='Failed', "
                + "overallResult='Failed', ruleName='File process' [msgid: 82]"
        ])
        let table = try directory.write(
            "messages.csv",
            Array("msgid,severity,text\n82,info,\(meaning)\n".utf8)
        )
        return (try package.folder(in: directory), table)
    }

    @Test func `explain shows what is documented of a record's message id`() throws {
        try TemporaryDirectory.with { directory in
            let (package, table) = try Self.folder(directory)
            let run = try ToolRun(["explain", Self.id, package, "--msgids", table])
            #expect(run.status == 0)
            #expect(run.output.contains(Self.meaning))
            let without = try ToolRun(["explain", Self.id, package])
            #expect(without.status == 0)
            #expect(!without.output.contains(Self.meaning))
            let json = try ToolRun([
                "explain", Self.id, package, "--msgids", table, "--format", "json",
            ])
            #expect(json.output.contains("\"documented\": \"\(Self.meaning)\""))
        }
    }

    @Test func `analyze keeps the table in the case and tells of it in its options`() throws {
        try TemporaryDirectory.with { directory in
            let (package, table) = try Self.folder(directory)
            let file = directory.path(of: "a.case")
            let run = try ToolRun([
                "analyze", package, "--msgids", table, "--case", file, "--format", "json",
            ])
            #expect(run.status != 2)
            #expect(run.output.contains("messages.csv"))
            let query = try ToolRun([
                "query", "SELECT msgid, severity, text FROM message", "--case", file, "--format",
                "csv",
            ])
            #expect(query.output.contains("82,info,\(Self.meaning)"))
            let again = try ToolRun(["analyze", file, "--msgids", table])
            #expect(again.status == 2)
            #expect(again.errors.contains("read with the packages"))
        }
    }

    @Test func `a table that is none is told in a note`() throws {
        try TemporaryDirectory.with { directory in
            let (package, _) = try Self.folder(directory)
            let other = try directory.write("other.txt", Array("nothing of the kind\n".utf8))
            let run = try ToolRun(["inspect", package, "--msgids", other])
            #expect(run.status == 0)
            #expect(run.output.contains("no row has a message id and a text"))
        }
    }
}
