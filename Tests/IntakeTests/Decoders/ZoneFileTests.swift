import TestSupport
import Testing

@testable import Intake

@Suite struct ZoneFileTests {
    /// 2026-10-25 01:00:00 UTC, when the clocks of Central Europe go back.
    private static let autumn: Int64 = 1_792_890_000
    /// 2026-03-29 01:00:00 UTC, when they go forward.
    private static let spring: Int64 = 1_774_746_000

    @Test(arguments: [
        (spring - 1, 3_600), (spring, 7_200), (autumn - 1, 7_200), (autumn, 3_600),
        (0, 3_600), (4_200_000_000, 3_600),
    ])
    func `a rule at the end of a file gives every year its summer`(at time: Int64, is seconds: Int)
        throws
    {
        let zone = try #require(ZoneFile(ZoneBytes.berlin))
        #expect(zone.seconds(atUTC: time) == seconds)
    }

    @Test(arguments: [
        // The hour from two to three comes twice, and the first of them is summer.
        (autumn + 7_200 - 3_601, 7_200), (autumn + 3_600, 7_200), (autumn + 7_199, 7_200),
        (autumn + 7_200, 3_600),
        // In spring it is left out.
        (spring + 3_599, 3_600), (spring + 3_600, 3_600), (spring + 7_200, 7_200),
    ])
    func `what a clock shows has the offset of its time`(at local: Int64, is seconds: Int) throws {
        let zone = try #require(ZoneFile(ZoneBytes.berlin))
        #expect(zone.seconds(atLocal: local) == seconds)
    }

    @Test func `changes that a file lists go before its rule`() throws {
        let zone = try #require(
            ZoneFile(
                ZoneBytes.file(
                    first: -600,
                    changes: [(-1_000, 1_800), (1_000_000_000, 10_800)],
                    rule: "<+03>-3"
                )
            )
        )
        let told = [-2_000, -1_000, 999_999_999, 1_000_000_000, 1_900_000_000]
            .map { zone.seconds(atUTC: $0) }
        #expect(told == [-600, 1_800, 1_800, 10_800, 10_800])
        let history = zone.history(fromUS: -5_000_000_000, toUS: 2_000_000_000_000_000)
        #expect(history.map(\.seconds) == [-600, 1_800, 10_800])
    }

    @Test(arguments: [
        ("EST5EDT,M3.2.0,M11.1.0", 1_772_953_200, -14_400),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_767_225_600, 39_600),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_767_225_600, 0),
        ("<-0330>3:30<-0230>,J60,J300", 1_782_000_000, -9_000),
        ("XXX3EDT4,0/0,J365/23", 1_782_000_000, -14_400),
        ("UTC0", 1_782_000_000, 0),
    ])
    func `rules of all forms are read`(rule: String, at time: Int64, is seconds: Int) throws {
        let zone = try #require(ZoneFile(ZoneBytes.file(rule: rule)))
        #expect(zone.seconds(atUTC: time) == seconds)
    }

    @Test(arguments: [
        "", "C-1", "CET", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.5.7,M1.1.1",
        "CET-25", "<CET-1", "CET-1CEST,J0,J1", "CET-1CEST,M3.5.0,M10.5.0/3x",
    ])
    func `what is no rule is refused`(rule: String) {
        #expect(ZoneRule(rule.utf8) == nil)
    }

    @Test func `a file that is cut anywhere gives a zone of its rule or none`() {
        let whole = ZoneBytes.file(first: 60, changes: [(5, 120)], rule: "CET-1")
        let read = whole.indices.filter { ZoneFile(Array(whole[..<$0])) != nil }
        // Without its end it still has the change; without that it is nothing.
        #expect(read.first == whole.count - "\nCET-1\n".utf8.count)
        #expect(ZoneFile([]) == nil)
        #expect(ZoneFile(Array(repeating: 0x54, count: ZoneFile.mostBytes + 1)) == nil)
    }
}
