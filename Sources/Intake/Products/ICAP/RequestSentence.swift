internal import CaseModel

/// What a record about a request speaks of, by its component and the words before its first field.
struct RequestSentence {
    private let words: Set<String>
    private let isOfResponses: Bool

    private static let answers: Set = [
        "response", "responded", "answer", "answered", "reply", "replied",
    ]
    /// With "request": it came to its end, which for the client is the answer.
    private static let ends: Set = ["finished", "completed"]
    /// Words of an answer that the client does not have.
    private static let denials: Set = ["no", "not", "cannot", "failed", "waiting", "received"]

    init(_ record: ExtractedRecord) {
        let message = record.message
        let quote = message.first(0x27, from: 0, to: message.count) ?? message.count
        let sentence = message.string(0, quote).prefix { $0 != "," }
        words = Set(sentence.split { !$0.isLetter }.map { $0.lowercased() })
        isOfResponses = record.component.string.lowercased().hasPrefix("icap.response")
    }

    /// True for what Core was asked and what it said.
    var isAboutCore: Bool { words.contains("core") }

    /// True for the answer to the client; what Core answered is none.
    var isResponse: Bool {
        if isOfResponses { return true }
        return !isAboutCore && words.isDisjoint(with: Self.denials)
            && (!words.isDisjoint(with: Self.answers)
                || (words.contains("request") && !words.isDisjoint(with: Self.ends)))
    }
}
