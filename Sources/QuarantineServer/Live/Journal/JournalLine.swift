internal import Crypto
internal import FoundationEssentials

/// A line of the journal: a checksum, a blank, and JSON.
enum JournalLine {
    /// Hexadecimal digits of the checksum.
    private static let digits = 16

    static func bytes(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Values of ours hold no number that JSON cannot write.
        let json = Array((try? encoder.encode(value)) ?? Data())
        return Array(checksum(json[...]).utf8) + [UInt8(ascii: " ")] + json + [UInt8(ascii: "\n")]
    }

    /// The JSON of a line without its end; nil if the line is not whole.
    static func json(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.count > digits + 1, line[line.startIndex + digits] == UInt8(ascii: " ") else {
            return nil
        }
        let json = line.dropFirst(digits + 1)
        return line.prefix(digits).elementsEqual(checksum(json).utf8) ? json : nil
    }

    /// Nil for what this version does not understand.
    static func value<Value: Decodable>(_ type: Value.Type, _ json: ArraySlice<UInt8>) -> Value? {
        // What is wrong with it tells nobody more than that it is foreign.
        try? JSONDecoder().decode(type, from: Data(json))
    }

    private static func checksum(_ json: ArraySlice<UInt8>) -> String {
        Hex.text(SHA256.hash(data: json).prefix(digits / 2))
    }
}

/// The first line of a journal.
struct JournalHead: Sendable, Hashable, Codable {
    /// Raised whenever the engine would make something else of the same inputs.
    static let version = 1
    static let format = "scanwhy-journal"

    var format = JournalHead.format
    var version = JournalHead.version
    /// The scenario that the engine is made from, in YAML.
    var scenario: String
    var clock: LiveClock
}

/// Any other line.
struct JournalRecord: Sendable, Hashable, Codable {
    /// Virtual time; microseconds UTC.
    var atUS: Int64
    /// The machine's time; microseconds UTC.
    var wallUS: Int64
    var input: LiveInput
}
