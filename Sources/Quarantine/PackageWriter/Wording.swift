/// Chooses among wordings: one product of one rendition always says the same thing alike.
struct Wording: Sendable {
    private let seed: UInt64
    private let product: String

    init(_ rendition: Rendition, product: String) {
        seed = rendition.seed
        self.product = product
    }

    func pick<Choice>(_ question: String, _ choices: [Choice]) -> Choice {
        var dice = Dice(seed: seed, key: "wording/\(product)/\(question)")
        return dice.pick(choices)
    }

    func chance(_ question: String, percent: Int) -> Bool {
        var dice = Dice(seed: seed, key: "wording/\(product)/\(question)")
        return dice.chance(percent: percent)
    }

    /// Chance of one thing among many of its kind.
    func dice(_ question: String) -> Dice { Dice(seed: seed, key: "\(product)/\(question)") }
}

/// A message of a product: sentence, pairs and id, without its time.
struct Sentence: Sendable {
    var level: LogLevel
    var component: String
    var text: String
    var pairs: [Pair]
    /// Published ids only; others have one that the form of the line decides.
    var messageID: Int?

    struct Pair: Sendable {
        var key: String
        var value: String

        init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }

        init(_ key: String, _ value: Int) { self.init(key, String(value)) }
    }

    init(
        _ level: LogLevel,
        _ component: String,
        _ text: String,
        _ pairs: [Pair] = [],
        id: Int? = nil
    ) {
        self.level = level
        self.component = component
        self.text = text
        self.pairs = pairs
        messageID = id
    }

    /// The message as all products print it.
    var message: String {
        pairs.reduce(text) { $0 + ", \($1.key)='\($1.value)'" }
    }
}

/// A sentence at a time.
struct LogEntry: Sendable {
    /// Microseconds UTC, as it truly was.
    var timeUS: Int64
    var sentence: Sentence
}
