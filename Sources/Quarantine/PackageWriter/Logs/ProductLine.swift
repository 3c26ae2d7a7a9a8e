/// The form of a product's log lines: `[LEVEL] TIME: (component) text, key='value' [msgid: N]`.
struct ProductLine: Sendable {
    let stamps: Stamps
    let isPadded: Bool
    let losesBracket: Bool
    /// Ids of messages whose id is not published: none, or made up.
    let numbersAll: Bool
    let knowsCritical: Bool
    let ending: String

    init(_ wording: Wording, _ stamps: Stamps, isOld: Bool, platform: CoreSettings.Platform) {
        self.stamps = stamps
        isPadded = isOld || wording.chance("padded", percent: 50)
        losesBracket = wording.chance("bracket", percent: 10)
        numbersAll = wording.chance("numbers", percent: 50)
        knowsCritical = !isOld
        ending = platform == .windows && wording.chance("crlf", percent: 70) ? "\r\n" : "\n"
    }

    func text(_ entry: LogEntry) -> String {
        let sentence = entry.sentence
        let level = sentence.level == .critical && !knowsCritical ? .error : sentence.level
        let word = isPadded ? padded(level.word) : level.word
        var text = "[\(word)] \(stamps.product(entry.timeUS)): (\(sentence.component)) "
        text += sentence.message
        if let id = sentence.messageID ?? (numbersAll ? madeUpID(sentence) : nil) {
            text += " [msgid: \(id)" + (losesBracket ? "" : "]")
        }
        return text + ending
    }

    private func padded(_ word: String) -> String {
        word + String(repeating: " ", count: max(0, 7 - word.utf8.count))
    }

    /// Above all published ones, and the same for all lines of one shape.
    private func madeUpID(_ sentence: Sentence) -> Int {
        var dice = Dice(seed: 1, key: sentence.component + sentence.text)
        return Int(dice.between(7_000, 9_999))
    }
}

/// Sorts entries by their time, and cuts them into files as rotation does.
struct RotatedLog: Sendable {
    let name: String
    let stamps: Stamps
    let everyHours: Int64
    /// By date, or by number; the newest is never packed.
    let usesDates: Bool
    let isPacked: Bool

    /// The files, the newest first.
    func files(_ lines: [(timeUS: Int64, text: String)]) -> [WrittenFile] {
        var parts: [(turn: Int64, lastUS: Int64, bytes: [UInt8])] = []
        for line in lines {
            let turn = stamps.localHour(line.timeUS) / everyHours
            if parts.last?.turn != turn { parts.append((turn, line.timeUS, [])) }
            parts[parts.count - 1].bytes += Array(line.text.utf8)
            parts[parts.count - 1].lastUS = line.timeUS
        }
        let count = parts.count
        var used: [String: Int] = [:]
        var files: [WrittenFile] = []
        for (place, part) in parts.enumerated() {
            let age = count - 1 - place
            guard age > 0 else {
                files.append(WrittenFile(name, bytes: part.bytes))
                continue
            }
            let date = stamps.date(part.lastUS)
            used[date, default: 0] += 1
            let again = used[date, default: 1] > 1 ? "-\(used[date, default: 1])" : ""
            let rotated = usesDates ? "\(name)-\(date)\(again)" : "\(name).\(age)"
            files.append(
                WrittenFile(
                    rotated + (isPacked ? ".gz" : ""),
                    bytes: part.bytes,
                    isGzipped: isPacked
                )
            )
        }
        return files.reversed()
    }
}
