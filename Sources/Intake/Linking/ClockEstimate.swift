/// By how much one clock is ahead of another, from pairs of times of one thing.
struct ClockEstimate: Hashable {
    /// How the two times of a thing lie to each other where the clocks agree.
    enum Order: Hashable {
        /// The second is the first one again.
        case same
        /// The second follows the first, by less than a few minutes.
        case later
        /// The same, by chance: who polls hears of an end at any time of his interval.
        case laterByChance
    }

    /// The second clock minus the first, in microseconds; 0 where they agree.
    var skewUS: Int64
    /// What nine tenths of the anchors lie within.
    var spreadUS: Int64
    var anchors: Int

    /// Differences that one estimate looks at lie this close together.
    private static let windowUS: Int64 = 60_000_000
    /// A clock is trusted to this.
    private static let toleranceUS: Int64 = 2_000_000
    /// So many answers that are late alike to half a second were late by the clock.
    private static let leastAlike = 5
    private static let alikeUS: Int64 = 500_000
    /// An answer that comes so late says nothing of clocks.
    private static let delayUS: Int64 = 120_000_000

    /// A difference that so many things tell alike.
    init(to skewUS: Int64, anchors: Int) {
        self.skewUS = skewUS
        spreadUS = 0
        self.anchors = anchors
    }

    /// No difference at all, as so many things tell.
    init(equalIn anchors: Int) { self.init(to: 0, anchors: anchors) }

    /// The estimate; nil where fewer than `minimum` differences agree, or fewer than half of all.
    ///
    /// What joins by chance has any difference, so the densest minute is taken. In it the smallest
    /// differences tell the clocks apart, since whatever else there is makes them longer.
    init?(_ differencesUS: [Int64], _ order: Order, minimum: Int) {
        let sorted = differencesUS.sorted()
        var best = 0..<0
        var start = 0
        for end in sorted.indices {
            while sorted[end] - sorted[start] > Self.windowUS { start += 1 }
            if end + 1 - start > best.count { best = start..<(end + 1) }
        }
        guard best.count >= max(minimum, 1), best.count * 2 >= sorted.count else { return nil }
        let lower = sorted[best.lowerBound + best.count / 20]
        let upper = sorted[best.upperBound - 1 - best.count / 20]
        let middle = sorted[best.lowerBound + best.count / 2]
        anchors = best.count
        spreadUS = upper - lower
        let found = order == .same ? middle : lower
        if order == .laterByChance, best.count >= Self.leastAlike, spreadUS <= Self.alikeUS,
            found > Self.toleranceUS
        {
            skewUS = found
            return
        }
        let latest = order == .same ? Self.toleranceUS : Self.delayUS
        // An answer given before the scan had ended, as trickled data are, must move no clock that
        // most of the others agree with.
        let agreeing = sorted[best].count { -Self.toleranceUS...latest ~= $0 }
        let agree = agreeing * 2 > best.count || -Self.toleranceUS...latest ~= found
        skewUS = agree ? 0 : found
    }
}
