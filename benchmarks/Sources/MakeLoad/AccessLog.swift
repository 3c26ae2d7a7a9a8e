/// Writes the lines of the web server's access log, in the form called combined.
struct AccessLog {
    private(set) var bytes = 0
    private(set) var lines = 0
    private(set) var byStatus: [Int: Int] = [:]

    private var dice: Dice
    private var clock = Clock()
    private let addresses: [[UInt8]]
    private let paths: [[UInt8]]
    private let statuses: [Int]
    private let clients: [[UInt8]]

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        addresses = (0..<300).map { _ in Array(Vocabulary.address(&dice).utf8) }
        var paths = (0..<4000).map { _ in
            "/file/" + String(dice.bits() | 1 << 63, radix: 16) + "?first=1"
        }
        paths += (0..<400).map { _ in "/node/\(10_000 + dice.below(90_000))/alive" }
        for _ in 0..<40 {
            paths += ["/", "/login", "/assets/main.js", "/assets/main.css", "/stat", "/readyz"]
        }
        self.paths = paths.map { Array($0.utf8) }
        let shares = [
            (200, 900), (304, 60), (404, 20), (401, 10), (502, 5), (499, 3), (500, 2),
        ]
        statuses = shares.flatMap { Array(repeating: $0.0, count: $0.1) }
        clients = Vocabulary.clients.map { Array($0.utf8) }
        self.dice = dice
    }

    mutating func append(to out: inout [UInt8]) {
        clock.advance(ms: dice.low(400, lean: 2))
        let start = out.count
        let status = statuses[dice.below(statuses.count)]
        out.append(contentsOf: addresses[dice.low(addresses.count, lean: 2)])
        out.append(text: " - - [")
        clock.appendAccess(to: &out)
        out.append(text: dice.share() < 0.8 ? "] \"GET " : "] \"POST ")
        out.append(contentsOf: paths[dice.below(paths.count)])
        out.append(text: " HTTP/1.1\" ")
        out.append(decimal: status)
        out.append(UInt8(ascii: " "))
        out.append(decimal: dice.low(40_000, lean: 3))
        out.append(text: " \"-\" \"")
        out.append(contentsOf: clients[dice.low(clients.count, lean: 2)])
        out.append(text: "\"\n")
        byStatus[status, default: 0] += 1
        lines += 1
        bytes += out.count - start
    }
}
