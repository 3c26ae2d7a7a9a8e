internal import CaseModel

/// Reads `NAME=value` lines of an environment, and the same pairs in the maps of Kubernetes.
struct EnvironmentList: LineDocument {
    static let format = "environment"
    static let mapFormat = "kubernetes-configmap"

    private static let linesRead = 500

    var document: DocumentState
    var lines: LineSplitter
    private var map = ConfigMapLines()
    private let isMap: Bool
    private var odd = 0

    init(isMap: Bool, _ entry: EntryContext) {
        self.isMap = isMap
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    static func isMap(_ lines: [String]) -> Bool {
        let lines = lines.prefix(linesRead)
        return lines.contains("kind: ConfigMap") && lines.contains("data:")
    }

    /// How many of the first lines that say something are variables.
    static func pairs(_ lines: [String]) -> (pairs: Int, lines: Int) {
        let lines = lines.prefix(linesRead).filter { !$0.isEmpty && !$0.hasPrefix("#") }
        return (lines.count { pair(of: $0) != nil }, lines.count)
    }

    /// Most lines are variables, and there are enough of them; a file's name makes one enough.
    static func isEnvironment(_ lines: [String], name: String) -> Bool {
        let counts = pairs(lines)
        let isNamed = name.hasSuffix(".env") || name.hasPrefix("env.") || name == "environment"
        return counts.pairs >= (isNamed ? 1 : 3) && counts.pairs * 10 >= counts.lines * 8
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        var tally = document.finish(notes: lines.notes, into: &state)
        tally.unparsedLines = Int64(odd)
        return tally
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let place = DocumentPlace(line: line.number, byteOffset: line.byteOffset)
        if isMap {
            guard let found = map.setting(in: line.text) else { return }
            SettingTree(section: found.section, place: nil)
                .add(found.value, key: found.key, at: place, &document, &state)
        } else if let (name, value) = Self.pair(of: TableText.trimmed(line.text)) {
            SettingTree(section: "environment", place: nil)
                .add(value, key: name, at: place, &document, &state)
        } else if !TableText.trimmed(line.text).isEmpty {
            odd += 1
        }
    }

    /// `NAME=value` with a name in capitals, `export` before it or not.
    private static func pair(of line: String) -> (name: String, value: String)? {
        let text = line.hasPrefix("export ") ? line.dropFirst(7) : line[...]
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let name = text[..<equals]
        let isName =
            name.utf8.count >= 2
            && name.utf8.allSatisfy {
                0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F
            }
        guard isName else { return nil }
        let value = TableText.unquoted(String(text[text.index(after: equals)...]))
        return (String(name), value)
    }
}

/// Follows the lines of ConfigMaps in YAML, as `kubectl` prints them; it knows no more of YAML.
struct ConfigMapLines {
    struct Setting {
        var section: String
        var key: String
        var value: String
    }

    private var name = ""
    private var isInMetadata = false
    /// Blanks in front of `data:`; nil outside of it.
    private var dataIndent: Int?
    /// The key whose lines follow, and the blanks in front of it.
    private var block: (key: String, indent: Int)?
    private var section = ""

    /// The setting that the line is; nil for all others.
    mutating func setting(in line: String) -> Setting? {
        let text = TableText.trimmed(line)
        guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
        if text == "---" {
            self = ConfigMapLines()
            return nil
        }
        let start = line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line[...]
        // An element of a list begins a map of its own, and its mark is a blank more or less.
        let indent = start.prefix { $0 == " " || $0 == "-" }.count
        if let open = block {
            if indent > open.indent { return inner(text, of: open.key) }
            block = nil
        }
        guard let pair = Self.pair(of: text, separator: ":") else { return nil }
        if let outer = dataIndent, indent > outer {
            if pair.value.hasPrefix("|") || pair.value.hasPrefix(">") {
                block = (pair.key, indent)
                section = ""
                return nil
            }
            return Setting(section: name, key: pair.key, value: pair.value)
        }
        dataIndent = pair.key == "data" && pair.value.isEmpty ? indent : nil
        if pair.key == "metadata" { isInMetadata = true }
        if pair.key == "name", isInMetadata {
            name = pair.value
            isInMetadata = false
        }
        return nil
    }

    /// A line of a file that a map holds whole: a section, or a setting of it.
    private mutating func inner(_ text: String, of file: String) -> Setting? {
        if text.hasPrefix("["), text.hasSuffix("]") {
            section = "." + text.dropFirst().dropLast()
            return nil
        }
        guard let pair = Self.pair(of: text, separator: "=") else { return nil }
        return Setting(section: name + "/" + file + section, key: pair.key, value: pair.value)
    }

    private static func pair(
        of text: String,
        separator: Character
    ) -> (key: String, value: String)? {
        let text = text.hasPrefix("- ") ? text.dropFirst(2) : text[...]
        guard let pair = TableText.pair(text, at: { $0 == separator }) else { return nil }
        let key = TableText.unquoted(pair.name)
        guard !key.isEmpty, key.utf8.count <= 200 else { return nil }
        return (key, TableText.unquoted(pair.value))
    }
}
