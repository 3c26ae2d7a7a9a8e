internal import CaseModel

/// One grammar of logs, as the recogniser sees it.
struct LogForm: Sendable {
    let name: String
    let samples: [String]
    let sample: @Sendable (_ head: [UInt8]) -> LogSample
    let source: @Sendable (LogSample, LogPlace) -> Source
    let make: @Sendable (EntryContext) -> any EntryReader

    // Each reader is made by a closure of its own, not by one generic function: the compiler then
    // writes a reader for each grammar.

    static let product = LogForm(
        name: ProductLogGrammar.name,
        samples: ProductLogGrammar.samples,
        sample: {
            var grammar = ProductLogGrammar()
            return LogSample($0, grammar: &grammar)
        },
        source: source,
        make: {
            LogReader(
                ProductLogGrammar(),
                entryID: $0.entryID,
                source: $0.source,
                limits: $0.limits
            )
        }
    )

    static let nginx = LogForm(
        name: NginxGrammar.name,
        samples: NginxGrammar.samples,
        sample: {
            var grammar = NginxGrammar()
            return LogSample($0, grammar: &grammar)
        },
        source: { $1.isICAP ? .icapNginx : .coreNginx },
        make: {
            LogReader(
                NginxGrammar(),
                entryID: $0.entryID,
                source: $0.source,
                limits: $0.limits
            )
        }
    )

    static let postgres = LogForm(
        name: PostgresGrammar.name,
        samples: PostgresGrammar.samples,
        sample: {
            var grammar = PostgresGrammar()
            return LogSample($0, grammar: &grammar)
        },
        source: { _, _ in .databaseLog },
        make: {
            LogReader(
                PostgresGrammar(),
                entryID: $0.entryID,
                source: $0.source,
                limits: $0.limits
            )
        }
    )

    /// Product lines with those of nginx among them; `isUTC` if product stamps are moved to UTC.
    static func relayed(isUTC: Bool) -> LogForm {
        LogForm(
            name: RelayedGrammar.name,
            samples: RelayedGrammar.samples,
            sample: {
                var grammar = RelayedGrammar(isUTC: isUTC)
                return LogSample($0, grammar: &grammar)
            },
            source: source,
            make: {
                LogReader(
                    RelayedGrammar(isUTC: isUTC),
                    entryID: $0.entryID,
                    source: $0.source,
                    limits: $0.limits
                )
            }
        )
    }

    /// ICAP components mean ICAP Server, `core.` and `agent.` Core; engines have logs of their own.
    @Sendable
    private static func source(_ log: LogSample, _ place: LogPlace) -> Source {
        if log.icapComponents > log.coreComponents { return .icapLog }
        if place.path.lowercased().contains("enginelogs")
            || log.engineComponents > log.heads / 2
        {
            return .engineLog
        }
        if log.coreComponents > 0 { return .coreLog }
        return place.isICAP ? .icapLog : .coreLog
    }
}

/// What a grammar makes of the first lines.
struct LogSample {
    private(set) var lines = 0
    private(set) var heads = 0
    private(set) var icapComponents = 0
    private(set) var coreComponents = 0
    private(set) var engineComponents = 0
    private(set) var requests = 0

    /// Lines looked at.
    static let linesRead = 500

    /// One head in ten lines: stack traces may follow each record.
    var isEnough: Bool { heads > 0 && heads * 10 >= lines }

    init(_ head: [UInt8], grammar: inout some LineGrammar) {
        // SAFETY: the text does not leave the closure.
        head.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let text = ByteText(base: base, count: buffer.count)
            var position = text.hasPrefix("\u{FEFF}") ? 3 : 0
            while position < text.count, lines < Self.linesRead {
                let end = text.first(0x0A, from: position, to: text.count) ?? text.count
                // The last line of a full head may be cut; it is no evidence against a grammar.
                if end == text.count, lines > 0, text.count >= Recogniser.headBytes { break }
                let content = end > position && text[end - 1] == 0x0D ? end - 1 : end
                take(text.slice(position, content), &grammar)
                position = end + 1
            }
        }
    }

    private mutating func take(_ line: ByteText, _ grammar: inout some LineGrammar) {
        guard line.count > 0 else { return }
        lines += 1
        guard let head = grammar.head(of: line) else { return }
        heads += 1
        if head.access != nil { requests += 1 }
        let component = line.slice(head.componentStart, head.componentEnd)
        if component.hasPrefix("icap.") { icapComponents += 1 }
        if component.hasPrefix("core.") || component.hasPrefix("agent.") { coreComponents += 1 }
        if component.hasPrefix("engine_process") { engineComponents += 1 }
    }
}
