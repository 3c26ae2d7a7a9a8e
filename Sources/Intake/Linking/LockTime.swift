/// When a share locked a file, beside when ICAP Server was asked about it and when it answered.
///
/// A share does not wait longer than its own time for scans, which no list tells: its lock then
/// comes before the answer, at any time from the request on.
struct LockTime {
    var askedUS: Int64
    /// By the clock of ICAP Server, as the request is; nil where no answer is known.
    var answeredUS: Int64?
    /// By the clock of the share.
    var lockedUS: Int64

    /// The longest time that a share can be set to wait for a scan.
    private static let longestWaitUS: Int64 = 240_000_000
    /// A clock is trusted to this.
    private static let toleranceUS: Int64 = 2_000_000
    /// A lock follows what it is for within this.
    private static let delayUS: Int64 = 120_000_000

    /// By how much the share's clock is ahead, by whatever the locks allow; nil if by nothing.
    static func estimate(_ locks: [LockTime], waitUS: Int64?, minimum: Int) -> ClockEstimate? {
        let answered = locks.filter { $0.answeredUS != nil }
        return estimate(answered: answered, waitUS: waitUS, minimum: minimum)
            ?? estimate(few: answered, waitUS: waitUS)
            ?? estimate(agreeing: locks)
            ?? estimate(exact: locks, waitUS: waitUS)
    }

    /// By how much the share's clock is ahead; nil as with ``ClockEstimate``.
    ///
    /// Where the locks lie where clocks that agree can have them, nothing moves. Quick answers tell
    /// more than slow ones, before which the lock may have come; how long before is in the spread.
    ///
    /// How long the share waits for a scan is nil if nobody tells.
    private static func estimate(
        answered locks: [LockTime],
        waitUS: Int64?,
        minimum: Int
    ) -> ClockEstimate? {
        if let waitUS {
            let differences = locks.map { $0.lockedUS - min($0.toldUS, $0.askedUS + waitUS) }
            return ClockEstimate(differences, .later, minimum: minimum)
        }
        let quick = locks.filter { $0.openUS <= toleranceUS }
        let told = quick.count >= minimum ? quick : locks
        let differences = told.map { $0.canAgree ? 0 : $0.lockedUS - $0.toldUS }
        guard var estimate = ClockEstimate(differences, .later, minimum: minimum) else {
            return nil
        }
        let open = told.map { max($0.openUS, $0.canAgree ? $0.lockedUS - $0.toldUS : 0) }
            .sorted()
        estimate.spreadUS = max(estimate.spreadUS, open[(open.count - 1) * 19 / 20])
        return estimate
    }

    /// The same of three or four locks, which are enough where they agree to seconds.
    ///
    /// Nil by whole days: what runs every night meets the same files at the same time.
    private static func estimate(few locks: [LockTime], waitUS: Int64?) -> ClockEstimate? {
        guard locks.count >= 3,
            let found = estimate(answered: locks, waitUS: waitUS, minimum: locks.count),
            found.spreadUS <= toleranceUS, !isWholeDays(found.skewUS)
        else { return nil }
        return found
    }

    /// No difference, if each lock lies where clocks that agree can have it.
    ///
    /// It is written down however few they are: when the clock of ICAP Server is moved, that of the
    /// share goes with it.
    private static func estimate(agreeing locks: [LockTime]) -> ClockEstimate? {
        guard !locks.isEmpty, locks.allSatisfy(\.canAgree) else { return nil }
        return ClockEstimate(equalIn: locks.count)
    }

    /// The difference that two or three locks have to a tenth of a second, which no chance makes.
    ///
    /// A lock without an answer came when the time of the share was over, which is one for all: a
    /// policy tells it, an answered lock beside them bounds it, or its own bounds do.
    private static func estimate(exact locks: [LockTime], waitUS: Int64?) -> ClockEstimate? {
        let answered = locks.filter { $0.answeredUS != nil }
        let answers = Agreement(answered.map { $0.lockedUS - $0.toldUS })
        let open = Agreement(locks.filter { $0.answeredUS == nil }.map { $0.lockedUS - $0.askedUS })
        let found: ClockEstimate?
        if answered.count > 1 {
            found = answers.map { ClockEstimate(to: $0.lowestUS, anchors: $0.count) }
        } else if let lock = answered.first {
            let skewUS = lock.lockedUS - lock.toldUS
            let waits = -Agreement.widthUS...(longestWaitUS + Agreement.widthUS)
            found = open.flatMap {
                waits.contains($0.lowestUS - skewUS)
                    ? ClockEstimate(to: skewUS, anchors: $0.count + 1) : nil
            }
        } else if let open, open.count > 2 {
            // Three that are late alike were late by the share's time, or its connections were cut
            // at once. Where nobody tells that time, the middle of what it can be leaves all of
            // them where they belong.
            var estimate = ClockEstimate(
                to: open.lowestUS - (waitUS ?? longestWaitUS / 2),
                anchors: open.count
            )
            estimate.spreadUS = waitUS ?? longestWaitUS / 2
            found = estimate
        } else {
            found = nil
        }
        // A job of every night keeps no step of a tenth of a second over months.
        return found.flatMap {
            let isOfJob = $0.anchors < 3 || abs($0.skewUS) < ClockAnchors.longestStayUS
            return isOfJob && isWholeDays($0.skewUS) ? nil : $0
        }
    }

    /// True of what every night's job does, which meets the same files at the same time.
    private static func isWholeDays(_ skewUS: Int64) -> Bool {
        let dayUS: Int64 = 86_400_000_000
        let past = abs(skewUS) % dayUS
        return abs(skewUS) > dayUS / 2 && min(past, dayUS - past) < dayUS / 24
    }

    /// True if the lock may have come by the answer, late as that was, or by the share's own time.
    private var canAgree: Bool {
        let latest = max(toldUS + Self.delayUS, askedUS + Self.longestWaitUS)
        return askedUS - Self.toleranceUS <= lockedUS && lockedUS <= latest
    }

    /// How long the lock may have come before the answer.
    private var openUS: Int64 { min(max(toldUS - askedUS, 0), Self.longestWaitUS) }

    private var toldUS: Int64 { answeredUS ?? askedUS }

    /// What at least two differences, and half of all, lie within.
    private struct Agreement {
        static let widthUS: Int64 = 100_000

        var lowestUS: Int64
        var count: Int

        init?(_ differencesUS: [Int64]) {
            let sorted = differencesUS.sorted()
            var best = 0..<0
            var start = 0
            for end in sorted.indices {
                while sorted[end] - sorted[start] > Self.widthUS { start += 1 }
                if end + 1 - start > best.count { best = start..<(end + 1) }
            }
            guard best.count > 1, best.count * 2 >= sorted.count else { return nil }
            lowestUS = sorted[best.lowerBound]
            count = best.count
        }
    }
}
