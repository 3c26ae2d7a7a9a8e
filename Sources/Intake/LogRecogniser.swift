internal import CaseModel

/// Recognises log files by how many of their first lines their grammar reads.
enum LogRecogniser {
    static func recognise(head: [UInt8], path: String, product: Product?) -> Recognition? {
        var logGrammar = ProductLogGrammar()
        let log = Sample(head, grammar: &logGrammar)
        var nginxGrammar = NginxGrammar()
        let nginx = Sample(head, grammar: &nginxGrammar)
        if log.isEnough, log.heads >= nginx.heads {
            let source = source(of: log, path: path, product: product)
            return Recognition(
                role: .records,
                format: ProductLogGrammar.name,
                source: source,
                why: "\(log.heads) of the first \(log.lines) lines begin as product log lines",
                make: {
                    LogReader(
                        ProductLogGrammar(),
                        entryID: $0.entryID,
                        source: $0.source,
                        limits: $0.limits
                    )
                }
            )
        }
        guard nginx.isEnough else { return nil }
        let isICAP = product == .icap || path.lowercased().contains("mdicapsrv")
        return Recognition(
            role: .records,
            format: NginxGrammar.name,
            source: isICAP ? .icapNginx : .coreNginx,
            why: "\(nginx.heads) of the first \(nginx.lines) lines are nginx lines",
            make: {
                LogReader(
                    NginxGrammar(),
                    entryID: $0.entryID,
                    source: $0.source,
                    limits: $0.limits
                )
            }
        )
    }

    /// ICAP components mean ICAP Server, `core.` and `agent.` Core; engines have logs of their own.
    private static func source(of log: Sample, path: String, product: Product?) -> Source {
        let name = path.lowercased()
        if log.icapComponents > log.coreComponents { return .icapLog }
        if name.contains("enginelogs") || log.engineComponents > log.heads / 2 {
            return .engineLog
        }
        if log.coreComponents > 0 { return .coreLog }
        if name.contains("mdicapsrv") || name.contains("mdicapsvr") || product == .icap {
            return .icapLog
        }
        return .coreLog
    }

    /// What a grammar makes of the first lines.
    private struct Sample {
        var lines = 0
        var heads = 0
        var icapComponents = 0
        var coreComponents = 0
        var engineComponents = 0

        /// One head in ten lines: stack traces may follow each record.
        var isEnough: Bool { heads > 0 && heads * 10 >= lines }

        init(_ head: [UInt8], grammar: inout some LineGrammar) {
            // SAFETY: the text does not leave the closure.
            head.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                let text = ByteText(base: base, count: buffer.count)
                var position = text.hasPrefix("\u{FEFF}") ? 3 : 0
                while position < text.count, lines < 500 {
                    let end = text.first(0x0A, from: position, to: text.count) ?? text.count
                    // The last line of a full head may be cut; it is no evidence against a grammar.
                    if end == text.count, lines > 0, text.count == Recogniser.headBytes { break }
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
            let component = line.slice(head.componentStart, head.componentEnd)
            if component.hasPrefix("icap.") { icapComponents += 1 }
            if component.hasPrefix("core.") || component.hasPrefix("agent.") {
                coreComponents += 1
            }
            if component.hasPrefix("engine_process") { engineComponents += 1 }
        }
    }
}
