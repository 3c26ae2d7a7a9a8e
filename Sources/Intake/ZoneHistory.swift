/// Which offset was in force when, as access logs tell over a change of summer time.
struct ZoneHistory {
    /// In the order of time; each is in force until the next.
    private let changes: [ZoneChange]

    /// A year has two; with more, two machines speak and none is believed.
    private static let most = 5

    init(_ told: [ZoneChange]) {
        var changes: [ZoneChange] = []
        for change in told.sorted(by: { ($0.fromUS, $0.seconds) < ($1.fromUS, $1.seconds) })
        where changes.last?.seconds != change.seconds {
            changes.append(change)
        }
        self.changes = changes.count <= Self.most ? changes : []
    }

    /// What a zone file tells, which is one machine's and may be of many years.
    init(of zone: ZoneFile, fromUS: Int64, toUS: Int64) {
        changes = zone.history(fromUS: fromUS, toUS: toUS)
    }

    var hasChanges: Bool { changes.count > 1 }

    /// The offset of a log from and to these local times; `other` is one that was in force for the
    /// lesser part of it.
    func offset(fromUS: Int64, toUS: Int64) -> (seconds: Int, other: Int?) {
        // In the hour that comes twice, a log begins as late and ends as early as it can.
        let begins = changes.indices.last { fromUS - us($0) >= changes[$0].fromUS } ?? 0
        let ends =
            changes.indices.first {
                $0 + 1 >= changes.count || toUS - us($0) < changes[$0 + 1].fromUS
            } ?? changes.count - 1
        guard begins < ends else { return (changes[begins].seconds, nil) }
        var best = (seconds: changes[begins].seconds, lengthUS: Int64.min)
        for index in begins...ends {
            let start = max(fromUS, changes[index].fromUS + us(index))
            let end = index < ends ? changes[index + 1].fromUS + us(index) : toUS
            let length = end - (index == begins ? fromUS : start)
            if length > best.lengthUS { best = (changes[index].seconds, length) }
        }
        let other = changes[begins...ends].first { $0.seconds != best.seconds }
        return (best.seconds, other?.seconds)
    }

    private func us(_ index: Int) -> Int64 { Int64(changes[index].seconds) * 1_000_000 }
}
