import CaseModel
import CaseStore
import GRDB
import Rules
import Testing

@Suite struct AssociationTests {
    /// Failed scans in minutes 10 to 19 and at minute 60, of a number of scans a minute.
    private func test(insideEach: Int64, outsideEach: Int64) throws -> TestCase {
        try TestCase { writer in
            for number in 1...10 {
                try TestCase.addScan(number, minute: Int64(number) + 9, to: writer)
            }
            try TestCase.addScan(11, minute: 60, to: writer)
            try TestCase.addCoverage(.coreLog, minutes: 0...100, to: writer)
            var shape = ShapeRow(id: 50, packageID: 1, text: "Processing finished", count: 1)
            shape.component = "core.workflow"
            try writer.insert(shape)
            for minute in Int64(10)...69 {
                try writer.execute(
                    "INSERT INTO minute_row VALUES (1, ?, 50, ?, 0)",
                    [
                        TestCase.start / TestCase.minute + minute,
                        minute < 20 ? insideEach : outsideEach,
                    ]
                )
            }
        }
    }

    private func rule(byTime: Int, extra: String = "") -> [RuleFile] {
        let from = TestCase.start + 10 * TestCase.minute
        let to = TestCase.start + 19 * TestCase.minute
        return TestRule.files(
            "failed-to-scan/tested",
            page: TestRule.page(
                title: "{{#victims}}{{count}} failed{{/victims}}{{^victims}}nobody{{/victims}}",
                extra: extra
            ),
            detect: TestRule.fits(
                1,
                10,
                cause: "'record/1'",
                extra: """
                    , \(byTime) AS by_time, \(from) AS cause_from_us, \(to) AS cause_to_us, \
                    1 AS victims
                    """
            )
        )
    }

    @Test func `a cause that lasted has its contrast counted`() throws {
        let results = try test(insideEach: 1, outsideEach: 5).run(rule(byTime: 1))
        let contrast = try #require(results.findings.first?.contrast)
        // The scans of the test come from exports, and count beside those of the log.
        #expect(contrast.insideHits == 10 && contrast.insideAll == 20)
        #expect(contrast.outsideHits == 1 && contrast.outsideAll == 251)
    }

    @Test func `what time alone ties to a cause is ruled out where failures were as frequent`()
        throws
    {
        let results = try test(insideEach: 500, outsideEach: 1).run(rule(byTime: 1))
        #expect(results.findings.isEmpty)
        #expect(results.ruledOut.count == 10)
        #expect(results.ruledOut.allSatisfy { $0.whyCode == "no-association" })
        #expect(results.ruledOut.first?.why.contains("of 5010") == true)
    }

    @Test func `a time in which nearly all went well blames nobody without a comparison`() throws {
        // Of 6000 scans a minute ten failed, and there are eleven outside.
        let results = try test(insideEach: 6000, outsideEach: 0).run(rule(byTime: 1))
        #expect(results.findings.isEmpty)
        #expect(results.ruledOut.first?.why.contains("too few to compare") == true)
    }

    @Test func `what the product said stays, whatever the contrast`() throws {
        let results = try test(insideEach: 500, outsideEach: 1).run(rule(byTime: 0))
        #expect(results.findings.first?.hits.count == 10)
    }

    @Test func `the trouble itself is told where no victim is left`() throws {
        let results = try test(insideEach: 500, outsideEach: 1)
            .run(rule(byTime: 1, extra: "without_symptoms: true"))
        let finding = try #require(results.findings.first)
        #expect(finding.title == "nobody" && finding.severity == .warning)
        #expect(finding.hits.count == 1)
        #expect(finding.hits.map(\.subject).allSatisfy { $0.hasPrefix("package/") })
    }
}
