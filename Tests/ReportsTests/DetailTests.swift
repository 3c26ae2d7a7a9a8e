import CaseModel
import Testing

@testable import Reports

struct DetailTests {
    @Test func `evidence comes from as many entries as there are`() {
        func passage(_ entry: String, _ line: Int) -> Assessment.Evidence {
            .passage(
                Assessment.Evidence.Passage(package: "p1", entry: entry, line: line, text: "x")
            )
        }
        var finding = RichCase.polling
        finding.evidence = (1...6).map { passage("a.log", $0) }
        finding.evidence += [passage("b.log", 7), passage("c.log", 8), passage("b.log", 9)]
        var page = Page(TextOptions())
        let book = PackageBook([RichCase.core])
        EvidenceSection(finding: finding, book: book, options: TextOptions()).write(to: &page)
        let places = page.text.split(separator: "\n").filter { $0.contains("!") }
            .map { $0.split(separator: "!").last ?? "" }
        #expect(places == ["a.log:1", "a.log:2", "b.log:7", "c.log:8", "b.log:9"])
        #expect(page.text.contains("… and 4 more"))
    }

    @Test func `what is ruled out is told once for each rule and reason`() {
        func excluded(_ code: String, _ subjects: [String], _ why: String)
            -> Assessment.Finding.RuledOut
        {
            Assessment.Finding.RuledOut(
                rule: "a/b",
                subjects: subjects,
                whyCode: code,
                why: why
            )
        }
        let list = RuledOutList(
            [
                excluded("1", ["file/1"], "too late"), excluded("2", ["file/2"], "too late"),
                excluded("3", ["file/3"], "clean"), excluded("4", ["odd"], "other"),
            ],
            subjects: (1...3).map(RichCase.subject)
        )
        var page = Page(TextOptions())
        list.write(5, TextOptions(), to: &page)
        #expect(
            page.text == """
                     a/b (2 subjects): too late
                     a/b (/projects/plan 3.docx): clean
                     a/b (1 subject): other

                """
        )
    }

    @Test func `a source has its address beside it or right below`() {
        let text = TextReport().render(RichCase.assessment)
        #expect(
            text.contains(
                """
                   Sources
                     ICAP Server, Additional tuning  docs.example.com/polling
                     Why ICAP Server blocks while Core is still at work on the very same file, and what to do
                       docs.example.com/a/long/way/to/the/page/that/says/so
                     A letter of OPSWAT's support

                """
            )
        )
    }

    @Test(arguments: [80, 100])
    func `nothing but places, commands and addresses is wider than the page`(_ width: Int) {
        var assessment = RichCase.assessment
        let json = "{\"path\":\"" + String(repeating: "/folder,\"a\":\"b\"", count: 30) + "\"}"
        assessment.findings[1].evidence.append(
            .passage(Assessment.Evidence.Passage(package: "p1", entry: "a.json", text: json))
        )
        assessment.findings[1].subjects[0].label = "/a path/\(String(repeating: "x", count: 60))"
        assessment.packages[0].name = String(repeating: "n", count: width - 20) + ".zip"
        let text = TextReport(TextOptions(width: width)).render(assessment)
        let wide = text.split(separator: "\n").filter { Wrap.width(String($0)) > width }
        for line in wide {
            let allowed = ["!", "scanwhy ", ".com/"].contains { line.contains($0) }
            #expect(allowed, "\(line)")
        }
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("{\"path\":\"/folder,"))
    }

    @Test func `a word that is read and not copied breaks behind a mark`() {
        #expect(Wrap.pieces("ab {\"a\":1,\"b\":22}", columns: 10) == "ab {\"a\":1, \"b\":22}")
        #expect(Wrap.pieces("abcdefghijkl", columns: 5) == "abcde fghij kl")
        #expect(Wrap.pieces("漢漢漢", columns: 1) == "漢 漢 漢")
        #expect(Wrap.pieces("as it was", columns: 5) == "as it was")
    }

    @Test func `clauses end where a sentence may end`() {
        func clauses(_ text: String, _ columns: Int) -> String? {
            Wrap.clauses(text, columns: columns, most: 1, ends: ["; ", ", ", ". "])
        }
        #expect(clauses("One; two", 80) == "One; two")
        #expect(clauses("One, two; three", 10) == "One, two")
        #expect(clauses("One. Two", 5) == "One.")
        #expect(clauses("One (two, three) four, five", 24) == "One (two, three) four")
        #expect(clauses("One (two, three four five", 15) == nil)
    }
}
