/// Two files fit beside each other on a screen.
///
/// The text of a fixture is as long as it was found.
enum LineLength {
    static let columns = 100

    static func violations(in tree: Tree) -> [Violation] {
        tree.swiftFiles(under: "Sources", "Tests", "benchmarks").flatMap { file in
            let lines = file.lines
            // Counting characters is slow, and no line has more of them than bytes.
            let long = lines.indices.filter {
                lines[$0].utf8.count > columns && lines[$0].count > columns
            }
            if long.isEmpty || file.isGenerated { return [Violation]() }
            let fixtures =
                file.path.hasPrefix("Tests/") ? SwiftText(file).literalLines : []
            return long.filter { !fixtures.contains($0 + 1) }.map { index in
                file.violation(
                    line: index + 1,
                    "a line of \(lines[index].count) columns",
                    "use at most \(columns)"
                )
            }
        }
    }
}
