/// What the first lines of a text say of its describing a machine.
struct SystemSample {
    /// What tells of a system: keys of facts, and headers of tables.
    private(set) var telling: Set<String> = []
    /// Lines that are known, those among them that occur in other texts too.
    private(set) var known = 0

    private static let linesRead = 300
    private static let names = [
        "os.info", "hw.info", "network.info", "systeminfo", "os-release", "meminfo", "processes",
        "timedatectl", "uname", "hostnamectl", "lscpu", "tasklist",
    ]

    init(_ lines: [String]) {
        for text in lines.prefix(Self.linesRead) {
            if SystemTable(header: text) != nil {
                telling.insert(text)
                known += 1
            } else if let found = SystemLine(text) {
                if found.isTelling { telling.insert(found.key) }
                known += 1
            } else if NetworkLine.address(text) != nil {
                known += 1
            }
        }
    }

    /// Two lines that tell; a file's name makes one line enough.
    func isEnough(name: String) -> Bool {
        telling.count >= 2 || (known > 0 && Self.names.contains { name.hasPrefix($0) })
    }
}
