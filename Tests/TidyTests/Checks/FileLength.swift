/// A file that needs scrolling for long holds more than one thing.
enum FileLength {
    static let linesInSources = 300
    static let linesInTests = 400

    static func violations(in tree: Tree) -> [Violation] {
        tree.swiftFiles(under: "Sources", "Tests", "benchmarks").compactMap { file in
            let most = file.path.hasPrefix("Tests/") ? linesInTests : linesInSources
            guard file.lineCount > most && !file.isGenerated else { return nil }
            return file.violation(
                line: most + 1,
                "\(file.lineCount) lines, of \(most) at most",
                "use Type+Topic.swift for a part of it"
            )
        }
    }
}
