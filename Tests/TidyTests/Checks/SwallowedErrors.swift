/// `try?` throws a reason away; a comment on its line or on the one above says why it may.
enum SwallowedErrors {
    static func violations(in tree: Tree) -> [Violation] {
        tree.swiftFiles(under: "Sources", "Tests", "benchmarks").flatMap { file in
            guard file.text.contains("try?") else { return [Violation]() }
            let text = SwiftText(file)
            return text.lines.enumerated().compactMap { index, line in
                let number = index + 1
                let isExplained = !text.commentLines.isDisjoint(with: [number - 1, number])
                guard line.containsWord("try?") && !isExplained else { return nil }
                return file.violation(
                    line: number,
                    "try? without a word on why",
                    "use try, or a comment above it"
                )
            }
        }
    }
}
