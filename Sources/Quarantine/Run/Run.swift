/// What all machines of a run share: the virtual clock, the agenda, chance, the faults that are
/// on, and the record of what happened.
package struct Run: Sendable {
    package private(set) var nowUS: Int64
    package let seed: UInt64
    package let assumptions: Assumptions
    package internal(set) var occurrences: [Occurrence] = []
    var faults = FaultBoard()
    /// How many events may still be taken; nil for as many as there are.
    var eventsLeft: Int?
    private var agenda = Agenda()
    /// Polls change nothing by themselves, so they are kept apart: what is next without them
    /// tells a poll how long it may sleep.
    private var polls = Agenda()

    package init(seed: UInt64, startUS: Int64, assumptions: Assumptions) {
        self.seed = seed
        nowUS = startUS
        self.assumptions = assumptions
    }

    /// When the next thing but a poll happens; nil if nothing is left.
    var nextUS: Int64? { agenda.nextUS }

    /// When the next thing happens, polls too; nil if nothing is left.
    var earliestUS: Int64? { [agenda.nextUS, polls.nextUS].compactMap(\.self).min() }

    mutating func schedule(_ event: Event, at timeUS: Int64) {
        precondition(timeUS >= nowUS, "Virtual time only moves forward.")
        agenda.note(event, at: timeUS)
    }

    mutating func schedulePoll(_ event: Event, at timeUS: Int64) {
        polls.note(event, at: max(nowUS, timeUS))
    }

    mutating func schedule(_ event: Event, afterUS: Int64) {
        agenda.note(event, at: nowUS + max(0, afterUS))
    }

    /// Moves the clock to the next event that is due by that time and may still be taken.
    mutating func takeNext(until timeUS: Int64) -> Event? {
        guard eventsLeft != 0 else { return nil }
        let isPoll = (polls.nextUS ?? .max) < (agenda.nextUS ?? .max)
        let next = isPoll ? polls.take(until: timeUS) : agenda.take(until: timeUS)
        guard let next else { return nil }
        eventsLeft = eventsLeft.map { $0 - 1 }
        nowUS = max(nowUS, next.timeUS)
        return next.event
    }

    /// Moves the clock on when nothing more is due.
    mutating func rest(until timeUS: Int64) { nowUS = max(nowUS, timeUS) }

    mutating func record(
        _ component: Component,
        _ kind: Occurrence.Kind,
        cause: Cause? = nil
    ) {
        occurrences.append(
            Occurrence(timeUS: nowUS, component: component, kind: kind, cause: cause)
        )
    }

    /// What may be known of the run at this time, without its record.
    var scene: Scene {
        Scene(nowUS: nowUS, seed: seed, assumptions: assumptions, faults: faults)
    }

    /// Whether the documents' reading holds; false if the run is to do the opposite.
    func holds(_ assumption: Assumption) -> Bool { !assumptions.opposite.contains(assumption) }

    func between(_ low: Int64, _ high: Int64, key: String) -> Int64 {
        var dice = Dice(seed: seed, key: key)
        return dice.between(low, high)
    }

    func hex(_ digits: Int, key: String) -> String {
        var dice = Dice(seed: seed, key: key)
        return dice.hex(digits)
    }
}

/// A moment of a run, to decide by; a copy of it does not copy the record of the run.
struct Scene: Sendable {
    let nowUS: Int64
    let seed: UInt64
    let assumptions: Assumptions
    let faults: FaultBoard

    func holds(_ assumption: Assumption) -> Bool { !assumptions.opposite.contains(assumption) }

    func dice(_ key: String) -> Dice { Dice(seed: seed, key: key) }

    func between(_ low: Int64, _ high: Int64, key: String) -> Int64 {
        var dice = dice(key)
        return dice.between(low, high)
    }
}

extension Int64 {
    static let millisecond: Int64 = 1_000
    static let second: Int64 = 1_000_000
    static let minute: Int64 = 60_000_000
    static let hour: Int64 = 3_600_000_000
}
