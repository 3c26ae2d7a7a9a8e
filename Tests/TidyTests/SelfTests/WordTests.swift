import Testing

@Suite struct WordTests {
    private func banned(_ path: String, _ text: String) -> [String] {
        BannedWords.violations(in: Tree([SourceFile(path, text)])).map(\.description)
    }

    @Test(arguments: BannedWords.bans.map(\.word))
    func `each banned word is found`(word: String) {
        let ban = BannedWords.bans.first { $0.word == word }
        let remedy = ban?.remedy ?? ""
        let found = banned("Sources/A/B.swift", "let a = 1\n\(word) b\n")
        #expect(found == ["Sources/A/B.swift:2: error: \(word) is banned, \(remedy)"])
        #expect(remedy.hasPrefix("use "))
    }

    @Test func `strings and comments may speak of most words`() {
        #expect(banned("Sources/A/B.swift", "a(\"try! b\") // as! c").isEmpty)
        #expect(banned("Sources/A/B.swift", "// " + "TO" + "DO: b").count == 1)
    }

    @Test func `what is banned in one place may be allowed in another`() {
        #expect(banned("Sources/Tool/A.swift", "print(a)").isEmpty)
        #expect(banned("Sources/Tools/A.swift", "print(a)").count == 1)
        #expect(banned("Tests/TestSupport/A.swift", "Process()").isEmpty)
        #expect(banned("Tests/ATests/A.swift", "a as! B").count == 1)
    }

    @Test func `a swallowed error needs a comment near it`() {
        func found(_ text: String) -> [String] {
            SwallowedErrors.violations(in: Tree([SourceFile("Sources/A/B.swift", text)]))
                .map(\.description)
        }
        #expect(
            found("let a = b\nlet c = try? d()\n") == [
                "Sources/A/B.swift:2: error: try? without a word on why, "
                    + "use try, or a comment above it"
            ]
        )
        #expect(found("// A reason.\n\nlet c = try? d()\n").count == 1)
        #expect(found("// A reason.\nlet c = try? d()\n").isEmpty)
        #expect(found("let c = try? d()  // A reason.\n").isEmpty)
        #expect(found("let c = \"try? d()\"\n").isEmpty)
    }

    @Test(arguments: MachinePaths.beginnings)
    func `a path of one machine is found`(beginning: String) {
        func found(_ text: String) -> [String] {
            MachinePaths.violations(in: Tree([SourceFile("docs/a.md", text)])).map(\.description)
        }
        #expect(
            found("a\nsee \(beginning)b\n") == [
                "docs/a.md:2: error: a path below \(beginning), use one from the project's root"
            ]
        )
        #expect(found("\(beginning)b").count == 1)
        #expect(found("see share\(beginning)b").isEmpty)
    }

    @Test func `a home in a sample is a customer's`() {
        func count(_ path: String, _ text: String) -> Int {
            MachinePaths.violations(in: Tree([SourceFile(path, text)])).count
        }
        #expect(count("samples/a/list.json", "/" + "home/b") == 0)
        #expect(count("rules/a/b/cases/fires/package/list.json", "/" + "home/b") == 0)
        #expect(count("rules/a/b/rule.md", "/" + "home/b") == 1)
        #expect(count("samples/a/list.json", "/" + "work/b") == 1)
    }
}
