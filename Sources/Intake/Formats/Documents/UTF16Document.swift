internal import CaseStore
internal import GRDB

/// Reads a document in UTF-16, as PowerShell and the registry editor write it.
struct UTF16Document: EntryReader {
    private var inner: any EntryReader
    private var decoder: UTF16Decoder
    private let entry: EntryContext

    init(_ inner: any EntryReader, _ decoder: UTF16Decoder, _ entry: EntryContext) {
        self.inner = inner
        self.decoder = decoder
        self.entry = entry
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        inner.read(decoder.read(block), into: &state)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        let rest = decoder.finish()
        if !rest.isEmpty { inner.read(rest, into: &state) }
        let tally = inner.finish(into: &state)
        // Offsets were counted in the decoded text and would point elsewhere in the entry.
        state.onStore { [entry] writer in
            try writer.execute(
                "UPDATE locator_row SET byte_offset = NULL WHERE entry_id = ?",
                [entry.entryID]
            )
            try writer.execute(
                "UPDATE note_row SET byte_offset = NULL WHERE package_id = ? AND entry_path = ?",
                [entry.packageID, entry.path]
            )
        }
        return tally
    }
}
