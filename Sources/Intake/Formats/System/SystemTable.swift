/// The tables in a description of a machine: memory, disks and processes.
enum SystemTable {
    case memory(columns: [String])
    /// Bytes of one in the columns of sizes; the mount point is the last column.
    case disks(unit: Double)
    case processes(nameColumn: Int, isLast: Bool)

    /// What a row says: a key, and a size or a count of one.
    struct Fact: Hashable {
        var key: String
        var bytes: Double?
    }

    /// nil if the line is no header that is known.
    init?(header line: String) {
        let words = line.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        if words.starts(with: ["total", "used", "free"]) {
            self = .memory(columns: words)
        } else if words.first == "filesystem", words.contains("mounted") {
            let block = words.first { $0.hasSuffix("-blocks") }
            let unit = block.flatMap { SystemAmount.bytes(String($0.dropLast(7))) }
            self = .disks(unit: unit ?? 1)
        } else if words.contains("pid"), let name = words.firstIndex(where: Self.isNameColumn) {
            self = .processes(nameColumn: name, isLast: name == words.count - 1)
        } else if line.lowercased().hasPrefix("image name")
            || line.lowercased().hasPrefix("abbildname")
        {
            self = .processes(nameColumn: 0, isLast: false)
        } else {
            return nil
        }
    }

    private static func isNameColumn(_ word: String) -> Bool {
        ["command", "cmd", "args", "comm"].contains(word)
    }

    func facts(of line: String) -> [Fact] {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        switch self {
        case .memory(let columns): return Self.memory(words, columns)
        case .disks(let unit): return Self.disk(words, unit)
        case .processes(let name, let isLast):
            guard words.count > name else { return [] }
            let command = isLast ? words[name...].joined(separator: " ") : words[name]
            return Self.process(command).map { [Fact(key: "process." + $0 + ".count")] } ?? []
        }
    }

    private static func memory(_ words: [String], _ columns: [String]) -> [Fact] {
        guard let first = words.first?.lowercased(), first == "mem:" || first == "swap:" else {
            return []
        }
        let kind = first == "mem:" ? "memory" : "swap"
        // `free` writes no unit: kibibytes unless asked for others. No server has less than a
        // gibibyte or more than a hundred tebibytes.
        let total = words.count > 1 ? Double(words[1]) ?? 0 : 0
        let isSwap = first == "swap:"
        let unit: Double =
            total < (isSwap ? 200_000 : 1_000_000)
            ? 1_048_576
            : total > 100_000_000_000 ? 1 : 1_024
        return zip(columns, words.dropFirst()).compactMap { column, word in
            guard ["total", "free", "available"].contains(column) else { return nil }
            return SystemAmount.bytes(word, unit: unit).map {
                Fact(key: "\(kind).\(column)_bytes", bytes: $0)
            }
        }
    }

    /// The columns before the mount point are size, used, free and a share, whatever precedes them.
    private static func disk(_ words: [String], _ unit: Double) -> [Fact] {
        guard let share = words.lastIndex(where: { $0.hasSuffix("%") }), share >= 4,
            share + 1 < words.count,
            let size = SystemAmount.bytes(words[share - 3], unit: unit),
            let free = SystemAmount.bytes(words[share - 1], unit: unit)
        else { return [] }
        let mount = words[(share + 1)...].joined(separator: " ")
        return [
            Fact(key: "disk.\(mount).size_bytes", bytes: size),
            Fact(key: "disk.\(mount).free_bytes", bytes: free),
        ]
    }

    /// The product whose process it is; nil for all others.
    private static func process(_ command: String) -> String? {
        let program = command.split(separator: " ").first.map(String.init) ?? ""
        let name = LogPlace.name(of: program)
        let words = ["ometascan-engine", "ometascan", "mdicapsrv", "nginx", "postgres"]
        return words.first { name.hasPrefix($0) }
    }
}
