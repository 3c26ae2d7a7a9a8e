/// What one line of a description of a machine says, if it says something that is kept.
struct SystemLine {
    enum Value: Hashable {
        case text(String)
        case bytes(Double)
        case number(Double)
    }

    var key: String
    var value: Value
    /// Lines that occur in other texts too say nothing of what a text is.
    var isTelling = true

    /// nil for a line of another kind.
    init?(_ line: String) {
        if line.hasPrefix("Linux "), line.contains(" SMP") || line.contains("GNU/Linux") {
            self.init(key: "os.kernel", value: .text(line))
            return
        }
        guard let pair = TableText.pair(line, at: { $0 == ":" || $0 == "=" }) else { return nil }
        let name = pair.name.lowercased()
        let text = TableText.unquoted(pair.value)
        guard !name.isEmpty, !text.isEmpty, name.utf8.count <= 60 else { return nil }
        if let key = Self.texts[name] {
            self.init(key: key, value: .text(text), isTelling: !Self.common.contains(name))
        } else if let key = Self.sizes[name] ?? Self.windowsSize(name) {
            guard let bytes = SystemAmount.bytes(text) else { return nil }
            self.init(key: key, value: .bytes(bytes))
        } else if name == "cpu(s)" || name == "prozessor(en)" || name == "processor(s)" {
            // Windows goes on: `2 Processor(s) Installed.`
            guard let count = Double(text.prefix { $0.isNumber }) else { return nil }
            self.init(key: "cpu.count", value: .number(count))
        } else {
            return nil
        }
    }

    private init(key: String, value: Value, isTelling: Bool = true) {
        self.key = key
        self.value = value
        self.isTelling = isTelling
    }

    /// The code page of a console loses letters such as the umlaut of "Verfügbarer".
    private static func windowsSize(_ name: String) -> String? {
        guard name.hasSuffix("physischer speicher") else { return nil }
        return name.hasPrefix("gesamter") ? "memory.total_bytes" : "memory.available_bytes"
    }

    private static let texts = [
        "operating system": "os.name", "pretty_name": "os.name", "os name": "os.name",
        "betriebssystemname": "os.name", "os version": "os.version",
        "betriebssystemversion": "os.version", "kernel": "os.kernel",
        "hostname": "os.host", "static hostname": "os.host", "host name": "os.host",
        "time zone": "os.zone", "zeitzone": "os.zone", "uptime": "os.uptime",
        "system boot time": "os.boot_time", "systemstartzeit": "os.boot_time",
        "system clock synchronized": "os.clock_synchronized", "ntp service": "os.ntp",
        "ntp synchronized": "os.clock_synchronized", "architecture": "os.architecture",
        "system type": "os.architecture", "systemtyp": "os.architecture",
        "model name": "cpu.name", "cpu": "cpu.name", "product": "product",
    ]

    private static let common: Set = ["kernel", "uptime", "architecture", "product", "cpu"]

    private static let sizes = [
        "memtotal": "memory.total_bytes", "memfree": "memory.free_bytes",
        "memavailable": "memory.available_bytes", "swaptotal": "swap.total_bytes",
        "swapfree": "swap.free_bytes", "total physical memory": "memory.total_bytes",
        "available physical memory": "memory.available_bytes",
    ]
}
