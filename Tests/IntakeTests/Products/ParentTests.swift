import Testing

@testable import Intake

/// The archive that a scanned file was in, as log lines name it.
@Suite struct ParentTests {
    private static let parent = "fedcba9876543210fedcba9876543210"

    private static let scans = """
        SELECT hex(data_id), file_name, hex(parent_data_id), hex(sha256) FROM scan ORDER BY id
        """

    private static func expected(_ parent: String) -> String {
        [LogLine.id.uppercased(), "a.doc", parent.uppercased(), LogLine.hash.uppercased()]
            .joined(separator: "|")
    }

    @Test(arguments: ["parentDataId", "parent_data_id", "ParentDataID"])
    func `a parent's id is read wherever it stands in the line`(key: String) throws {
        let line = LogLine.scan("a.doc")
        let pair = "\(key)='\(Self.parent)'"
        let lines = [
            line.replacing(", dataId='", with: ", \(pair), dataId='"),
            line.replacing(", fileName='", with: ", \(pair), fileName='"),
            line.replacing(", sha256sum='", with: ", \(pair), sha256sum='"),
            line.replacing(", source='", with: ", \(pair), source='"),
            line.replacing(" [msgid", with: ", \(pair) [msgid"),
        ]
        let probe = try LogProbe(Array(lines.map { $0 + "\n" }.joined().utf8))
        #expect(
            try probe.rows(Self.scans)
                == Array(repeating: Self.expected(Self.parent), count: lines.count)
        )
        // The records still say what the lines say.
        let messages = try probe.texts()
        #expect(messages.count == lines.count)
        #expect(messages.allSatisfy { $0.contains(pair) })
    }

    @Test func `members of one archive and files of none are told apart`() throws {
        let member = LogLine.scan("a.doc")
            .replacing(", source='", with: ", parentDataId='\(Self.parent)', source='")
        let probe = try LogProbe(member, LogLine.scan("a.doc"), member, LogLine.scan("a.doc"))
        let (with, without) = (Self.expected(Self.parent), Self.expected(""))
        #expect(try probe.rows(Self.scans) == [with, without, with, without])
    }

    @Test func `a file named like a parent has none`() throws {
        let probe = try LogProbe(LogLine.scan("parentDataId=x.doc"))
        #expect(
            try probe.rows("SELECT file_name, parent_data_id FROM scan")
                == ["parentDataId=x.doc|-"]
        )
    }
}
