/// How virtual time follows the clock of the machine.
struct LiveClock: Sendable, Hashable, Codable {
    /// The virtual time at `wallUS`; microseconds UTC.
    var virtualUS: Int64
    var wallUS: Int64
    /// Virtual seconds in a second: 0 stands still, 1 is real time.
    var rate: Int

    static let rates = 0...86_400
    /// The start of the year 2200: beyond it, sums of times come near the end of 64 bits.
    static let endUS: Int64 = 7_258_118_400_000_000

    func virtualUS(at wallUS: Int64) -> Int64 {
        let elapsed = max(0, wallUS - self.wallUS)
        let (passed, isTooLong) = elapsed.multipliedReportingOverflow(by: Int64(rate))
        guard !isTooLong else { return Self.endUS }
        let (now, isTooLate) = virtualUS.addingReportingOverflow(passed)
        return isTooLate ? Self.endUS : min(now, Self.endUS)
    }

    /// How long the machine's clock needs from a time to a virtual time; nil if it never comes.
    func waitUS(until virtualUS: Int64, from wallUS: Int64) -> Int64? {
        guard rate > 0 else { return nil }
        let left = max(0, virtualUS - self.virtualUS(at: wallUS))
        return (left + Int64(rate) - 1) / Int64(rate)
    }

    /// The clock of a server that starts again: time passed while it was down.
    ///
    /// At more than real time only a month of it counts, so that a server that was down for a day
    /// does not wake up in another century.
    ///
    /// - Parameters:
    ///   - atUS: The virtual time of the last record.
    ///   - recordedUS: The machine's time of the last record.
    ///   - wallUS: The machine's time now.
    /// - Returns: The clock from now on.
    func resumed(atUS: Int64, recordedUS: Int64, wallUS: Int64) -> LiveClock {
        let month: Int64 = 31 * 86_400_000_000
        let downUS = max(0, wallUS - recordedUS)
        let running = LiveClock(virtualUS: atUS, wallUS: recordedUS, rate: rate)
        let fast = running.virtualUS(at: wallUS)
        let passed = min(fast - atUS, max(month, rate == 0 ? 0 : downUS))
        return LiveClock(virtualUS: min(Self.endUS, atUS + passed), wallUS: wallUS, rate: rate)
    }
}
