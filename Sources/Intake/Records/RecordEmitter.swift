internal import CaseModel
internal import CaseStore

/// Where a record stands.
struct RecordPlace {
    /// Of its first line, from 1.
    var line: Int64
    /// Of its first byte in the entry, from 0.
    var byteOffset: Int64
    var isMultiline: Bool
    /// What turns an index of the record into a cell's offset.
    var cellBase: Int
}

/// A record as the extractors see it.
struct ExtractedRecord {
    var id: Int64
    var head: RecordHead
    var component: ByteText
    var message: ByteText
    /// What turns an index of the message into a cell's offset.
    var cellBase: Int
    var source: Source?
    /// The time of the record before it in the entry; nil for the first.
    var previousUS: Int64?

    /// nil if the record has no time.
    var timeUS: Int64? { head.timeUS == RecordHead.noTime ? nil : head.timeUS }
}

/// Turns the records of one entry into rows: shape, roll-up, fields, and what extractors find.
struct RecordEmitter {
    let entryID: Int64
    let source: Source?
    let isAccess: Bool
    private(set) var pauses = PauseTable()
    private var minutes = MinuteTable()
    private var fieldScan = FieldScan()

    init(entryID: Int64, source: Source?, isAccess: Bool) {
        self.entryID = entryID
        self.source = source
        self.isAccess = isAccess
    }

    /// Stores the roll-up.
    mutating func finish(into state: inout IntakeState) {
        let firstID = state.package.shapes.shapes.first?.row.id ?? 0
        let rows = minutes.take(entryID: entryID) { firstID + Int64($0) }
        state.onStore { try $0.insert(rows, into: .minute) }
    }

