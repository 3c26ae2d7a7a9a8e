/// A place that the user names for its time, such as Europe/Berlin; its clocks change with summer.
package struct NamedZone: Sendable, Hashable {
    /// As the zoneinfo spells it.
    package let name: String
    package let file: ZoneFile

    package init(name: String, file: ZoneFile) {
        self.name = name
        self.file = file
    }

    /// Microseconds UTC of what a clock shows, in microseconds as if it were UTC.
    package func utc(ofLocal us: Int64) -> Int64 { us - offsetUS(atLocal: us) }

    func offsetUS(atLocal us: Int64) -> Int64 { Int64(seconds(atLocal: us)) * 1_000_000 }

    func seconds(atLocal us: Int64) -> Int { file.seconds(atLocal: us / 1_000_000) }
}
