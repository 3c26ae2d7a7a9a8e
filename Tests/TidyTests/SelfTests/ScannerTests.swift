import Testing

/// The checks see code through this scanner, so what it blanks decides what they find.
@Suite struct ScannerTests {
    private func code(_ source: String) -> String {
        String(decoding: SwiftScanner(source).code, as: UTF8.self)
    }

    @Test(arguments: [
        ("a // b", "a     "),
        ("a /* b /* c */ d */ e", "a                   e"),
        (#"a "b{" c"#, "a      c"),
        (#"a "\"{" c"#, "a       c"),
        (#"a "" c"#, "a    c"),
        (#"a "b\(d("e"))f" c"#, "a     d(   )    c"),
        (##"a #"b" { \("# c"##, "a             c"),
        (##"a #"b\#(d)"# c"##, "a       d    c"),
        ("#if a", "#if a"),
        ("a \"b\nc", "a   \nc"),
    ])
    func `comments and strings become blanks`(source: String, expected: String) {
        #expect(code(source) == expected)
    }

    @Test func `a multi-line string may hold quotes, braces and interpolations`() {
        let source = "a \"\"\"\n\"b\" {\n\\(c)\n\"\"\"\nd"
        #expect(code(source) == "a    \n     \n  c \n   \nd")
        #expect(SwiftScanner(source).literalLines == [2, 3, 4])
    }

    @Test func `lines with comments are known`() {
        #expect(SwiftScanner("a\nb // c\n/* d\ne */\n").commentLines == [2, 3, 4])
    }

    @Test func `a line keeps its columns beside letters of several bytes`() {
        #expect(code("\"é\" a") == "     a")
    }

    @Test func `imports are found in all their forms`() {
        let source = """
            import Foundation
            package import CaseModel
            @preconcurrency import struct GRDB.Row
            let text = "import Tool"
            """
        let imports = SwiftText(SourceFile("a.swift", source)).imports
        #expect(imports.map(\.module) == ["Foundation", "CaseModel", "GRDB"])
        #expect(imports.map(\.line) == [1, 2, 3])
    }

    @Test func `a word is not found inside another one`() {
        #expect("a.print(b)".containsWord("print("))
        #expect(!"fingerprint(b)".containsWord("print("))
        #expect("try! a".containsWord("try!"))
        #expect(!"retry!".containsWord("try!"))
        #expect(!"ISO8601DateFormatter()".containsWord("DateFormatter"))
    }

    @Test func `the lines of a file with CR LF are counted`() {
        let file = SourceFile("a", "b\r\nc\r\n")
        #expect(file.lineCount == 2)
        #expect(file.lines == ["b\r", "c\r", ""])
    }
}
