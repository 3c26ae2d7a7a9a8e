internal import CaseModel
internal import CaseStore

/// Reads configuration files such as `ometascan.conf` and `mdicapsrv.conf` into settings.
struct ConfigurationINI: EntryReader {
    static let format = "ini"

    private var document: DocumentState
    private var reader: INIReader

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        reader = INIReader(limits: entry.limits)
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) throws {
        document.count(block)
        for item in reader.read(block) { try take(item, &state) }
        try state.flushRows()
    }

    mutating func finish(into state: inout IntakeState) throws -> EntryTally {
        for item in reader.finish() { try take(item, &state) }
        var tally = try document.finish(notes: reader.notes, into: &state)
        tally.unparsedLines = Int64(reader.unparsedLineCount)
        return tally
    }

    private mutating func take(_ item: INIReader.Item, _ state: inout IntakeState) throws {
        let key = state.clean(item.key)
        let section = state.clean(item.section)
        let value = state.clean(item.value, of: item.key)
        let place = DocumentPlace(
            line: item.line,
            byteOffset: item.byteOffset,
            key: section.isEmpty ? key : section + "." + key
        )
        let locator = try document.locate(place, text: "\(key)=\(value)", in: &state)
        state.sideRows.add(
            SettingRow(
                packageID: state.package.id,
                section: section,
                key: key,
                value: value,
                locatorID: locator
            )
        )
        document.records += 1
    }
}

/// What the first lines of a text say of its being a configuration file.
struct ConfigurationSample {
    private(set) var sections: Set<String> = []
    private(set) var keys: Set<String> = []
    private var lines = 0
    private var understood = 0

    private static let icapKeys: Set = [
        "icapaddress", "icapport", "icaps_port", "icapsport", "polling_sleep", "polling_retry",
        "retry_sleepbase", "retry_sleepincr",
    ]
    private static let coreKeys: Set = [
        "restaddress", "restport", "dbmode", "quarantinepath", "sanitizepath", "dlppath",
        "report_engine_issue", "parallelcount", "archiveforensicpath", "instance_name",
    ]

    init(_ head: [UInt8]) {
        var splitter = LineSplitter(limits: Limits())
        for line in (splitter.read(head) + splitter.finish()).prefix(500) {
            take(TableText.trimmed(line.text))
        }
    }

    /// A section and mostly settings, or settings alone in a file with a name for them.
    func isConfiguration(name: String) -> Bool {
        guard lines > 0, !keys.isEmpty else { return false }
        if !sections.isEmpty { return understood * 2 >= lines }
        let isNamed = [".conf", ".ini", ".cfg"].contains { name.contains($0) }
        return isNamed && understood * 10 >= lines * 6
    }

    /// nil for the settings of a program that is neither Core nor ICAP Server.
    func source(name: String) -> Source? {
        if name.contains("mdicapsrv") || !keys.isDisjoint(with: Self.icapKeys) {
            return .icapConfig
        }
        let isCore =
            name.contains("metascan") || name.contains("mdcore")
            || keys.intersection(Self.coreKeys).count >= 2
        return isCore ? .coreConfig : nil
    }

    private mutating func take(_ text: String) {
        guard let first = text.first, first != "#", first != ";" else { return }
        lines += 1
        if first == "[", text.hasSuffix("]"), text.count > 2, !text.dropFirst().contains("[") {
            sections.insert(String(text.dropFirst().dropLast()))
            understood += 1
            return
        }
        guard let equals = text.firstIndex(of: "=") else { return }
        let key = TableText.trimmed(String(text[..<equals]))
        // Keys are words; sentences and paths with an equals sign are not settings.
        guard !key.isEmpty, key.utf8.count <= 128,
            key.utf8.allSatisfy({ $0.isKeyByte || $0 == 0x2F || $0 == 0x20 || $0 == 0x3A }),
            key.utf8.count(where: { $0 == 0x20 }) <= 2
        else { return }
        understood += 1
        // Keys of ignition files may have their section in front.
        keys.insert(key.split(separator: "/").last.map { $0.lowercased() } ?? key)
    }
}
