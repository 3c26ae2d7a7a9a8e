internal import CaseModel

/// Takes lines out of their envelopes and gives them to the reader of what is inside.
struct EnvelopeReader<Envelope: LineEnvelope>: EntryReader {
    private var envelope: Envelope
    private var inner: any EntryReader
    private var clock: EnvelopeClock
    private var origins = LineOrigins()
    private let limitBytes: Int
    private var carry: [UInt8] = []
    private var isSkippingLine = false
    private var byteOffset: Int64 = 0
    private var line: Int64 = 1
    private var textOffset: Int64 = 0
    private var textLine: Int64 = 1
    /// True while the parts of a line are waiting for its end.
    private var isInParts = false
    private var weave: LineWeave
    private var lastStream: [UInt8] = []
    private var streamsInParts: Set<[UInt8]> = []
    /// Containers that may be in the middle of a line at once.
    private static var streamsKept: Int { 1_000 }
    /// Of the lines that are about to be given on.
    private var newOrigins: [LineOrigin] = []

    init(
        _ envelope: Envelope,
        _ inner: any EntryReader,
        _ clock: EnvelopeClock,
        limits: Limits
    ) {
        self.envelope = envelope
        self.inner = inner
        self.clock = clock
        // Escapes make a record of the greatest length longer.
        limitBytes = limits.recordBytes * 2 + 4_096
        weave = LineWeave(limitBytes: limits.recordBytes * 4)
    }

    mutating func take(_ origins: [LineOrigin]) { self.origins.add(origins) }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        var text: [UInt8] = []
        text.reserveCapacity(block.count)
        var rest = block[...]
        while let end = rest.firstIndex(of: 0x0A) {
            if isSkippingLine {
                isSkippingLine = false
                advance(by: end + 1 - rest.startIndex)
            } else if carry.isEmpty {
                take(rest[..<end], into: &text)
                advance(by: end + 1 - rest.startIndex)
            } else {
                carry += rest[..<end]
                let whole = carry
                carry = []
                take(whole[...], into: &text)
                advance(by: whole.count + 1)
            }
            rest = rest[(end + 1)...]
        }
        keep(rest, into: &text)
        give(text, &state)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        var text: [UInt8] = []
        if !carry.isEmpty {
            let whole = carry
            carry = []
            take(whole[...], into: &text)
            line += 1
        }
        giveReady(isAtEnd: true, into: &text)
        give(text, &state)
        var tally = inner.finish(into: &state)
        tally.lines = line - 1
        if clock.givesUTC { tally.zoneKnown = true }
        tally.zoneSeconds = clock.zoneSeconds ?? tally.zoneSeconds
        if let assumption = envelope.assumption { state.note(Note(.clock, assumption)) }
        if state.package.identity.platform == nil {
            state.package.identity.platform = envelope.platform
        }
        return tally
    }

    private mutating func advance(by bytes: Int) {
        byteOffset += Int64(bytes)
        line += 1
    }

    /// Keeps a line whose end is not here yet, up to the bound.
    private mutating func keep(_ rest: ArraySlice<UInt8>, into text: inout [UInt8]) {
        if isSkippingLine {
            byteOffset += Int64(rest.count)
            return
        }
        carry += rest
        guard carry.count > limitBytes else { return }
        let whole = carry
        carry = []
        take(whole[...], into: &text)
        byteOffset += Int64(whole.count)
        isSkippingLine = true
    }

    private mutating func take(_ raw: ArraySlice<UInt8>, into text: inout [UInt8]) {
        let content = raw.last == 0x0D ? raw.dropLast() : raw
        let isMarked = byteOffset == 0 && content.starts(with: [0xEF, 0xBB, 0xBF])
        let line = isMarked ? content.dropFirst(3) : content
        let opened = envelope.open(line)
        let place = origins.place(byteOffset: byteOffset, line: self.line)
        // What has no name goes on with what was said last.
        if let stream = opened?.stream ?? (weave.isEmpty ? nil : lastStream) {
            let content = opened ?? EnvelopeContent(kind: .line, text: Array(line))
            weaveIn(content, stream, place)
            return giveReady(into: &text)
        }
        if !isInParts { addOrigin(at: text.count, place) }
        guard let opened else {
            isInParts = false
            text += line
            text.append(0x0A)
            return
        }
        text += isInParts ? opened.text : stamped(opened)
        isInParts = opened.kind == .part
        if !isInParts { text.append(0x0A) }
    }

    /// Holds a line of one container until the record is whole that it belongs to.
    private mutating func weaveIn(
        _ opened: EnvelopeContent,
        _ stream: [UInt8],
        _ place: (byteOffset: Int64, line: Int64)
    ) {
        lastStream = stream
        let goesOn = streamsInParts.contains(stream)
        if opened.kind == .part, streamsInParts.count < Self.streamsKept {
            streamsInParts.insert(stream)
        } else {
            streamsInParts.remove(stream)
        }
        if goesOn, weave.extend(opened.text, of: stream) { return }
        let held = LineWeave.Line(
            text: stamped(opened),
            byteOffset: place.byteOffset,
            line: place.line
        )
        weave.take(held, of: stream, begins: Self.begins(held.text))
    }

    private mutating func giveReady(isAtEnd: Bool = false, into text: inout [UInt8]) {
        for held in weave.ready(isAtEnd: isAtEnd) {
            if isInParts { text.append(0x0A) }
            isInParts = false
            addOrigin(at: text.count, (held.byteOffset, held.line))
            text += held.text
            text.append(0x0A)
        }
    }

    /// Whether a record begins with the line, in whatever form it is written.
    private static func begins(_ line: [UInt8]) -> Bool {
        // SAFETY: the text does not leave the closure.
        line.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            let text = ByteText(base: base, count: buffer.count)
            return LineStart(text) == .stamp && !PostgresGrammar().continues(text)
        }
    }

    /// The line with its stamp in UTC, where the zone is known.
    private mutating func stamped(_ opened: EnvelopeContent) -> [UInt8] {
        guard opened.kind != .made, clock.givesUTC,
            let localUS = ProductLine.localUS(opened.text)
        else { return opened.text }
        clock.take(localUS: localUS, stamp: opened.stamp)
        guard let seconds = clock.zoneSeconds, seconds != 0 else { return opened.text }
        return ProductLine.moved(opened.text, localUS: localUS, zoneSeconds: seconds)
            ?? opened.text
    }

    private mutating func addOrigin(
        at index: Int,
        _ place: (byteOffset: Int64, line: Int64)
    ) {
        newOrigins.append(
            LineOrigin(
                textOffset: textOffset + Int64(index),
                byteOffset: place.byteOffset,
                lineShift: place.line - textLine
            )
        )
        // Each origin begins a line of the text.
        textLine += 1
    }

    private mutating func give(_ text: [UInt8], _ state: inout IntakeState) {
        if !newOrigins.isEmpty {
            inner.take(newOrigins)
            newOrigins = []
        }
        guard !text.isEmpty else { return }
        textOffset += Int64(text.count)
        inner.read(text, into: &state)
    }
}
