/// SECURITY.md shows every limit, with the value that the code has.
enum DocumentedLimits {
    static let source = "Sources/CaseModel/Limits.swift"
    static let page = "SECURITY.md"

    static func violations(in tree: Tree) -> [Violation] {
        guard let limits = tree[source], let page = tree[page] else {
            return [
                Violation(path: page, line: 1, problem: "it is missing", remedy: "use a table")
            ]
        }
        let rows = page.lines.filter { $0.hasPrefix("| `") }
        let declared = declarations(in: limits)
        var found: [Violation] = declared.compactMap { limit in
            let row = rows.first { $0.hasPrefix("| `\(limit.name)` |") }
            guard let row else {
                return limits.violation(
                    line: limit.line,
                    "\(limit.name) is not in \(DocumentedLimits.page)",
                    "use a row for it"
                )
            }
            guard !row.contains("| \(limit.value) |") else { return nil }
            return limits.violation(
                line: limit.line,
                "\(limit.name) is not \(limit.value) in \(DocumentedLimits.page)",
                "use the value of the code"
            )
        }
        if declared.isEmpty {
            found.append(limits.violation("no limits", "use `package var name = number`"))
        }
        return found
    }

    private struct Limit {
        var name: String
        var value: String
        var line: Int
    }

    private static func declarations(in file: SourceFile) -> [Limit] {
        SwiftText(file).lines.enumerated().compactMap { index, line in
            let words = line.split(separator: " ").map(String.init)
            guard let at = words.firstIndex(of: "var"), at + 1 < words.count,
                let equals = words.firstIndex(of: "=")
            else { return nil }
            let name = words[at + 1].filter { $0 != ":" }
            return Limit(name: name, value: shown(Array(words[(equals + 1)...])), line: index + 1)
        }
    }

    /// As a person writes it: `64 << 20` is 64 MiB, and `4096` is 4,096.
    private static func shown(_ words: [String]) -> String {
        let numbers = words.map { Int($0.filter { $0 != "_" }) }
        let units = [10: "KiB", 20: "MiB", 30: "GiB", 40: "TiB"]
        if words.count == 3, words[1] == "<<", let base = numbers[0], let shift = numbers[2],
            let unit = units[shift]
        {
            return "\(base) \(unit)"
        }
        guard let number = numbers.first ?? nil else { return words.joined(separator: " ") }
        var digits = Array(String(number))
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(",", at: place)
        }
        return String(digits)
    }
}
