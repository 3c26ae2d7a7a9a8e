/// Writes the events of the main log and counts what it wrote.
struct CoreLog {
    private(set) var counts = Counts()

    private var dice: Dice
    private var clock = Clock()
    private var filler: Filler
    private let templates: [Compiled]
    /// Template numbers, each as often as its weight says: dealing is cheaper than weighing.
    private let deck: [Int]
    private let rare: [Int]
    private let rareWeight: Double
    private let rareShare: Double
    private var previous: Int

    private struct Compiled {
        var weight: Double
        var opening: [UInt8]
        var phrase: Phrase
        /// From the colon to the end of the line.
        var middle: [UInt8]
        var ending: [UInt8]
        var continuation: [Phrase]
    }

    /// What was written, by template until the end.
    struct Counts {
        var bytes = 0
        var lines = 0
        var continuationLines = 0
        var events = [Int](repeating: 0, count: Template.all.count)
    }

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        filler = Filler(Vocabulary.Pools(&dice))
        templates = Template.all.map { template in
            let id = template.messageID.map { " [msgid: \($0)]\n" } ?? "\n"
            return Compiled(
                weight: template.weight,
                opening: Array("[\(template.level)] ".utf8),
                phrase: Phrase(template.text),
                middle: Array(": (\(template.component)) ".utf8),
                ending: Array(id.utf8),
                continuation: template.continuation.map(Phrase.init)
            )
        }
        let weights = Template.all.map(\.weight)
        rare = Template.all.indices.filter { Template.all[$0].isRare }
        rareWeight = rare.reduce(0) { $0 + weights[$1] }
        rareShare = rareWeight / weights.reduce(0, +)
        deck = Template.all.indices.filter { !Template.all[$0].isRare }
            .flatMap { Array(repeating: $0, count: Int(weights[$0])) }
        previous = deck[0]
        self.dice = dice
    }

    /// One event with its continuation lines.
    mutating func append(to out: inout [UInt8]) {
        let share = dice.share()
        let number = draw(share)
        // Most events follow within milliseconds, some after a pause.
        clock.advance(ms: share < 0.97 ? dice.low(8, lean: 3) : dice.below(900))
        let start = out.count
        let template = templates[number]
        out.append(contentsOf: template.opening)
        clock.appendCore(to: &out)
        out.append(contentsOf: template.middle)
        filler.append(template.phrase, to: &out, &dice)
        out.append(contentsOf: template.ending)
        for phrase in template.continuation {
            filler.append(phrase, to: &out, &dice)
            out.append(UInt8(ascii: "\n"))
        }
        counts.events[number] += 1
        counts.continuationLines += template.continuation.count
        counts.lines += 1 + template.continuation.count
        counts.bytes += out.count - start
    }

    /// A rare event, or the same kind once more as logs have runs of it, or any common one.
    private mutating func draw(_ share: Double) -> Int {
        if share < rareShare {
            var weight = dice.share() * rareWeight
            for number in rare {
                weight -= templates[number].weight
                if weight < 0 { return number }
            }
        }
        if share >= 0.3 { previous = deck[dice.below(deck.count)] }
        return previous
    }
}
