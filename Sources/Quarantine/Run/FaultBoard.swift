/// Which faults are on, and when each was.
struct FaultBoard: Sendable {
    struct Entry: Sendable {
        var fault: Fault
        var beganUS: Int64?
        var endedUS: Int64?
    }

    private(set) var entries: [Entry] = []

    /// Takes a fault that has not begun; its name and its target are known by now.
    mutating func add(_ fault: Fault) -> Int {
        entries.append(Entry(fault: fault))
        return entries.count - 1
    }

    mutating func begin(_ index: Int, at timeUS: Int64) {
        entries[index].beganUS = timeUS
        entries[index].endedUS = nil
    }

    mutating func end(_ index: Int, at timeUS: Int64) { entries[index].endedUS = timeUS }

    /// The fault of that kind that is on now.
    func active(_ kind: Fault.Kind, on target: String, engine: String? = nil) -> Fault? {
        entries.first { entry in
            entry.beganUS != nil && entry.endedUS == nil && fits(entry.fault, kind, target, engine)
        }?.fault
    }

    /// Whether a fault of that kind is on anywhere.
    func isAny(_ kind: Fault.Kind) -> Bool {
        entries.contains { $0.fault.kind == kind && $0.beganUS != nil && $0.endedUS == nil }
    }

    /// A fault of that kind that was on at some time between the two.
    func overlapping(
        _ kind: Fault.Kind,
        on target: String,
        engine: String? = nil,
        fromUS: Int64,
        toUS: Int64
    ) -> Fault? {
        entries.first { entry in
            guard let beganUS = entry.beganUS, fits(entry.fault, kind, target, engine) else {
                return false
            }
            return beganUS <= toUS && (entry.endedUS ?? .max) > fromUS
        }?.fault
    }

    private func fits(
        _ fault: Fault,
        _ kind: Fault.Kind,
        _ target: String,
        _ engine: String?
    ) -> Bool {
        fault.kind == kind && fault.target == target
            && (engine == nil || fault.engine.isEmpty || fault.engine == engine)
    }
}

extension Fault {
    var cause: Cause { .fault(name) }
}
