import Testing

@Suite struct TreeTests {
    @Test func `the tree that is checked is the project's`() {
        #expect(Tree.here["Package.swift"] != nil)
        #expect(Tree.here.swiftFiles(under: "Sources").count >= 10)
        #expect(Tree.here.swiftFiles(under: "Tests").count >= 20)
        #expect(Tree.here["Tests/TidyTests/TreeTests.swift"] != nil)
    }

    @Test func `no file is too long`() {
        expectNone(FileLength.violations(in: .here))
    }

    @Test func `no line is too long`() {
        expectNone(LineLength.violations(in: .here))
    }

    @Test func `no function is too long`() {
        expectNone(FunctionLength.violations(in: .here))
    }

    @Test func `no banned word is used`() {
        expectNone(BannedWords.violations(in: .here))
    }

    @Test func `each swallowed error has its reason`() {
        expectNone(SwallowedErrors.violations(in: .here))
    }

    @Test func `each C library is imported by its owner alone`() {
        expectNone(LibraryOwners.violations(in: .here))
    }

    @Test func `imports point downwards and each target has a layer`() {
        expectNone(LayerLaw.violations(in: .here))
    }

    @Test func `the architecture names the modules that there are`() {
        expectNone(ModuleTable.violations(in: .here))
    }

    @Test func `each rule has its page, its query and its three kinds of cases`() {
        expectNone(RuleFolders.violations(in: .here))
    }

    @Test func `each command is in the README`() {
        expectNone(DocumentedCommands.violations(in: .here))
    }

    @Test func `no file names a path of one machine`() {
        expectNone(MachinePaths.violations(in: .here))
    }

    @Test func `each limit is in SECURITY.md with its value`() {
        expectNone(DocumentedLimits.violations(in: .here))
    }

    /// Prints all of them, as a compiler would, and not only that there are some.
    private func expectNone(
        _ violations: [Violation],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let list = violations.sorted().map(\.description).joined(separator: "\n")
        #expect(violations.isEmpty, "\n\(list)", sourceLocation: sourceLocation)
    }
}
