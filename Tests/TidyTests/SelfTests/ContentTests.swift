import Testing

@Suite struct ContentTests {
    private static let whole = [
        "rules/a/b/rule.md", "rules/a/b/detect.sql", "rules/a/b/cases/fires/expected.txt",
        "rules/a/b/cases/silent-on-a-good-day/expected.txt",
        "rules/a/b/cases/undetermined/package/core.log",
    ]

    private func rules(
        _ paths: [String],
        _ minimum: RuleFolders.Minimum = .init(rules: 1, cases: 3)
    ) -> [String] {
        let tree = Tree(paths.map { SourceFile($0, "") })
        return RuleFolders.violations(in: tree, minimum: minimum).map(\.description)
    }

    @Test(arguments: [
        (0, "rule.md"), (1, "detect.sql"), (2, "cases/fires…"), (3, "cases/silent…"),
        (4, "cases/undetermined…"),
    ])
    func `a rule that lacks a part is found`(index: Int, part: String) {
        var paths = ContentTests.whole
        #expect(rules(paths + ["rules/a/README.md"]).isEmpty)
        paths.remove(at: index)
        #expect(
            rules(paths, .init(rules: 1, cases: 2)) == [
                "rules/a/b:1: error: no \(part), use one, see CONTRIBUTING.md"
            ]
        )
    }

    @Test func `too few rules and cases are found`() {
        #expect(
            rules(ContentTests.whole, .init(rules: 2, cases: 4)) == [
                "rules:1: error: 1 rules, use at least 2",
                "rules:1: error: 3 rule cases, use at least 4",
            ]
        )
        #expect(RuleFolders.violations(in: Tree([])).count == 2)
    }

    @Test func `a command that the README lacks is found`() {
        func found(_ readme: String) -> [String] {
            let tree = Tree([
                SourceFile("README.md", readme),
                SourceFile("Sources/Tool/Commands/AnalyzeCommand.swift", ""),
                SourceFile("Sources/Tool/Commands/RulesCheckCommand.swift", ""),
                SourceFile("Sources/Tool/Commands/Options.swift", ""),
            ])
            return DocumentedCommands.violations(in: tree).map(\.description)
        }
        #expect(found("`scanwhy analyze` and `scanwhy rules check`").isEmpty)
        #expect(
            found("`scanwhy analyzer` and `scanwhy rules-check`") == [
                "Sources/Tool/Commands/AnalyzeCommand.swift:1: error: scanwhy analyze "
                    + "is not in README.md, use it there"
            ]
        )
        #expect(DocumentedCommands.violations(in: Tree([])).count == 1)
    }

    @Test func `a limit that SECURITY.md lacks or has wrong is found`() {
        let source = DocumentedLimits.source
        func found(_ rows: String) -> [String] {
            let limits = "struct Limits {\n/// A.\nvar a: Int64 = 8 << 30\nvar b = 65_536\n}\n"
            let tree = Tree([SourceFile(source, limits), SourceFile("SECURITY.md", rows)])
            return DocumentedLimits.violations(in: tree).map(\.description)
        }
        #expect(found("| `a` | 8 GiB | why |\n| `b` | 65,536 | why |\n").isEmpty)
        #expect(
            found("| `a` | 8 MiB | why |\n`b`\n") == [
                "\(source):3: error: a is not 8 GiB in SECURITY.md, use the value of the code",
                "\(source):4: error: b is not in SECURITY.md, use a row for it",
            ]
        )
        #expect(DocumentedLimits.violations(in: Tree([])).count == 1)
    }
}
