/// One kind of envelope, as the recogniser sees it.
struct EnvelopeForm: Sendable {
    let name: String
    let samples: [String]
    /// True if any text would do inside, so that a line of the products must be seen.
    let needsProduct: Bool
    let sample: @Sendable (_ head: [UInt8]) -> EnvelopeSample
    let make: @Sendable (any EntryReader, EnvelopeClock, EntryContext) -> any EntryReader

    static let container = EnvelopeForm(ContainerEnvelope.self, needsProduct: false)
    static let syslog = EnvelopeForm(SyslogEnvelope.self, needsProduct: true)

    private init<Envelope: LineEnvelope>(_ envelope: Envelope.Type, needsProduct: Bool) {
        name = Envelope.name
        samples = Envelope.samples
        self.needsProduct = needsProduct
        sample = { EnvelopeSample($0, Envelope()) }
        make = { inner, clock, entry in
            var envelope = Envelope()
            envelope.newestUS = entry.newestUS
            return EnvelopeReader(envelope, inner, clock, limits: entry.limits)
        }
    }
}

/// What an envelope makes of the first lines.
struct EnvelopeSample {
    private(set) var lines = 0
    private(set) var opened = 0
    private(set) var products = 0
    /// What was inside.
    private(set) var text: [UInt8] = []
    private var zoned = 0
    private var ownStamps = 0
    private var zones: [Int: Int] = [:]

    /// Half of the lines: what a program prints over several lines may have one envelope.
    var isEnough: Bool { opened > 0 && opened * 2 >= lines }

    init(_ head: [UInt8], _ envelope: some LineEnvelope) {
        var envelope = envelope
        var rest = head[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while !rest.isEmpty, lines < LogSample.linesRead {
            let end = rest.firstIndex(of: 0x0A)
            // The last line of a full head may be cut.
            if end == nil, lines > 0, head.count >= Recogniser.headBytes { break }
            let line = rest[..<(end ?? rest.endIndex)]
            take(line.last == 0x0D ? line.dropLast() : line, &envelope)
            guard let end else { break }
            rest = rest[(end + 1)...]
        }
    }

    /// What the stamps tell; `isProduct` where a product's log is inside, whose own have no zone.
    func clock(isProduct: Bool) -> EnvelopeClock {
        var clock = EnvelopeClock()
        guard isProduct else { return clock }
        // The commonest; of two that are as common the smaller, so that it is always the same.
        clock.zoneSeconds =
            zones.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
        clock.givesUTC =
            ownStamps > 0 ? clock.zoneSeconds != nil : opened > 0 && zoned * 2 > opened
        return clock
    }

    private mutating func take(_ line: ArraySlice<UInt8>, _ envelope: inout some LineEnvelope) {
        guard !line.isEmpty else { return }
        lines += 1
        guard let content = envelope.open(line) else {
            text += line
            text.append(0x0A)
            return
        }
        opened += 1
        if content.isProduct { products += 1 }
        if let stamp = content.stamp, stamp.zone != .none { zoned += 1 }
        if content.kind != .made, let localUS = ProductLine.localUS(content.text) {
            ownStamps += 1
            var clock = EnvelopeClock()
            clock.take(localUS: localUS, stamp: content.stamp)
            if let zone = clock.zoneSeconds { zones[zone, default: 0] += 1 }
        }
        text += content.text
        if content.kind != .part { text.append(0x0A) }
    }
}
