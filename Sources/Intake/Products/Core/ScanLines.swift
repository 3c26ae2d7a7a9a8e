internal import CaseModel
internal import CaseStore

/// Core's end-of-scan records (msgid 82) as rows of `scan`, whose text is stored once.
enum ScanLines {
    /// Takes a record; true if the scan rows hold its whole text, so that the record need not.
    @inline(__always)
    static func extract(
        _ record: ExtractedRecord,
        isMultiline: Bool,
        _ state: inout IntakeState
    ) -> Bool {
        if !isMultiline, let parts = Parts(record.message), add(parts, record, &state) {
            return true
        }
        addByFields(record, &state)
        return false
    }

    /// Keys that name the archive in which the file was.
    private static let parentKeys: Set = ["parentdataid", "parentid"]

    /// The known form, cut at its three values that differ in every line.
    private struct Parts {
        var dataID: Int
        var fileName: Int
        var fileNameEnd: Int
        var sha256: Int

        /// nil if the message has another form; ids must be lower-case hex to be stored as bytes.
        @inline(__always)
        init?(_ text: ByteText) {
            guard let id = text.first(", dataId='"),
                let name = text.first("', fileName='", from: id &+ 10),
                let hash = text.first("', sha256sum='", from: name &+ 13)
            else { return nil }
            dataID = id &+ 10
            fileName = name &+ 13
            fileNameEnd = hash
            sha256 = hash &+ 14
            guard name &- dataID == 32, sha256 &+ 65 <= text.count, text[sha256 &+ 64] == 0x27,
                !Self.namesParent(text, from: fileName, to: fileNameEnd)
            else { return nil }
        }

        /// True if what stands up to the hash is more than a name: it tells of an archive too.
        @inline(__always)
        private static func namesParent(_ text: ByteText, from start: Int, to end: Int) -> Bool {
            guard text.first(0x3D, from: start, to: end) != nil else { return false }
            let between = text.slice(start, end)
            return between.first("arent") != nil
        }
    }

    @inline(__always)
    private static func add(
        _ parts: Parts,
        _ record: ExtractedRecord,
        _ state: inout IntakeState
    ) -> Bool {
        let text = record.message
        guard let first = hexWord(text, parts.dataID),
            let second = hexWord(text, parts.dataID &+ 16)
        else { return false }
        var hash: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        guard let hash0 = hexWord(text, parts.sha256),
            let hash1 = hexWord(text, parts.sha256 &+ 16),
            let hash2 = hexWord(text, parts.sha256 &+ 32),
            let hash3 = hexWord(text, parts.sha256 &+ 48)
        else { return false }
        hash = (hash0, hash1, hash2, hash3)
        guard let head = phrase(record, 0, parts.dataID, &state),
            let middle = phrase(record, parts.dataID &+ 32, parts.fileName, &state),
            let middle2 = phrase(record, parts.fileNameEnd, parts.sha256, &state)
        else { return false }
        let tailStart = parts.sha256 &+ 64
        let tail = text.slice(tailStart, text.count)
        guard
            let detail = state.details.find(tail)
                ?? newDetail(tail, at: record.cellBase &+ tailStart, &state)
        else { return false }
        let cells: (Int64, Int64) = (record.id, state.package.id)
        state.bulk.scans.cells.append(cells.0)
        state.bulk.scans.cells.append(cells.1)
        state.bulk.scans.cells.append(16)
        state.bulk.scans.cells.append(first)
        state.bulk.scans.cells.append(second)
        state.bulk.scans.cells.append(32)
        state.bulk.scans.cells.append(hash.0)
        state.bulk.scans.cells.append(hash.1)
        state.bulk.scans.cells.append(hash.2)
        state.bulk.scans.cells.append(hash.3)
        state.bulk.scans.cells.append(
            RowBatch.range(
                record.cellBase &+ parts.fileName,
                parts.fileNameEnd &- parts.fileName
            )
        )
        state.bulk.scans.cells.append(detail.id)
        state.bulk.scans.cells.append(head)
        state.bulk.scans.cells.append(middle)
        state.bulk.scans.cells.append(middle2)
        if !detail.isClean { state.bulk.uncleanScans.cells.append(record.id) }
        return true
    }

