import CaseModel
import Foundation
import Rules
import TestSupport
import Testing

@Suite struct RuleScaffoldTests {
    @Test(arguments: ["health/new-one", "failed-to-scan/new-one", "quarantine/x2"])
    func `a scaffold names what is missing, and passes once that is filled in`(_ id: String) throws
    {
        let scaffold = try #require(RuleScaffold(id))
        try TemporaryDirectory.with { directory in
            for file in scaffold.files { try directory.write("\(id)/\(file.path)", file.text) }
            let check = RuleCheck(temporaryFolder: directory.path)
            let missing = try check.problems(of: RuleSet(directory: directory.path))
            let texts = missing.map(\.text)
            #expect(texts.contains("title is no text"))
            #expect(texts.contains("step is no text"))
            #expect(texts.contains("the section \"## Meaning\" is missing or empty"))
            #expect(missing.allSatisfy { $0.file.hasSuffix("\(id)/rule.md") && $0.line > 0 })

            let page = try directory.text(of: "\(id)/rule.md")
                .replacing("{title: \"\", where: \"\"}", with: "{title: Manual, where: page 1}")
                .replacing("title: \"\"", with: "title: \"{{count}} of them\"")
                .replacing("step: \"\"", with: "step: Look")
                .replacing("check: \"\"", with: "check: It is seen")
                .replacing("## Meaning\n", with: "## Meaning\n\nIt is so.\n")
                .replacing("## When this is wrong\n", with: "## When this is wrong\n\nNever.\n")
            try directory.write("\(id)/rule.md", page)
            let left = try check.problems(of: RuleSet(directory: directory.path))
            #expect(left.isEmpty, "\(left.map(\.description).joined(separator: "\n"))")
        }
    }

    @Test(arguments: [
        "", "health", "health/", "health/Big", "health/a--b", "health/a/b", "unknown/name",
        "../health", "health/..", "health/-a", "health/1a", "health/é",
    ])
    func `a name that no rule may have is refused`(_ id: String) {
        #expect(RuleScaffold(id) == nil)
    }
}
