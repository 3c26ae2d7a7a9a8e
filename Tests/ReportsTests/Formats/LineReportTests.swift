import CaseModel
import Reports
import TestSupport
import Testing

@Suite struct LineReportTests {
    private func lines() throws -> [JSONValue] {
        try JSONReport.lines(RichCase.assessment).split(separator: UInt8(ascii: "\n"))
            .map { try JSONValue(Array($0)) }
    }

    @Test func `each line is an object with a type, and the last one counts them`() throws {
        let types = try lines().compactMap { $0["type"] }
        #expect(types.first == .text("assessment") && types.last == .text("end"))
        #expect(types.count == 1 + 2 + 14 + 2 + 6 + 2 + 1 + 1)
        #expect(try lines().last?["lines"] == .number(Double(types.count - 1)))
    }

    @Test func `the values are those of the JSON, with subjects by id`() throws {
        let whole = try JSONValue(JSONReport.render(RichCase.assessment))
        let lines = try lines()
        #expect(lines[0]["answer"] == whole["answer"])
        #expect(lines[0]["summary"] == whole["summary"])
        #expect(lines[0]["schema"] == whole["schema"])
        let finding = try #require(
            lines.last { $0["type"] == .text("finding") }
        )
        #expect(finding["subjects"]?[0] == .text("file/1"))
        #expect(finding["evidence"] == whole["findings"]?[1]?["evidence"])
        #expect(finding["explanation"] == whole["findings"]?[1]?["explanation"])
        #expect(lines.contains { $0["type"] == .text("subject") && $0["id"] == .text("file/14") })
    }
}