    /// The id of a part of the message that other scans share.
    @inline(__always)
    private static func phrase(
        _ record: ExtractedRecord,
        _ start: Int,
        _ end: Int,
        _ state: inout IntakeState
    ) -> Int64? {
        let text = record.message.slice(start, end)
        return state.phrases.intern(text, at: record.cellBase &+ start, &state.bulk)
    }

    /// Sixteen lower-case hex digits as eight bytes in memory order; nil if one is none.
    @inline(__always)
    private static func hexWord(_ text: ByteText, _ start: Int) -> Int64? {
        // SAFETY: the caller has checked that the digits lie within the text.
        let raw = UnsafeRawPointer(text.base + start)
        guard let high = hexHalf(raw.loadUnaligned(as: UInt64.self)),
            let low = hexHalf(raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        else { return nil }
        return Int64(bitPattern: high | low &<< 32)
    }

    /// Eight lower-case hex digits, all at once, as four bytes in memory order.
    @inline(__always)
    private static func hexHalf(_ digits: UInt64) -> UInt64? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones &* 0x80
        // With the high bit clear in each byte, adding carries into no neighbour.
        guard digits & high == 0 else { return nil }
        let isDigit =
            (digits &+ ones &* (0x80 - 0x30)) & ~(digits &+ ones &* (0x80 - 0x3A)) & high
        let isLetter =
            (digits &+ ones &* (0x80 - 0x61)) & ~(digits &+ ones &* (0x80 - 0x67)) & high
        guard isDigit | isLetter == high else { return nil }
        let values = (digits & (ones &* 0x0F)) &+ (isLetter &>> 7) &* 9
        // Two digits become a byte, four bytes move together.
        let bytes = (values &<< 4 | values &>> 8) & 0x00FF_00FF_00FF_00FF
        let pairs = (bytes | bytes &>> 8) & 0x0000_FFFF_0000_FFFF
        return (pairs | pairs &>> 16) & 0xFFFF_FFFF
    }

    /// nil if the text is no UTF-8 and could not be put together again.
    private static func newDetail(
        _ tail: ByteText,
        at cell: Int,
        _ state: inout IntakeState
    ) -> ScanDetailTable.Detail? {
        guard tail.isUTF8 else { return nil }
        // The tail begins with the quote that closes the hash.
        let quote = min(1, tail.count)
        let fields = tail.slice(quote, tail.count)
        state.scanFields.scan(fields)
        if state.scanFields.texts(in: fields).contains(where: { parentKeys.contains($0.key) }) {
            return nil
        }
        let outcome = ScanOutcome(fields, state.scanFields, &state.scanWords)
        let detail = state.details.add(
            resultCode: outcome.resultCode,
            allowed: outcome.allowed,
            for: tail
        )
        outcome.store(
            id: detail.id,
            text: RowBatch.range(cell, tail.count),
            cellBase: cell &+ quote,
            &state.bulk
        )
        return detail
    }

    /// Any other form: by its keys, with the record keeping its text.
    private static func addByFields(_ record: ExtractedRecord, _ state: inout IntakeState) {
        state.scanFields.scan(record.message)
        let outcome = ScanOutcome(record.message, state.scanFields, &state.scanWords)
        guard outcome.hasResult else { return }
        let detail = state.details.add(
            resultCode: outcome.resultCode,
            allowed: outcome.allowed,
            for: nil
        )
        outcome.store(
            id: detail.id,
            text: RowBatch.null,
            cellBase: record.cellBase,
            &state.bulk
        )
        var line = ScanRow(id: record.id, packageID: state.package.id, detailID: detail.id)
        for (key, value) in state.scanFields.texts(in: record.message) {
            switch key {
            case "dataid": line.dataID = Identifier(text: value)
            case _ where parentKeys.contains(key): line.parentDataID = Identifier(text: value)
            case "sha256sum", "sha256": line.sha256 = Identifier(text: value)
            case "filename": line.fileName = value
            default: break
            }
        }
        state.sideRows.add(line)
        if !detail.isClean { state.bulk.uncleanScans.cells.append(record.id) }
    }
}
