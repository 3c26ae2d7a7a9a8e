import CaseModel
import CaseStore
import ScanWhy
import Testing

@Suite struct InspectionTests {
    private func inspection(_ night: NightCase) throws -> Inspection {
        try withExtendedLifetime(night) {
            try InspectionReader(night.reader).inspection(toolVersion: "1.0")
        }
    }

    @Test func `an inspection holds packages, entries, coverage and what is missing`() throws {
        let inspection = try inspection(NightCase())
        #expect(inspection.tool.version == "1.0" && inspection.tool.rulesDigest.isEmpty)
        #expect(Set(inspection.packages.map(\.product)) == [.core, .icap])
        let core = try #require(inspection.packages.first { $0.product == .core })
        let log = try #require(inspection.entries.first { $0.package == core.id })
        #expect(log.path == "log/core.log" && log.role == "core-log" && log.lines == 8)
        #expect(log.format != nil && log.unparsedLines == 0)
        #expect(inspection.parsedShare == 1)
        let coverage = try #require(inspection.coverage.first { $0.source == .coreLog })
        #expect(coverage.package == core.id && coverage.complete)
        #expect(coverage.fromUS == NightCase.start)
        #expect(coverage.toUS == NightCase.start + 1_800 * NightCase.second)
        let missing = inspection.coverage.filter { $0.package == nil }
        #expect(missing.count == Source.allCases.count - 2)
        #expect(missing.allSatisfy { !$0.complete })
    }

    @Test func `what nobody read is listed with the reason, and lowers what is understood`() throws
    {
        let lines = NightCase.coreLog + "??\n"
        let inspection = try inspection(NightCase(core: lines, icap: "no log at all"))
        let unknown = try #require(inspection.entries.first { $0.path == "log/mdicapsrv.log" })
        #expect(unknown.role == nil && unknown.format == nil && !unknown.why.isEmpty)
        // A log that nobody reads is none that has no lines.
        #expect(unknown.parsedShare == 0)
        #expect(inspection.unknownLines == [])
        let share = try #require(inspection.parsedShare)
        #expect(share < 1)
        #expect(inspection.notes.contains { $0.entry == "log/mdicapsrv.log" })
    }

    @Test func `lines before the first record are shown by their form`() throws {
        let lines = "banner 1\nbanner 22\n" + NightCase.coreLog
        let inspection = try inspection(NightCase(core: lines))
        let core = try #require(inspection.packages.first { $0.product == .core })
        #expect(
            inspection.unknownLines == [
                Inspection.UnknownLines(
                    package: core.id,
                    shape: "banner 0",
                    count: 1,
                    entry: "log/core.log",
                    line: 1
                )
            ]
        )
    }

    @Test func `a log that changes its form is understood by half, and shows the new form`() throws
    {
        let known = NightCase.coreLog.split(separator: "\n").count
        let changed = (0..<known).map { "2026-06-27 21:00:0\($0) INFO New form\n" }
        let inspection = try inspection(NightCase(core: NightCase.coreLog + changed.joined()))
        let log = try #require(inspection.entries.first { $0.path == "log/core.log" })
        #expect(log.parsedShare == 0.5)
        let coverage = try #require(inspection.coverage.first { $0.source == .coreLog })
        #expect(!coverage.complete)
        let core = try #require(inspection.packages.first { $0.product == .core })
        #expect(
            inspection.unknownLines == [
                Inspection.UnknownLines(
                    package: core.id,
                    shape: "0-0-0 0:0:0 INFO New form",
                    count: known,
                    entry: "log/core.log",
                    line: known + 1
                )
            ]
        )
    }

    @Test func `the order does not depend on reading`() throws {
        let inspection = try inspection(NightCase())
        let places = inspection.entries.map { [$0.package, $0.path] }
        #expect(places == places.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(try self.inspection(NightCase()) == inspection)
    }
}
