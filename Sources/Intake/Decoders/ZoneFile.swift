/// When the clocks of a place change, as a TZif file of the system's zoneinfo tells (RFC 9636).
package struct ZoneFile: Sendable, Hashable {
    /// In the order of time; each is in force until the next.
    private var changes: [Change] = []
    /// Seconds east of UTC before the first change.
    private var firstSeconds: Int

    private struct Change: Hashable {
        /// Seconds since 1970 UTC.
        var at: Int64
        var seconds: Int
    }

    private struct Counts {
        var times: Int
        var types: Int
        /// Bytes of the data behind the header.
        var bytes: Int
    }

    /// A file of a place has some kilobytes.
    package static let mostBytes = 64 << 10
    private static let mostTimes = 4_096
    /// The rule at the end of a file is applied up to here.
    private static let lastYear = 2_100
    private static let headBytes = 44

    /// nil if the bytes are no such file, or one that counts leap seconds.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes, let old = Self.counts(bytes[...], timeBytes: 4) else {
            return nil
        }
        // A version byte of "2" or above promises the same again with longer times.
        let isLong = bytes[4] >= UInt8(ascii: "2")
        let rest = isLong ? bytes[(Self.headBytes + old.bytes)...] : bytes[...]
        let timeBytes = isLong ? 8 : 4
        guard let counts = isLong ? Self.counts(rest, timeBytes: 8) : old else { return nil }
        let block = rest.dropFirst(Self.headBytes).prefix(counts.bytes)
        guard let (first, told) = Self.changes(in: block, counts, timeBytes: timeBytes) else {
            return nil
        }
        firstSeconds = first
        changes = told
        if isLong { extend(by: rest[block.endIndex...]) }
    }

    /// Two files of one place differ in it if they tell of other clocks.
    var stamp: String {
        // FNV-1a; Swift's own hashes differ from run to run.
        let numbers = [Int64(firstSeconds)] + changes.flatMap { [$0.at, Int64($0.seconds)] }
        let hash = numbers.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64(bitPattern: $1)) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }

    /// Seconds east of UTC at a time in seconds since 1970.
    package func seconds(atUTC time: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstSeconds : changes[low - 1].seconds
    }

    /// Seconds east of UTC where a clock shows this time, in seconds as if it were UTC.
    ///
    /// Of an hour that comes twice it is the first; an hour that is left out is read as if the
    /// clock had not been changed.
    package func seconds(atLocal time: Int64) -> Int {
        let before = seconds(atUTC: time &- 86_400)
        let after = seconds(atUTC: time &+ 86_400)
        let fitting = [before, after].first { seconds(atUTC: time &- Int64($0)) == $0 }
        return fitting ?? before
    }

    /// The offset in force at `fromUS`, and each change until `toUS`, both UTC.
    func history(fromUS: Int64, toUS: Int64) -> [ZoneChange] {
        let from = fromUS / 1_000_000
        let within = changes.filter { $0.at > from && $0.at <= toUS / 1_000_000 }
        return [ZoneChange(fromUS: fromUS, seconds: seconds(atUTC: from))]
            + within.map { ZoneChange(fromUS: $0.at * 1_000_000, seconds: $0.seconds) }
    }

    /// Goes on from the last change by the rule between the two line feeds at the end of a file.
    private mutating func extend(by footer: ArraySlice<UInt8>) {
        guard footer.first == 0x0A,
            let rule = ZoneRule(footer.dropFirst().prefix { $0 != 0x0A })
        else { return }
        let last = changes.last?.at ?? .min
        if changes.isEmpty { firstSeconds = rule.standard }
        // Times before 1970 are in no log.
        let firstYear = max(1_970, CivilDate(days: Int(max(last, 0) / 86_400)).year)
        guard firstYear <= Self.lastYear else { return }
        for year in firstYear...Self.lastYear {
            for change in rule.changes(in: year) where change.at > last {
                changes.append(Change(at: change.at, seconds: change.seconds))
            }
        }
        changes.sort { $0.at < $1.at }
    }

    private static func counts(_ bytes: ArraySlice<UInt8>, timeBytes: Int) -> Counts? {
        guard bytes.count >= headBytes, bytes.starts(with: Array("TZif".utf8)) else { return nil }
        let numbers = stride(from: 20, to: headBytes, by: 4).map {
            Int(UInt32(truncatingIfNeeded: integer(bytes.dropFirst($0).prefix(4))))
        }
        let (marks, leaps, times) = (numbers[0] + numbers[1], numbers[2], numbers[3])
        let (types, characters) = (numbers[4], numbers[5])
        let size = times * (timeBytes + 1) + types * 6 + characters + marks
        guard leaps == 0, times <= mostTimes, 1...256 ~= types,
            size <= bytes.count - headBytes
        else { return nil }
        return Counts(times: times, types: types, bytes: size)
    }

    /// The offset before the first change, and the changes; nil if they are out of order or range.
    private static func changes(
        in block: ArraySlice<UInt8>,
        _ counts: Counts,
        timeBytes: Int
    ) -> (Int, [Change])? {
        let indexes = block.dropFirst(counts.times * timeBytes)
        let types = indexes.dropFirst(counts.times)
        let offsets = (0..<counts.types).map { Int(integer(types.dropFirst($0 * 6).prefix(4))) }
        guard offsets.allSatisfy({ abs($0) < 26 * 3_600 }) else { return nil }
        var changes: [Change] = []
        for (number, index) in indexes.prefix(counts.times).enumerated() {
            let at = integer(block.dropFirst(number * timeBytes).prefix(timeBytes))
            guard Int(index) < offsets.count, changes.last.map({ $0.at < at }) ?? true,
                abs(Double(at)) < 1e12
            else {
                // Some files begin with a time before all others, which tells nothing.
                guard changes.isEmpty, Int(index) < offsets.count else { return nil }
                continue
            }
            changes.append(Change(at: at, seconds: offsets[Int(index)]))
        }
        return (offsets[0], changes)
    }

    /// A signed number, the highest byte first.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return bytes.count == 4
            ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }
}
