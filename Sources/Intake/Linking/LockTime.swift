/// When a share locked a file, beside when ICAP Server was asked about it and when it answered.
///
/// A share does not wait longer than its own time for scans, which no list tells: its lock then
/// comes before the answer, at any time from the request on.
struct LockTime {
    var askedUS: Int64
    /// By the clock of ICAP Server, as the request is.
    var answeredUS: Int64
    /// By the clock of the share.
    var lockedUS: Int64

    /// The longest time that a share can be set to wait for a scan.
    private static let longestWaitUS: Int64 = 240_000_000
    /// A clock is trusted to this.
    private static let toleranceUS: Int64 = 2_000_000
    /// A lock follows what it is for within this.
    private static let delayUS: Int64 = 120_000_000

    /// By how much the share's clock is ahead; nil as with ``ClockEstimate``.
    ///
    /// Where the locks lie where clocks that agree can have them, nothing moves. Quick answers tell
    /// more than slow ones, before which the lock may have come; how long before is in the spread.
    ///
    /// How long the share waits for a scan is nil if nobody tells.
    static func estimate(_ locks: [LockTime], waitUS: Int64?, minimum: Int) -> ClockEstimate? {
        if let waitUS {
            let differences = locks.map { $0.lockedUS - min($0.answeredUS, $0.askedUS + waitUS) }
            return ClockEstimate(differences, .later, minimum: minimum)
        }
        let quick = locks.filter { $0.openUS <= toleranceUS }
        let told = quick.count >= minimum ? quick : locks
        let differences = told.map { $0.canAgree ? 0 : $0.lockedUS - $0.answeredUS }
        guard var estimate = ClockEstimate(differences, .later, minimum: minimum) else {
            return nil
        }
        let open = told.map { max($0.openUS, $0.canAgree ? $0.lockedUS - $0.answeredUS : 0) }
            .sorted()
        estimate.spreadUS = max(estimate.spreadUS, open[(open.count - 1) * 19 / 20])
        return estimate
    }

    /// The same of three or four locks, which are enough where they agree to seconds.
    ///
    /// Nil by whole days: what runs every night meets the same files at the same time.
    static func estimate(few locks: [LockTime], waitUS: Int64?) -> ClockEstimate? {
        guard locks.count >= 3,
            let found = estimate(locks, waitUS: waitUS, minimum: locks.count),
            found.spreadUS <= toleranceUS
        else { return nil }
        let dayUS: Int64 = 86_400_000_000
        let past = abs(found.skewUS) % dayUS
        let isWholeDays = abs(found.skewUS) > dayUS / 2 && min(past, dayUS - past) < dayUS / 24
        return isWholeDays ? nil : found
    }

    /// True if the lock may have come by the answer, late as that was, or by the share's own time.
    private var canAgree: Bool {
        let latest = max(answeredUS + Self.delayUS, askedUS + Self.longestWaitUS)
        return askedUS - Self.toleranceUS <= lockedUS && lockedUS <= latest
    }

    /// How long the lock may have come before the answer.
    private var openUS: Int64 { min(max(answeredUS - askedUS, 0), Self.longestWaitUS) }
}
