import CaseModel
import Testing

@testable import Intake

/// Clocks that are told by contents and by the ids of connections, where no id of Core's is shared.
@Suite struct ClockContentTests {
    private static let clock = """
        SELECT package.product, clock.skew_us / 1000000, clock.anchors FROM clock
        JOIN package ON package.id = clock.package_id ORDER BY 1
        """

    private static func hash(_ number: Int) -> String {
        "\(number)" + String(repeating: "f", count: 63)
    }

    /// Scans of six contents under temporary names, one a second from `clock` on.
    private static func scans(from clock: String, date: String = "06.27") -> [String] {
        (0..<6).map { number in
            LogLine.scan(
                "tmp\(number)",
                at: "\(clock)\(number).000",
                id: "\(number)" + String(repeating: "e", count: 31),
                hash: hash(number)
            ).replacing("2026.06.27", with: "2026.\(date)")
        }
    }

    /// What ICAP Server was asked about them under their own names, a second before.
    private static func requests(from clock: String, date: String = "06.27") -> [String] {
        (0..<6).flatMap { number in
            [
                LinkedCase.asked(number, "/s/own\(number).doc", at: "\(clock)\(number).000"),
                LinkedCase.line(
                    "Response sent",
                    number,
                    "status='204', responseInfo='Allowed', sha256='\(hash(number))'",
                    at: "\(clock)\(number + 2).000"
                ),
            ].map { $0.replacing("2026.06.27", with: "2026.\(date)") }
        }
    }

    /// A line at the beginning and at the end of the days from `first` to `last`.
    private static func around(_ first: String, _ last: String) -> ([String], [String]) {
        let line = LogLine.core("Still here", at: "00:00:00.000")
        let end = LogLine.core("Still here", at: "23:59:59.000")
        return (
            [line.replacing("2026.06.27", with: "2026.\(first)")],
            [end.replacing("2026.06.27", with: "2026.\(last)")]
        )
    }

    @Test func `contents that both met once tell how clocks lie to each other`() throws {
        let linked = try LinkedCase(
            core: Self.scans(from: "20:03:0"),
            icap: [Self.requests(from: "13:00:0")]
        )
        #expect(try linked.rows(Self.clock) == ["core|0|0", "icap|-25378|6"])
    }

    @Test func `a known zone gives way to contents that each log has once in all its time`() throws
    {
        let (head, tail) = Self.around("06.27", "06.27")
        let linked = try LinkedCase(
            core: head + Self.scans(from: "20:03:0") + tail,
            icap: [
                [LinkedCase.asked(90, "/s/first.doc", at: "00:00:00.000")]
                    + Self.requests(from: "13:00:0")
                    + [LinkedCase.asked(91, "/s/last.doc", at: "23:59:59.000")]
            ],
            zoneSeconds: 7_200
        )
        #expect(try linked.rows(Self.clock) == ["core|0|0", "icap|-25378|6"])
    }

    @Test(arguments: ["20:03:0", "16:03:0"])
    func `a job of every night moves no clock whose zone is known`(asked: String) throws {
        // Each log has one of two nights, by its own clock.
        let linked = try LinkedCase(
            core: Self.scans(from: "20:03:0"),
            icap: [Self.requests(from: asked, date: "06.28")],
            zoneSeconds: 7_200
        )
        #expect(try linked.rows(Self.clock) == ["core|0|0", "icap|0|0"])
    }

    @Test func `a day is no skew of a known zone, even where both logs have all of it`() throws {
        let (head, tail) = Self.around("06.26", "06.29")
        let linked = try LinkedCase(
            core: head + Self.scans(from: "20:03:0") + tail,
            icap: [head + Self.requests(from: "20:03:0", date: "06.28") + tail],
            zoneSeconds: 7_200
        )
        #expect(try linked.rows(Self.clock) == ["core|0|0", "icap|0|0"])
    }

    @Test func `contents that come twice tell nothing`() throws {
        let linked = try LinkedCase(
            core: Self.scans(from: "20:03:0") + Self.scans(from: "20:03:0", date: "06.28"),
            icap: [Self.requests(from: "13:00:0")]
        )
        #expect(try linked.rows(Self.clock) == ["core|0|0", "icap|0|0"])
    }

    @Test func `a warning of Core that names a connection is an anchor`() throws {
        let connection = String(repeating: "c", count: 32)
        let refusals = (0..<4).map { number in
            LogLine.core(
                "Request refused, connectionId='\(connection)', requestId='\(number)', "
                    + "error='Server is too busy. Try again later.'",
                at: "10:00:0\(number).000",
                level: "WARNING"
            )
        }
        let linked = try LinkedCase(
            core: refusals,
            icap: [Self.requests(from: "10:30:0")],
            zoneSeconds: 0
        )
        #expect(try linked.rows(Self.clock) == ["core|0|0", "icap|1802|4"])
    }

    private static let columns = "Time,Action,Client IP,HTTP URI,Connection ID,Request ID"

    @Test func `a history of requests is set by the log that has their ids`() throws {
        let connection = String(repeating: "c", count: 32)
        let rows = (0..<6).map { number in
            "2026-06-27 15:00:0\(number),Allowed,10.0.0.9,/s/own\(number).doc,"
                + "\(connection),\(number)"
        }
        let linked = try LinkedCase(
            icap: [Self.requests(from: "13:00:0")],
            loose: [
                "history.csv": ([Self.columns] + rows)
                    .joined(separator: "\n")
            ]
        )
        #expect(try linked.rows(Self.clock).sorted() == ["icap|0|0", "icap|7200|6"])
    }
}
