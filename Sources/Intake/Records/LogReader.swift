internal import CaseModel
internal import CaseStore

/// Walks a log entry block by block: lines into records, records into rows.
///
/// A record is byte ranges of the block, never strings: a million lines a second leave no room for
/// them. What a block ends in the middle of is carried in front of the next one.
struct LogReader<Grammar: LineGrammar> {
    private(set) var grammar: Grammar
    private(set) var tally = EntryTally()
    private var carry: [UInt8] = []
    private var byteOffset: Int64 = 0
    private var line: Int64 = 1
    private var isSkippingLine = false
    private var overrun: Overrun?
    private var doubt = LineDoubt()
    private var emitter: RecordEmitter
    private var origins: LineOrigins?

    init(_ grammar: Grammar, entryID: Int64, source: Source?, limits: Limits) {
        self.grammar = grammar
        emitter = RecordEmitter(entryID: entryID, source: source, isAccess: Grammar.knowsZone)
        self.limits = limits
    }

    private let limits: Limits

    /// Takes where lines of the next block stand in the entry; without it they stand as read.
    mutating func take(_ more: [LineOrigin]) {
        var known = origins ?? LineOrigins()
        known.add(more)
        origins = known
    }

    /// Reads the next block of the entry.
    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        if carry.isEmpty {
            walk(block, isLast: false, into: &state)
        } else {
            carry.append(contentsOf: block)
            let joined = carry
            carry = []
            walk(joined, isLast: false, into: &state)
        }
    }

    /// Reads what is left, and stores what was counted.
    mutating func finish(into state: inout IntakeState) -> EntryTally {
        if !carry.isEmpty {
            let rest = carry
            carry = []
            walk(rest, isLast: true, into: &state)
        }
        tally.take(from: emitter.pauses)
        noteStepBack(&state)
        tally.zoneSeconds = grammar.zoneSeconds
        tally.zoneChanges = grammar.zoneChanges
        tally.zoneKnown = Grammar.knowsZone && grammar.zoneSeconds != nil
        emitter.finish(into: &state)
        return tally
    }

    private func noteStepBack(_ state: inout IntakeState) {
        guard let step = emitter.pauses.stepBack else { return }
        let times = emitter.pauses.stepsBack
        state.note(
            Note(
                .clock,
                "the clock goes back by \(SpanText.words(us: step.sizeUS)) here"
                    + (times > 1 ? ", the most of \(times) times" : ""),
                line: Int(step.line)
            )
        )
    }

    /// A record that waits for the line that shows its end.
    private struct Pending {
        var head: RecordHead
        var hasHead: Bool
        var start: Int
        var firstLineEnd: Int
        var end: Int
        var line: Int64
        var lines = 1
        var isCut = false
    }

    /// A record that was cut and stored, while the rest of its lines still comes.
    private struct Overrun {
        var hasHead: Bool
        var lines: Int
    }

    private mutating func walk(_ block: [UInt8], isLast: Bool, into state: inout IntakeState) {
        var kept = 0
        // What is carried over begins with a record, whose lines are looked at once more.
        doubt.beginRecord()
        // SAFETY: the texts made from this buffer do not leave the closure.
        block.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let text = ByteText(base: base, count: buffer.count)
            kept = scan(text, isLast: isLast, into: &state)
        }
        state.flush(block: block)
        byteOffset += Int64(kept)
        if kept < block.count { carry = Array(block[kept...]) }
    }

    /// Emits the records that end in the block; returns where the carried rest begins.
    private mutating func scan(_ text: ByteText, isLast: Bool, into state: inout IntakeState) -> Int
    {
        var position = skippedStart(text)
        if byteOffset == 0, text.hasPrefix("\u{FEFF}") { position = 3 }
        var secrets = SecretCursor(text)
        var pending: Pending?
        var number = line
        while position < text.count {
            let end = text.first(0x0A, from: position, to: text.count)
            // A line over the limit is not waited for: its rest is skipped in the next block.
            let isOver = text.count &- position > limits.recordBytes &+ 1
            guard end != nil || isLast || isOver else { break }
            let lineEnd = end ?? text.count
            let contentEnd =
                lineEnd > position && text[lineEnd &- 1] == 0x0D ? lineEnd &- 1 : lineEnd
            let cutEnd = min(contentEnd, position &+ limits.recordBytes)
            let content = text.slice(position, cutEnd)
            if let head = grammar.head(of: content) {
                if let pending { emit(pending, text, &secrets, &state) }
                begin()
                pending = Pending(
                    head: head,
                    hasHead: true,
                    start: position,
                    firstLineEnd: cutEnd,
                    end: cutEnd,
                    line: number,
                    isCut: cutEnd < contentEnd
                )
            } else if continues(content, pending) {
                if pending == nil { countOverrun() }
                extend(&pending, to: contentEnd)
            } else if contentEnd > position {
                if let pending { emit(pending, text, &secrets, &state) }
                begin()
                pending = orphan(position, cutEnd, number)
                pending?.isCut = cutEnd < contentEnd
            } else {
                tally.lines += 1
            }
            isSkippingLine = end == nil && !isLast
            if !isSkippingLine { number &+= 1 }
            position = min(text.count, lineEnd &+ 1)
        }
        return keepRest(text, pending, position, number, isLast, &secrets, &state)
    }

    private mutating func begin() {
        overrun = nil
        doubt.beginRecord()
    }

    /// True if a line without a head belongs to the record before it.
    private mutating func continues(_ line: ByteText, _ pending: Pending?) -> Bool {
        guard let isKnown = pending?.hasHead ?? overrun?.hasHead else { return false }
        // Lines are counted by blocks once a record is stored, so nothing may hang on their number.
        let mayCount = pending?.isCut == false
        guard !grammar.continues(line),
            let before = doubt.linesBefore(line, isKnown: isKnown, mayCount: mayCount)
        else { return true }
        tally.unparsedLines += Int64(before)
        return false
    }

    /// Decides what is carried over: the waiting record, or a line whose end is not here yet.
    private mutating func keepRest(
        _ text: ByteText,
        _ pending: Pending?,
        _ position: Int,
        _ number: Int64,
        _ isLast: Bool,
        _ secrets: inout SecretCursor,
        _ state: inout IntakeState
    ) -> Int {
        line = number
        guard let pending else { return isLast ? text.count : position }
        if isLast || pending.isCut {
            emit(pending, text, &secrets, &state)
            overrun = Overrun(hasHead: pending.hasHead, lines: pending.lines)
            return isLast ? text.count : position
        }
        line = pending.line
        return pending.start
    }

    /// Counts a line of a record that was cut and stored already.
    private mutating func countOverrun() {
        guard var rest = overrun else { return }
        rest.lines += 1
        overrun = rest
        tally.lines += 1
        if !rest.hasHead || rest.lines - 1 > limits.continuationLines { tally.unparsedLines += 1 }
    }

    /// Where to begin: after the rest of a line that was cut off in the block before.
    private mutating func skippedStart(_ text: ByteText) -> Int {
        guard isSkippingLine else { return 0 }
        guard let end = text.first(0x0A, from: 0, to: text.count) else { return text.count }
        isSkippingLine = false
        line += 1
        return end + 1
    }

    private func orphan(_ start: Int, _ end: Int, _ number: Int64) -> Pending {
        var head = RecordHead()
        head.messageEnd = end - start
        return Pending(
            head: head,
            hasHead: false,
            start: start,
            firstLineEnd: end,
            end: end,
            line: number
        )
    }

    private mutating func extend(_ pending: inout Pending?, to end: Int) {
        guard var record = pending else { return }
        record.lines += 1
        if end - record.start > limits.recordBytes {
            record.isCut = true
        } else {
            record.end = end
        }
        pending = record
    }

    private mutating func emit(
        _ record: Pending,
        _ text: ByteText,
        _ secrets: inout SecretCursor,
        _ state: inout IntakeState
    ) {
        tally.lines += Int64(record.lines)
        tally.records += 1
        if record.hasHead {
            tally.unparsedLines += Int64(max(0, record.lines - 1 - limits.continuationLines))
        } else {
            tally.unparsedLines += Int64(record.lines)
        }
        var offset = byteOffset + Int64(record.start)
        var line = record.line
        if let origin = origins?.place(byteOffset: offset, line: line) {
            (offset, line) = origin
        }
        if record.isCut {
            state.note(
                Note(
                    .limit,
                    "a record over \(limits.recordBytes) bytes was cut",
                    line: Int(line),
                    byteOffset: offset,
                    limit: "recordBytes"
                )
            )
        }
        let hasSecret = secrets.hasCandidate(from: record.start, to: record.end)
        let place = RecordPlace(
            line: line,
            byteOffset: offset,
            isMultiline: record.end > record.firstLineEnd,
            cellBase: record.start
        )
        let whole = text.slice(record.start, record.end)
        if hasSecret {
            emitter.emitRewritten(whole, record.head, at: place, of: text, &grammar, &state)
        } else {
            emitter.emit(whole, record.head, at: place, &state)
        }
    }
}
