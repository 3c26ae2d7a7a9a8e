internal import CaseModel

/// What the first lines of a text say of its being a configuration file.
struct ConfigurationSample {
    private(set) var sections: Set<String> = []
    private(set) var keys: Set<String> = []
    private var lines = 0
    private var understood = 0

    private static let icapKeys: Set = [
        "icapaddress", "icapport", "icaps_port", "icapsport", "polling_sleep", "polling_retry",
        "retry_sleepbase", "retry_sleepincr",
    ]
    private static let coreKeys: Set = [
        "restaddress", "restport", "dbmode", "quarantinepath", "sanitizepath", "dlppath",
        "report_engine_issue", "parallelcount", "archiveforensicpath", "instance_name",
    ]

    init(_ lines: [String]) {
        for line in lines.prefix(500) { take(line) }
    }

    /// A section and mostly settings, or settings alone in a file with a name for them.
    func isConfiguration(name: String) -> Bool {
        guard lines > 0, !keys.isEmpty else { return false }
        if !sections.isEmpty { return understood * 2 >= lines }
        let isNamed = [".conf", ".ini", ".cfg"].contains { name.contains($0) }
        return isNamed && understood * 10 >= lines * 6
    }

    /// nil for the settings of a program that is neither Core nor ICAP Server.
    func source(name: String) -> Source? {
        let places = sections.map { $0.lowercased() }
        if places.contains(where: { $0.contains("\\opswat\\icap server") }) { return .icapConfig }
        if places.contains(where: { $0.contains("\\opswat\\metascan") }) { return .coreConfig }
        if name.contains("mdicapsrv") || !keys.isDisjoint(with: Self.icapKeys) {
            return .icapConfig
        }
        let isCore =
            name.contains("metascan") || name.contains("mdcore")
            || keys.intersection(Self.coreKeys).count >= 2
        return isCore ? .coreConfig : nil
    }

    private mutating func take(_ text: String) {
        guard let first = text.first, first != "#", first != ";",
            !text.hasPrefix("Windows Registry Editor")
        else { return }
        lines += 1
        if first == "[", text.hasSuffix("]"), text.count > 2, !text.dropFirst().contains("[") {
            sections.insert(String(text.dropFirst().dropLast()))
            understood += 1
            return
        }
        guard let pair = TableText.pair(text, at: { $0 == "=" }) else { return }
        let key = TableText.unquoted(pair.name)
        // Keys are words; sentences and paths with an equals sign are not settings.
        guard !key.isEmpty, key.utf8.count <= 128,
            key.utf8.allSatisfy({ $0.isKeyByte || $0 == 0x2F || $0 == 0x20 || $0 == 0x3A }),
            key.utf8.count(where: { $0 == 0x20 }) <= 2
        else { return }
        understood += 1
        // Keys of ignition files may have their section in front.
        keys.insert(key.split(separator: "/").last.map { $0.lowercased() } ?? key)
    }
}
