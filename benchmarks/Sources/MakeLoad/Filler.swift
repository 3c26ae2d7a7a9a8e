/// Fills phrases.
///
/// The same few ids come again for a while, as in a real log: each pool has a window that walks
/// over it.
struct Filler {
    private struct Window {
        let values: [[UInt8]]
        let width: Int
        let step: Double
        var base = 0

        init(_ values: [String], width: Int, step: Double) {
            self.values = values.map { Array($0.utf8) }
            self.width = width
            self.step = step
        }

        mutating func draw(_ dice: inout Dice) -> [UInt8] {
            if dice.share() < step { base = (base + 1) % (values.count - width) }
            return values[base + dice.low(width, lean: 6)]
        }
    }

    private var dataIDs: Window
    private var paths: Window
    private var nodes: Window
    private var jobs: Window
    private var sessions: Window
    private let addresses: [[UInt8]]
    private let users: [[UInt8]]
    private let hosts: [[UInt8]]
    private let errors: [[UInt8]]
    private let sizes: [Int]

    init(_ pools: Vocabulary.Pools) {
        dataIDs = Window(pools.dataIDs, width: 48, step: 0.02)
        paths = Window(pools.paths, width: 160, step: 0.05)
        nodes = Window(pools.nodes, width: 40, step: 0.01)
        jobs = Window(pools.jobs, width: 32, step: 0.02)
        sessions = Window(pools.sessions, width: 64, step: 0.2)
        addresses = pools.addresses.map { Array($0.utf8) }
        users = Vocabulary.users.map { Array($0.utf8) }
        hosts = Vocabulary.hosts.map { Array($0.utf8) }
        errors = Vocabulary.errors.map { Array($0.utf8) }
        sizes = pools.sizes
    }

    mutating func append(_ phrase: Phrase, to out: inout [UInt8], _ dice: inout Dice) {
        for part in phrase.parts {
            switch part {
            case .text(let bytes): out.append(contentsOf: bytes)
            case .field(let field): append(field, to: &out, &dice)
            }
        }
    }

    private mutating func append(_ field: Field, to out: inout [UInt8], _ dice: inout Dice) {
        switch field {
        case .dataID: out.append(contentsOf: dataIDs.draw(&dice))
        case .path: out.append(contentsOf: paths.draw(&dice))
        case .node: out.append(contentsOf: nodes.draw(&dice))
        case .job: out.append(contentsOf: jobs.draw(&dice))
        case .session: out.append(contentsOf: sessions.draw(&dice))
        case .user: out.append(contentsOf: users[dice.low(users.count, lean: 2)])
        case .address: out.append(contentsOf: addresses[dice.low(addresses.count, lean: 2)])
        case .host: out.append(contentsOf: hosts[dice.below(hosts.count)])
        case .error: out.append(contentsOf: errors[dice.below(errors.count)])
        case .count: out.append(decimal: dice.low(64, lean: 3))
        case .size: out.append(decimal: sizes[dice.low(sizes.count, lean: 2)])
        case .ms: out.append(decimal: dice.low(900, lean: 6))
        case .percent: out.append(decimal: dice.below(101))
        case .line: out.append(decimal: dice.below(4000))
        case .newID:
            for _ in 0..<2 { out.append(hex: dice.bits()) }
        case .newHash:
            for _ in 0..<4 { out.append(hex: dice.bits()) }
        case .fileName: out.append(text: Vocabulary.fileName(&dice))
        }
    }
}