    /// Replaces the record's secrets, and emits what is then left.
    mutating func emitRewritten(
        _ whole: ByteText,
        _ head: RecordHead,
        at place: RecordPlace,
        of block: ByteText,
        _ grammar: inout some LineGrammar,
        _ state: inout IntakeState
    ) {
        guard let clean = state.secrets.replaced(in: whole.copied()) else {
            emit(whole, head, at: place, &state)
            return
        }
        var place = place
        place.cellBase = block.count + state.bulk.rewritten.count
        state.bulk.rewritten += clean
        // SAFETY: `clean` lives until the closure returns, and so do the texts made from it.
        clean.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let text = ByteText(base: base, count: buffer.count)
            var firstLineEnd = text.first(0x0A, from: 0, to: text.count) ?? text.count
            if firstLineEnd > 0, text[firstLineEnd - 1] == 0x0D { firstLineEnd -= 1 }
            var newHead = grammar.head(of: text.slice(0, firstLineEnd)) ?? RecordHead()
            if newHead.messageEnd == 0 { newHead.messageEnd = text.count }
            emit(text, newHead, at: place, &state)
        }
    }

    mutating func emit(
        _ whole: ByteText,
        _ head: RecordHead,
        at place: RecordPlace,
        _ state: inout IntakeState
    ) {
        let messageEnd = place.isMultiline ? whole.count : head.messageEnd
        let message = whole.slice(head.messageStart, messageEnd)
        let id = state.bulk.nextRecordID()
        let record = ExtractedRecord(
            id: id,
            head: head,
            component: whole.slice(head.componentStart, head.componentEnd),
            message: message,
            cellBase: place.cellBase &+ head.messageStart,
            source: source,
            previousUS: pauses.previousUS
        )
        let shape = shapeIndex(whole, record, &state)
        state.package.shapes.count(shape, record: id, timeUS: head.timeUS)
        if head.timeUS != RecordHead.noTime {
            minutes.add(timeUS: head.timeUS, shape: shape, hash: whole.hash)
            pauses.add(timeUS: head.timeUS, record: id, line: place.line)
        }
        var storesText = true
        let interest = state.package.shapes.shapes[shape].interest
        if interest.contains(.scan) {
            storesText = !ScanLines.extract(record, isMultiline: place.isMultiline, &state)
        } else if !interest.isEmpty {
            if let access = head.access {
                Self.addAccess(access, record, &state)
            }
            let path = state.entryPath
            state.package.products
                .take(record, interest, &fieldScan, in: path, &state.sideRows)
        }
        if head.level >= Level.warning.rawValue { addFields(record, &state) }
        let entry = entryID
        state.bulk.records.cells.append(id)
        state.bulk.records.cells.append(entry)
        state.bulk.records.cells.append(place.line)
        state.bulk.records.cells.append(place.byteOffset)
        state.bulk.records.cells.append(head.timeUS)
        state.bulk.records.cells.append(state.package.shapes.shapes[shape].row.id)
        state.bulk.records.cells.append(
            storesText ? RowBatch.range(record.cellBase, message.count) : RowBatch.null
        )
    }

    /// The record's shape; a new one is described once.
    @inline(__always)
    private func shapeIndex(
        _ whole: ByteText,
        _ record: ExtractedRecord,
        _ state: inout IntakeState
    ) -> Int {
        let head = record.head
        let component = whole.slice(head.componentStart, head.componentEnd)
        var hash = ByteText.mix(
            component.hash,
            UInt64(bitPattern: head.msgid) &<< 4 ^ UInt64(bitPattern: Int64(head.level))
        )
        if let access = head.access {
            hash = ByteText.mix(
                whole.slice(access.methodStart, access.methodEnd).hash,
                UInt64(access.status)
            )
        } else {
            hash = ShapeScan.hash(record.message, seed: hash)
        }
        if let index = state.package.shapes.index(ofHash: hash) { return index }
        return describe(whole, record, component, hash: hash, &state)
    }

    private func describe(
        _ whole: ByteText,
        _ record: ExtractedRecord,
        _ component: ByteText,
        hash: UInt64,
        _ state: inout IntakeState
    ) -> Int {
        let head = record.head
        if state.package.shapes.isFull {
            state.noteOnce(
                Note(
                    .limit,
                    "more than \(state.limits.shapes) message shapes; the rest share one",
                    limit: "shapes"
                )
            )
        }
        var row = ShapeRow(id: 0, packageID: state.package.id, text: "", count: 0)
        row.level = head.level < 0 ? nil : head.level
        row.msgid = head.msgid < 0 ? nil : head.msgid
        row.component = component.count == 0 ? nil : component.string
        var interest: Interest = []
        if let access = head.access {
            let method = whole.string(access.methodStart, access.methodEnd)
            row.component = "nginx.access"
            row.text = "\(method) … \(access.status)"
            interest = .access
        } else {
            row.text = ShapeScan.text(record.message)
            if isAccess, row.level != nil { row.component = "nginx.error" }
            interest = ProductWords.interest(of: row, source: source)
        }
        return state.package.shapes.add(row, interest: interest, hash: hash)
    }

    private static func addAccess(
        _ access: AccessLine,
        _ record: ExtractedRecord,
        _ state: inout IntakeState
    ) {
        state.bulk.httpRequests.cells.append(record.id)
        state.bulk.httpRequests.cells.append(Int64(access.status))
        state.bulk.httpRequests.cells.append(
            RowBatch.range(
                record.cellBase &+ access.methodStart,
                access.methodEnd &- access.methodStart
            )
        )
        state.bulk.httpRequests.cells.append(Int64(access.pathStart))
        state.bulk.httpRequests.cells.append(Int64(access.pathEnd &- access.pathStart))
        state.bulk.httpRequests.cells.append(access.answerBytes)
        state.bulk.httpRequests.cells.append(access.durationMS)
    }

    /// Keeps the pairs of a warning or worse for rules to read.
    private mutating func addFields(_ record: ExtractedRecord, _ state: inout IntakeState) {
        fieldScan.scan(record.message)
        for (position, field) in fieldScan.fields.enumerated() {
            state.bulk.fields.cells.append(record.id)
            state.bulk.fields.cells.append(Int64(position))
            state.bulk.fields.cells.append(
                RowBatch.range(
                    record.cellBase &+ field.keyStart,
                    field.keyEnd &- field.keyStart
                )
            )
            state.bulk.fields.cells.append(
                RowBatch.range(
                    record.cellBase &+ field.valueStart,
                    field.valueEnd &- field.valueStart
                )
            )
        }
    }
}
