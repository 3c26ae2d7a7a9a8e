import Testing

@testable import Intake

@Suite struct ClockEstimateTests {
    private static let second: Int64 = 1_000_000

    private func skewSeconds(_ tenths: [Int64], _ order: ClockEstimate.Order) -> Int64? {
        let differences = tenths.map { $0 * Self.second / 10 }
        return ClockEstimate(differences, order, minimum: 3).map { $0.skewUS / Self.second }
    }

    @Test func `two answers before their scan had ended move no clock that five agree with`() {
        #expect(skewSeconds([-500, -500, 3, 3, 4, 5, 9], .later) == 0)
    }

    @Test func `a clock that most things say is off is moved`() {
        #expect(skewSeconds([-503, -502, -500, -499, -498], .later) == -50)
        #expect(skewSeconds([36_000, 36_003, 36_004, 36_002], .same) == 3600)
    }

    @Test func `answers that come late, and seconds, say nothing of clocks`() {
        #expect(skewSeconds([3, 80, 200, 400], .later) == 0)
        #expect(skewSeconds([10, 12, 15], .same) == 0)
    }

    @Test func `too few things, or too few that agree, give no estimate`() {
        #expect(skewSeconds([1, 2], .same) == nil)
        #expect(skewSeconds([0, 5000, 10_000, 15_000, 20_000, 25_000], .same) == nil)
    }

    @Test func `answers that are late alike were late by the clock, and others are not`() {
        let alike: [Int64] = [450, 451, 452, 453, 454]
        #expect(skewSeconds(alike, .laterByChance) == 45)
        #expect(skewSeconds(alike, .later) == 0)
        #expect(skewSeconds(Array(alike.dropLast()), .laterByChance) == 0)
        #expect(skewSeconds([450, 455, 460, 465, 470], .laterByChance) == 0)
        #expect(skewSeconds([15, 16, 17, 18, 19], .laterByChance) == 0)
    }
}
