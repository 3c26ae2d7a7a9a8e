/// A command that the README does not show is not found by anybody.
enum DocumentedCommands {
    static func violations(in tree: Tree) -> [Violation] {
        let suffix = "Command.swift"
        let commands = tree.swiftFiles(under: "Sources/Tool/Commands")
            .filter { $0.path.hasSuffix(suffix) && $0.names.count == 4 }
        let readme = tree["README.md"]?.text ?? ""
        var found: [Violation] = commands.compactMap { file in
            let words = words(of: String(file.names[3].dropLast(suffix.count)))
            let spellings = Set([" ", "-"].map { "scanwhy " + words.joined(separator: $0) })
            guard !spellings.contains(where: readme.containsWord) else { return nil }
            return file.violation(
                "\(spellings.sorted().joined(separator: " or ")) is not in README.md",
                "use it there"
            )
        }
        if commands.isEmpty {
            found.append(
                Violation(
                    path: "Sources/Tool/Commands",
                    line: 1,
                    problem: "no commands",
                    remedy: "use one file named …\(suffix) for each"
                )
            )
        }
        return found
    }

    /// `RulesCheck` is `rules check`.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1] += character.lowercased()
        }
        return words
    }
}
