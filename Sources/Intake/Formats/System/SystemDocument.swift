internal import CaseModel
internal import CaseStore

/// Reads what a package says of its machine: system, zone, processor, memory and free disk.
struct SystemDocument: LineDocument {
    static let format = "system-information"
    static let samples = [
        "Betriebssystemname: Windows Server für Prüfung", "Time zone: Europe/Berlin (CEST, +0200)",
        "MemTotal: 16384000 kB",
    ]

    var document: DocumentState
    var lines: LineSplitter
    private var table: SystemTable?
    private var counts: [String: (count: Int, line: LineSplitter.Line)] = [:]
    private var zone: SystemZone?
    private var platform: String?

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        for (key, found) in counts.sorted(by: { $0.key < $1.key }) {
            store(key, "\(found.count)", number: Double(found.count), at: found.line, &state)
        }
        if let zone { state.package.zones.append(zone) }
        // The machine knows better than the name of an archive, which may have been packed anew.
        if let platform { state.package.identity.takeSystem(platform) }
        return document.finish(notes: lines.notes, into: &state)
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let text = TableText.trimmed(line.text)
        guard !text.isEmpty else {
            table = nil
            return
        }
        if let header = SystemTable(header: text) {
            table = header
        } else if let table {
            for fact in table.facts(of: text) { take(fact, line, &state) }
        } else if let address = NetworkLine.address(text) {
            store("network.address", address, number: nil, at: line, &state)
        } else if let found = SystemLine(text) {
            take(found, line, &state)
        }
    }

    private mutating func take(
        _ fact: SystemTable.Fact,
        _ line: LineSplitter.Line,
        _ state: inout IntakeState
    ) {
        if let bytes = fact.bytes {
            store(fact.key, Self.shown(bytes), number: bytes, at: line, &state)
        } else {
            counts[fact.key, default: (0, line)].count += 1
        }
    }

    private mutating func take(
        _ found: SystemLine,
        _ line: LineSplitter.Line,
        _ state: inout IntakeState
    ) {
        switch found.value {
        case .text(let text):
            store(found.key, text, number: nil, at: line, &state)
            platform = platform ?? SystemPlatform.name(key: found.key, value: text)
            guard found.key == "os.zone", let zone = SystemZone(text) else { return }
            self.zone = zone
            let offset = "\(zone.seconds)"
            store("os.zone_offset_seconds", offset, number: Double(zone.seconds), at: line, &state)
        case .bytes(let bytes), .number(let bytes):
            store(found.key, Self.shown(bytes), number: bytes, at: line, &state)
        }
    }

    private mutating func store(
        _ key: String,
        _ value: String,
        number: Double?,
        at line: LineSplitter.Line,
        _ state: inout IntakeState
    ) {
        let key = state.clean(key)
        var fact = FactRow(packageID: state.package.id, key: key, value: state.clean(value))
        fact.number = number
        let place = DocumentPlace(line: line.number, byteOffset: line.byteOffset, key: key)
        let text = state.clean(TableText.trimmed(line.text))
        fact.locatorID = document.locate(place, text: text, in: &state)
        state.sideRows.add(fact)
        document.records += 1
    }

    /// A whole number without a fraction.
    private static func shown(_ number: Double) -> String {
        Int64(exactly: number.rounded()).map { "\($0)" } ?? "\(number)"
    }
}

/// Lines that tell an address of the machine.
enum NetworkLine {
    /// `inet 10.20.0.10/24 …` of Linux and `IPv4 Address. . . : 10.20.0.10` of Windows.
    static func address(_ line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        if words.first == "inet" || words.first == "inet6", words.count > 1 {
            return words[1].split(separator: "/").first.map(String.init)
        }
        guard line.hasPrefix("IPv4"), let colon = line.firstIndex(of: ":") else { return nil }
        let value = TableText.trimmed(String(line[line.index(after: colon)...]))
        let digits = value.prefix { $0.isNumber || $0 == "." }
        return digits.isEmpty ? nil : String(digits)
    }
}
