extension Rendition {
    /// Entries that the level of the log and the damage leave, in the order of time.
    func kept(_ entries: [LogEntry], level: LogLevel) -> [LogEntry] {
        let shown = entries.enumerated().filter { $0.element.sentence.level >= level }
        return sorted(shown.map { ($0.element.timeUS, $0.element) })
            .filter { isKept($0.timeUS, $0.value.sentence.message) }.map(\.value)
    }

    /// Lines that the damage leaves, in the order of time.
    func kept(_ lines: [(timeUS: Int64, text: String)]) -> [(timeUS: Int64, text: String)] {
        sorted(lines.map { ($0.timeUS, $0.text) })
            .filter { isKept($0.timeUS, $0.value) }
            .map { ($0.timeUS, redacted($0.value)) }
    }

    func lines(
        _ entries: [LogEntry],
        _ form: ProductLine
    ) -> [(timeUS: Int64, text: String)] {
        entries.map { ($0.timeUS, redacted(form.text($0))) }
    }

    /// Entries of one time keep their order.
    private func sorted<Value>(
        _ values: [(timeUS: Int64, value: Value)]
    ) -> [(timeUS: Int64, value: Value)] {
        values.enumerated()
            .sorted { ($0.element.timeUS, $0.offset) < ($1.element.timeUS, $1.offset) }
            .map(\.element)
    }

    private func isKept(_ timeUS: Int64, _ text: String) -> Bool {
        if let beginUS = logsBeginUS, timeUS < beginUS { return false }
        guard damage.droppedLinesPercent > 0 else { return true }
        var dice = Dice(seed: seed, key: "drop/\(timeUS)/\(text)")
        return !dice.chance(percent: damage.droppedLinesPercent)
    }

    /// Addresses become what the collection script's option leaves of them.
    private func redacted(_ text: String) -> String {
        guard damage.isRedacted else { return text }
        return Redaction.text(text)
    }
}

/// Replaces addresses and paths in a line.
enum Redaction {
    static func text(_ text: String) -> String {
        var result = ""
        var word = ""
        for character in text {
            if character.isASCII && (character.isNumber || character == ".") {
                word.append(character)
            } else {
                result += shown(word)
                word = ""
                result.append(character)
            }
        }
        return paths(result + shown(word))
    }

    private static func shown(_ word: String) -> String {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress =
            parts.count == 4
            && parts.allSatisfy { part in
                !part.isEmpty && part.count <= 3 && (Int(part) ?? 256) < 256
            }
        return isAddress ? "***.***.***.***" : word
    }

    /// What follows the host of a URI in a value.
    private static func paths(_ text: String) -> String {
        guard let start = text.range(of: "='http://") else { return text }
        let rest = text[start.upperBound...]
        guard let slash = rest.firstIndex(of: "/"), let end = rest.firstIndex(of: "'"), slash < end
        else { return text }
        return text[..<slash] + "/***" + rest[end...]
    }
}

extension String {
    /// Where a part stands first; nil if it is not in it.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) {
                return start..<index(start, offsetBy: part.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
