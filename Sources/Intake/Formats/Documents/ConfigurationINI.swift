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
        let isRegistry = RegistryText.isKey(item.section)
        let section = state.clean(isRegistry ? RegistryText.section(item.section) : item.section)
        let text = isRegistry ? RegistryText.value(item.value) : item.value
        let value = state.clean(text, of: item.key)
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
