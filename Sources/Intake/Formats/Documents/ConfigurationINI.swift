internal import CaseModel
internal import CaseStore

/// Reads configuration files such as `ometascan.conf` and `mdicapsrv.conf` into settings, and
/// exports of the registry, where Windows keeps the same sections and keys.
struct ConfigurationINI: EntryReader {
    static let format = "ini"

    private var document: DocumentState
    private var reader: INIReader

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        reader = INIReader(limits: entry.limits)
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        document.count(block)
        for item in reader.read(block) { take(item, &state) }
        state.flush()
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        for item in reader.finish() { take(item, &state) }
        var tally = document.finish(notes: reader.notes, into: &state)
        tally.unparsedLines = Int64(reader.unparsedLineCount)
        return tally
    }

    private mutating func take(_ item: INIReader.Item, _ state: inout IntakeState) {
        let key = state.clean(item.key)
        let section = state.clean(RegistryPath.section(of: item.section))
        let value = state.clean(RegistryPath.value(of: item.value), of: item.key)
        let place = DocumentPlace(
            line: item.line,
            byteOffset: item.byteOffset,
            key: section.isEmpty ? key : section + "." + key
        )
        let locator = document.locate(place, text: "\(key)=\(value)", in: &state)
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

/// What registry exports write in another way than configuration files.
enum RegistryPath {
    /// `HKEY_LOCAL_MACHINE\SOFTWARE\OPSWAT\Metascan\logger` is the section `logger`.
    static func section(of name: String) -> String {
        guard name.hasPrefix("HKEY_") else { return name }
        let parts = name.split(separator: "\\")
        guard let vendor = parts.firstIndex(where: { $0.lowercased() == "opswat" }) else {
            return name
        }
        return parts.dropFirst(vendor + 2).joined(separator: "/")
    }

    /// `dword:00001f48` is 8008.
    static func value(of text: String) -> String {
        guard text.hasPrefix("dword:"), let number = UInt32(text.dropFirst(6), radix: 16) else {
            return text
        }
        return String(number)
    }
}
