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
            guard name &- dataID == 32, sha256 &+ 65 <= text.count, text[sha256 &+ 64] == 0x27
            else { return nil }
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
        guard let head = state.phrases.intern(text.slice(0, parts.dataID), &state.sideRows),
            let middle = state.phrases.intern(
                text.slice(parts.dataID &+ 32, parts.fileName),
                &state.sideRows
            ),
            let middle2 = state.phrases.intern(
                text.slice(parts.fileNameEnd, parts.sha256),
                &state.sideRows
            )
        else { return false }
        let tail = text.slice(parts.sha256 &+ 64, text.count)
        guard let detail = state.details.find(tail) ?? newDetail(tail, &state) else { return false }
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

    /// Sixteen lower-case hex digits as eight bytes in memory order; nil if one is none.
    @inline(__always)
    private static func hexWord(_ text: ByteText, _ start: Int) -> Int64? {
        var word: UInt64 = 0
        for index in 0..<16 {
            let byte = text[start &+ index]
            let value: UInt8
            if byte &- 0x30 < 10 {
                value = byte &- 0x30
            } else if byte &- 0x61 < 6 {
                value = byte &- 0x61 &+ 10
            } else {
                return nil
            }
            word = word &<< 4 | UInt64(value)
        }
        return Int64(bitPattern: word.byteSwapped)
    }

    /// nil if the text is no UTF-8 and could not be put together again.
    private static func newDetail(
        _ tail: ByteText,
        _ state: inout IntakeState
    ) -> ScanDetailTable.Detail? {
        guard let text = tail.exactString else { return nil }
        // The tail begins with the quote that closes the hash.
        let fields = tail.slice(min(1, tail.count), tail.count)
        state.scanFields.scan(fields)
        var row = detail(of: state.scanFields.texts(in: fields))
        row.text = text
        return state.details.add(row, for: tail, &state.sideRows)
    }

    /// What the fields of a scan record say of its outcome.
    static func detail(of fields: [(key: String, value: String)]) -> ScanDetailRow {
        var row = ScanDetailRow(id: 0)
        for (key, value) in fields {
            switch key {
            case "overallresult": row.resultLabel = value
            case "blocked": row.allowed = value == "true" ? false : value == "false" ? true : nil
            case "blockedreason": row.blockedReason = value
            case "rulename": row.ruleName = value
            case "useragent": row.userAgent = value
            case "source": row.source = value
            case "threatname": row.threatName = value
            default: break
            }
        }
        row.resultCode = row.resultLabel.flatMap(ResultCode.code(ofLabel:))
        return row
    }

    /// Any other form: by its keys, with the record keeping its text.
    private static func addByFields(_ record: ExtractedRecord, _ state: inout IntakeState) {
        state.scanFields.scan(record.message)
        let fields = state.scanFields.texts(in: record.message)
        let row = detail(of: fields)
        guard row.resultLabel != nil else { return }
        let detail = state.details.add(row, for: nil, &state.sideRows)
        var line = ScanRow(id: record.id, packageID: state.package.id, detailID: detail.id)
        for (key, value) in fields {
            switch key {
            case "dataid": line.dataID = Identifier(text: value)
            case "parentdataid": line.parentDataID = Identifier(text: value)
            case "sha256sum", "sha256": line.sha256 = Identifier(text: value)
            case "filename": line.fileName = value
            default: break
            }
        }
        state.sideRows.add(line)
        if !detail.isClean { state.bulk.uncleanScans.cells.append(record.id) }
    }
}
