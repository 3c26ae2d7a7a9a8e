internal import CaseModel
internal import CaseStore
internal import GRDB

/// Gives a reader the text of an entry in UTF-8, whatever encoding it is in.
struct DecodedEntry: EntryReader {
    private var inner: any EntryReader
    private var decoding: TextDecoding
    private let entry: EntryContext
    /// True if the reader takes the origins of its lines, so that its offsets are right.
    private let knowsOrigins: Bool

    init(
        _ inner: any EntryReader,
        _ decoding: TextDecoding,
        _ entry: EntryContext,
        knowsOrigins: Bool
    ) {
        self.inner = inner
        self.decoding = decoding
        self.entry = entry
        self.knowsOrigins = knowsOrigins
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        let (text, origins) = decoding.read(block)
        if !origins.isEmpty { inner.take(origins) }
        if !text.isEmpty { inner.read(text, into: &state) }
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        let rest = decoding.finish()
        if !rest.isEmpty { inner.read(rest, into: &state) }
        let tally = inner.finish(into: &state)
        if isDecoded, !knowsOrigins { forgetOffsets(&state) }
        noteLegacy(&state)
        return tally
    }

    private var isDecoded: Bool {
        switch decoding {
        case .bytes(let decoder): decoder.count > 0
        case .utf16: true
        }
    }

    private func noteLegacy(_ state: inout IntakeState) {
        guard case .bytes(let decoder) = decoding, decoder.count > 0 else { return }
        state.note(
            Note(
                .encoding,
                "\(decoder.count) bytes are no UTF-8; they were read as Windows-1252",
                byteOffset: decoder.firstOffset
            )
        )
    }

    /// Offsets that were counted in the decoded text would point elsewhere in the entry.
    private func forgetOffsets(_ state: inout IntakeState) {
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
    }
}
