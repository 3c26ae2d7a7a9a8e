/// Bytes of zone files, as the system's zoneinfo holds them (RFC 9636).
package enum ZoneBytes {
    /// The clocks of Central Europe, by their rule alone.
    package static let berlin = file(rule: "CET-1CEST,M3.5.0,M10.5.0/3")

    /// A file of the second version; its block for old readers is empty.
    ///
    /// - Parameters:
    ///   - first: Seconds east of UTC before the first change.
    ///   - changes: Seconds since 1970 UTC, and the offset from then on.
    ///   - rule: What goes on after the last one.
    /// - Returns: A file that `ZoneFile` reads.
    package static func file(
        first: Int = 0,
        changes: [(at: Int64, seconds: Int)] = [],
        rule: String
    ) -> [UInt8] {
        var bytes = head(times: 0, types: 1) + type(0) + [0]
        bytes += head(times: changes.count, types: changes.count + 1)
        for change in changes { bytes += big(UInt64(bitPattern: change.at), bytes: 8) }
        bytes += changes.indices.map { UInt8($0 + 1) }
        bytes += ([first] + changes.map(\.seconds)).flatMap(type) + [0]
        return bytes + Array("\n\(rule)\n".utf8)
    }

    private static func head(times: Int, types: Int) -> [UInt8] {
        let counts = [0, 0, 0, times, types, 1]
        return Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            + counts.flatMap { big(UInt64($0), bytes: 4) }
    }

    private static func type(_ seconds: Int) -> [UInt8] {
        big(UInt64(UInt32(bitPattern: Int32(seconds))), bytes: 4) + [0, 0]
    }

    private static func big(_ number: UInt64, bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
