import TestSupport
import Testing

@testable import Intake

/// Clocks that change within a package: for winter, or because somebody set them.
@Suite struct ZoneChangeTests {
    private typealias LogLine = TestSupport.LogLine

    private static let hour: Int64 = 3_600 * 1_000_000
    /// The clocks of Central Europe went back on 25 October 2026 at 01:00 UTC.
    private static let changeUS: Int64 = 1_792_890_000 * 1_000_000
    private static let winter = ZoneHistory([
        ZoneChange(fromUS: changeUS, seconds: 3_600),
        ZoneChange(fromUS: changeUS - 48 * hour, seconds: 7_200),
        ZoneChange(fromUS: changeUS + 24 * hour, seconds: 3_600),
    ])

    @Test(arguments: [
        (-24, 1, 7_200), (1, 20, 3_600), (3, 20, 3_600), (-24, -20, 7_200),
    ])
    func `a log on one side of the change has that side's offset`(
        from: Int64,
        to: Int64,
        seconds: Int
    ) {
        let found = Self.winter.offset(
            fromUS: Self.changeUS + from * Self.hour,
            toUS: Self.changeUS + to * Self.hour
        )
        #expect(found.seconds == seconds)
        #expect(found.other == nil)
    }

    @Test func `a log over the change has the offset of its greater part`() {
        let mostlyBefore = Self.winter.offset(
            fromUS: Self.changeUS - 20 * Self.hour,
            toUS: Self.changeUS + 6 * Self.hour
        )
        #expect(mostlyBefore.seconds == 7_200)
        #expect(mostlyBefore.other == 3_600)
        let mostlyAfter = Self.winter.offset(
            fromUS: Self.changeUS - 2 * Self.hour,
            toUS: Self.changeUS + 20 * Self.hour
        )
        #expect(mostlyAfter.seconds == 3_600)
        #expect(mostlyAfter.other == 7_200)
    }

    @Test func `two machines that take turns are no summer time`() {
        let turns = (0..<8).map { ZoneChange(fromUS: Int64($0), seconds: $0 % 2 * 3_600) }
        #expect(!ZoneHistory(turns).hasChanges)
    }

    private static func access(_ day: Int, _ zone: String) -> String {
        "10.0.0.1 - - [\(day)/Oct/2026:02:00:00 \(zone)] \"GET /readyz HTTP/1.1\" 200 5 \"-\" \"-\""
    }

    private static func log(_ stamps: [String]) -> [String] {
        stamps.map { "[CRITICAL] \($0): (core.service) Error in Service, shutdown.. [msgid: 8]" }
    }

    @Test func `logs of before and after the change get their own offsets`() throws {
        let package = OverlappingCase(packages: [
            [
                "log/core.log.1": Self.log(["2026.10.24 12:00:00.000"]),
                "log/core.log": Self.log(["2026.10.25 12:00:00.000"]),
                "log/nginx.log": [Self.access(24, "+0200"), Self.access(25, "+0100")],
            ]
        ])
        let found = try package.rows(
            "SELECT time_us / 3600000000 % 24 FROM record WHERE msgid = 8 ORDER BY time_us",
            "SELECT ended_us / 3600000000 % 24 FROM service_run ORDER BY ended_us",
            "SELECT from_us / 3600000000 % 24, to_us / 3600000000 % 24 FROM coverage "
                + "WHERE source = 'core-log'",
            "SELECT count(*) FROM note WHERE kind = 'clock'"
        )
        #expect(found[0] == ["10", "11"])
        #expect(found[1].first == "10")
        #expect(found[2] == ["10|11"])
        #expect(found[3] == ["0"])
    }

    @Test func `a log that goes on over the change is told`() throws {
        let package = OverlappingCase(packages: [
            [
                "log/core.log": Self.log([
                    "2026.10.24 22:00:00.000", "2026.10.25 12:00:00.000",
                    "2026.10.26 12:00:00.000",
                ]),
                "log/nginx.log": [Self.access(24, "+0200"), Self.access(25, "+0100")],
            ]
        ])
        let found = try package.rows("SELECT entry_path, text FROM note WHERE kind = 'clock'")
        #expect(
            found == [
                [
                    "log/core.log|the clock changes between +02:00 and +01:00 within this log; "
                        + "all of it is read as +01:00"
                ]
            ]
        )
    }

    @Test func `a clock that goes back is told once, with the line and by how much`() throws {
        let times = ["20:00", "20:30", "20:28", "21:00", "20:05", "20:06"]
        let lines = times.map { LogLine.core("\($0):00.000", "core.history", "Cleaned") }
        let small = ["20:00:30", "20:00:00", "20:00:10"]
            .map { LogLine.core("\($0).000", "core.history", "Cleaned") }
        let package = OverlappingCase(packages: [
            ["log/core.log": lines, "log/other.log": small]
        ])
        let found = try package.rows(
            "SELECT entry_path, line, text FROM note WHERE kind = 'clock' AND entry_path <> ''"
        )
        #expect(
            found == [
                [
                    "log/core.log|5|the clock goes back by 55 min here, the most of 2 times"
                ]
            ]
        )
    }
}
