import Testing

@testable import QuarantineServer

struct LiveClockTests {
    private let hourUS: Int64 = 3_600_000_000

    @Test(arguments: [(0, 100), (1, 103), (10, 130)] as [(Int, Int64)])
    func `virtual time follows the rate`(rate: Int, expected: Int64) {
        let clock = LiveClock(virtualUS: 100, wallUS: 50, rate: rate)
        #expect(clock.virtualUS(at: 53) == expected)
        #expect(clock.virtualUS(at: 40) == 100)
    }

    @Test func `a wait is as long as the rate makes it`() {
        let clock = LiveClock(virtualUS: 0, wallUS: 0, rate: 10)
        #expect(clock.waitUS(until: 101, from: 0) == 11)
        #expect(clock.waitUS(until: 100, from: 4) == 6)
        #expect(clock.waitUS(until: 100, from: 40) == 0)
        #expect(LiveClock(virtualUS: 0, wallUS: 0, rate: 0).waitUS(until: 1, from: 0) == nil)
    }

    @Test func `no rate reaches the end of the numbers`() {
        let clock = LiveClock(virtualUS: 1_000, wallUS: 0, rate: 86_400)
        #expect(clock.virtualUS(at: .max) == LiveClock.endUS)
        #expect(clock.virtualUS(at: 1 << 60) == LiveClock.endUS)
    }

    @Test(arguments: [(0, 0), (1, 24), (10, 240), (1_000, 31 * 24)] as [(Int, Int64)])
    func `time passes while a server is down, a month at most if it is fast`(
        rate: Int,
        hours: Int64
    ) {
        let clock = LiveClock(virtualUS: 5, wallUS: 7, rate: rate)
        let resumed = clock.resumed(atUS: 1_000, recordedUS: 2_000, wallUS: 2_000 + 24 * hourUS)
        #expect(resumed.virtualUS == 1_000 + hours * hourUS)
        #expect(resumed.wallUS == 2_000 + 24 * hourUS)
        #expect(resumed.rate == rate)
    }

    @Test func `a machine's clock that was put back does not put time back`() {
        let clock = LiveClock(virtualUS: 5, wallUS: 7, rate: 1)
        #expect(clock.resumed(atUS: 1_000, recordedUS: 2_000, wallUS: 3).virtualUS == 1_000)
    }
}
