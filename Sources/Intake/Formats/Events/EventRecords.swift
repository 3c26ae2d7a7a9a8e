internal import CaseModel
internal import CaseStore

/// Turns events into log records: the one place that hands lines of our own making to an emitter.
struct EventRecords {
    private let entryID: Int64
    private var grammar = ProductLogGrammar()
    private var emitter: RecordEmitter?
    private var lines: [(text: [UInt8], event: EventDraft, byteOffset: Int64)] = []
    private var count: Int64 = 0
    /// What the first event of a product is evidence of; nil before it.
    private(set) var source: Source?

    private var heldBytes = 0
    private let limitBytes: Int
    private var isOver = false

    /// The limit bounds the text of events that wait to be put in order.
    init(entryID: Int64, limitBytes: Int) {
        self.entryID = entryID
        self.limitBytes = limitBytes
    }

    mutating func add(
        _ event: EventDraft,
        byteOffset: Int64,
        _ state: inout IntakeState
    ) {
        source = source ?? event.source
        let isLine = headOfLine(Array(event.said.utf8)) != nil
        let line = event.line(isWholeLine: isLine)
        let text = Array(state.clean(line).utf8)
        heldBytes += text.count
        lines.append((text, event.withoutText, byteOffset))
        guard heldBytes >= limitBytes else { return }
        if !isOver {
            isOver = true
            state.note(
                Note(
                    .limit,
                    "too many events to put all of them in the order of their times",
                    limit: "bufferedMemberBytes"
                )
            )
        }
        flush(&state)
    }

    /// Emits the events that wait, in the order of their times: exports begin with the newest.
    private mutating func flush(_ state: inout IntakeState) {
        guard !lines.isEmpty else { return }
        let first = lines.first?.event.timeUS ?? .min
        // Of two events at one time, the later one stands first in an export of the newest first.
        let step = first > lines.last?.event.timeUS ?? .min ? -1 : 1
        lines = lines.enumerated().sorted {
            ($0.element.event.timeUS ?? .min, step * $0.offset)
                < ($1.element.event.timeUS ?? .min, step * $1.offset)
        }.map(\.element)
        state.flush()
        var emitter = emitter ?? RecordEmitter(entryID: entryID, source: source, isAccess: false)
        let block = lines.flatMap(\.text)
        // SAFETY: the texts made from this buffer do not leave the closure.
        block.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let text = ByteText(base: base, count: buffer.count)
            var start = 0
            for line in lines {
                let whole = text.slice(start, start + line.text.count)
                emit(whole, line.event, line.byteOffset, at: start, &emitter, &state)
                start += line.text.count
            }
        }
        count += Int64(lines.count)
        lines.removeAll()
        heldBytes = 0
        self.emitter = emitter
        state.flush(block: block)
    }

    /// Stores the roll-up, and says what was counted.
    mutating func finish(into state: inout IntakeState) -> EntryTally {
        flush(&state)
        var tally = EntryTally()
        tally.records = count
        guard var emitter else { return tally }
        tally.take(from: emitter.pauses)
        // Events are in UTC, whatever the clock of the other logs.
        tally.zoneKnown = tally.firstUS != nil
        emitter.finish(into: &state)
        return tally
    }

    private mutating func emit(
        _ whole: ByteText,
        _ event: EventDraft,
        _ byteOffset: Int64,
        at start: Int,
        _ emitter: inout RecordEmitter,
        _ state: inout IntakeState
    ) {
        let firstEnd = whole.first(0x0A, from: 0, to: whole.count) ?? whole.count
        var head = grammar.head(of: whole.slice(0, firstEnd)) ?? RecordHead()
        if head.messageEnd == 0 { head.messageEnd = firstEnd }
        head.timeUS = event.timeUS ?? RecordHead.noTime
        let place = RecordPlace(
            line: Int64(event.line),
            byteOffset: byteOffset,
            isMultiline: firstEnd < whole.count,
            cellBase: start
        )
        emitter.emit(whole, head, at: place, &state)
    }

    private mutating func headOfLine(_ line: [UInt8]) -> RecordHead? {
        line.withUnsafeBufferPointer { buffer in
            // SAFETY: the text does not leave the closure.
            guard let base = buffer.baseAddress else { return nil }
            let text = ByteText(base: base, count: buffer.count)
            let end = text.first(0x0A, from: 0, to: text.count) ?? text.count
            return grammar.head(of: text.slice(0, end))
        }
    }
}
