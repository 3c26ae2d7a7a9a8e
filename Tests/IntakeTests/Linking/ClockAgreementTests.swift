import CaseModel
import Testing

@testable import Intake

@Suite struct ClockAgreementTests {
    private static let minute: Int64 = 60_000_000

    /// Six files, asked about at 13:00 on ICAP Server's clock and scanned a second later, which is
    /// `core` on Core's.
    private static func six(core clock: String, ids: Bool, zone: Int? = nil) throws -> LinkedCase {
        let parts = try clock.split(separator: ":").map { try #require(Int($0)) }
        var core: [String] = []
        var icap: [String] = []
        for number in 0..<6 {
            let id = ids ? "\(number)" + String(repeating: "d", count: 31) : nil
            let second = parts[2] + number
            core.append(
                LogLine.scan(
                    "file\(number).doc",
                    at: "\(two(parts[0])):\(two(parts[1])):\(two(second)).000",
                    id: id ?? "\(number)" + String(repeating: "e", count: 31)
                )
            )
            let name = "/s/file\(number).doc"
            icap.append(LinkedCase.asked(number, name, at: "13:00:0\(number).000"))
            if let id {
                icap.append(
                    LinkedCase.line(
                        "Submitted",
                        number,
                        "dataId='\(id)'",
                        at: "13:00:0\(number).500"
                    )
                )
            }
            icap.append(
                LinkedCase.line(
                    "Response sent",
                    number,
                    "status='204', responseInfo='Allowed'",
                    at: "13:00:0\(number + 2).000"
                )
            )
        }
        return try LinkedCase(core: core, icap: [icap], zoneSeconds: zone)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let clock = """
        SELECT package.product, clock.skew_us / 1000000, clock.anchors, against.product FROM clock
        JOIN package ON package.id = clock.package_id
        LEFT JOIN package AS against ON against.id = clock.against_id ORDER BY 1
        """

    private static let joined = """
        SELECT file_link.how, count(*) FROM file_link WHERE kind = 'scan' GROUP BY 1
        """

    @Test(arguments: [true, false])
    func `clocks seven hours and three minutes apart are joined`(ids: Bool) throws {
        let linked = try Self.six(core: "20:03:01", ids: ids)
        #expect(
            try linked.rows(Self.clock) == ["core|0|0|-", "icap|-25379|6|core"]
        )
        #expect(try linked.rows(Self.joined) == [ids ? "data id|6" : "name|6"])
        // Each scan ends between the question and the answer.
        let between = """
            SELECT count(*) FROM icap_request JOIN scan ON scan.file_name = icap_request.file_name
            WHERE scan.finished_us BETWEEN icap_request.time_us AND icap_request.answered_us
            """
        #expect(try linked.rows(between) == ["6"])
        let note = try linked.rows("SELECT text FROM note WHERE text LIKE 'its clock%'")
        #expect(note.count == 1)
        #expect(note.first?.contains("7 h 2 min behind") == true)
    }

    @Test func `names alone move no clock whose zone is known, and ids do`() throws {
        let byName = try Self.six(core: "20:03:01", ids: false, zone: 3_600)
        #expect(try byName.rows(Self.clock) == ["core|0|0|-", "icap|0|0|-"])
        let byID = try Self.six(core: "20:03:01", ids: true, zone: 3_600)
        #expect(try byID.rows(Self.clock) == ["core|0|0|-", "icap|-25379|6|core"])
    }

    /// Twelve names, told by ICAP Server from 13:00 on and by Core seven hours and some later.
    ///
    /// They come so many seconds apart, and Core takes so long for each.
    private static func twelve(apart: Int, taking seconds: (Int) -> Int) throws -> LinkedCase {
        var core: [String] = []
        var icap: [String] = []
        for number in 10..<22 {
            let asked = 13 * 3600 + (number - 10) * apart
            let ended = asked + seconds(number) + 7 * 3600 + 180
            core.append(
                LogLine.scan(
                    "file\(number).doc",
                    at: time(ended) + ".000",
                    id: "\(number)" + String(repeating: "e", count: 30)
                )
            )
            icap += [
                LinkedCase.asked(number, "/s/file\(number).doc", at: time(asked) + ".000"),
                LinkedCase.line(
                    "Response sent",
                    number,
                    "status='204', responseInfo='Allowed'",
                    at: time(asked + 9) + ".000"
                ),
            ]
        }
        return try LinkedCase(core: core, icap: [icap], zoneSeconds: 3_600)
    }

    private static func time(_ seconds: Int) -> String {
        "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    @Test func `names that keep step for half an hour move a clock, and no others`() throws {
        let inStep = try Self.twelve(apart: 200) { 8 + $0 % 2 }
        #expect(try inStep.rows(Self.clock) == ["core|0|0|-", "icap|-25380|12|core"])
        let short = try Self.twelve(apart: 100) { 8 + $0 % 2 }
        #expect(try short.rows(Self.clock) == ["core|0|0|-", "icap|0|0|-"])
        let outOfStep = try Self.twelve(apart: 200) { $0 % 9 }
        #expect(try outOfStep.rows(Self.clock) == ["core|0|0|-", "icap|0|0|-"])
    }

    @Test func `clocks that agree are left alone, and said to agree`() throws {
        let linked = try Self.six(core: "13:00:01", ids: true)
        #expect(try linked.rows(Self.clock) == ["core|0|0|-", "icap|0|6|core"])
        #expect(try linked.rows("SELECT text FROM note WHERE text LIKE 'its clock%'").isEmpty)
    }

    @Test func `years apart is as good as hours`() throws {
        let year = 365 * 24 * 60 * Self.minute
        let estimate = try #require(
            ClockEstimate([3, 1, 2].map { $0 * 1_000_000 - 7 * year }, .later, minimum: 3)
        )
        #expect(estimate.skewUS == 1_000_000 - 7 * year)
        #expect(estimate.spreadUS == 2_000_000)
    }

    @Test func `names that join by chance are outvoted by those that agree`() throws {
        let chance = [900, -4_000, 77_000].map { $0 * Self.minute }
        let told = Array(repeating: -60 * Self.minute, count: 5)
        let estimate = try #require(ClockEstimate(chance + told, .later, minimum: 5))
        #expect(estimate.skewUS == -60 * Self.minute)
        #expect(estimate.anchors == 5)
    }

    @Test func `differences of every size tell nothing`() {
        let chance = (1...20).map { Int64($0 * $0) * 7 * Self.minute }
        #expect(ClockEstimate(chance, .later, minimum: 5) == nil)
        #expect(ClockEstimate([], .same, minimum: 3) == nil)
    }

    @Test func `an answer that comes late is no clock that is ahead`() {
        let late = (1...9).map { Int64($0) * 10_000_000 }
        #expect(ClockEstimate(late, .later, minimum: 3)?.skewUS == 0)
        // The same scan cannot end at two times.
        #expect(ClockEstimate(late, .same, minimum: 3)?.skewUS != 0)
    }
}
