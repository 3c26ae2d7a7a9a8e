import Testing

@testable import Reports

struct SafeTextTests {
    @Test(arguments: [
        ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("\u{0}\u{7}\t\u{7F}\u{9B}", "\\u{00}\\u{07}\\u{09}\\u{7F}\\u{9B}"),
        ("a\nb\r\nc\rd", "a⏎b⏎c\\u{0D}d"),
        ("x\u{202E}gpj.exe", "x\\u{202E}gpj.exe"),
        ("a\u{200B}b\u{2066}\u{FEFF}\u{AD}\u{61C}", "a\\u{200B}b\\u{2066}\\u{FEFF}\\u{AD}\\u{61C}"),
        ("line\u{2028}para\u{2029}", "line\\u{2028}para\\u{2029}"),
        ("tag\u{E0041}", "tag\\u{E0041}"),
        ("C:\\temp\\été 漢字 😀.docx", "C:\\temp\\été 漢字 😀.docx"),
        ("", ""),
    ])
    func `what a terminal obeys or hides is written out`(_ text: String, _ shown: String) {
        #expect(SafeText.visible(text) == shown)
        #expect(SafeText.visible(shown) == shown)
    }

    @Test func `a shell takes quoted words back as they are`() {
        #expect(ShellWord.quoted("core-01.tar.gz") == "core-01.tar.gz")
        #expect(ShellWord.quoted("a b") == "'a b'")
        #expect(ShellWord.quoted("it's $(x)") == "'it'\\''s $(x)'")
        #expect(ShellWord.quoted("") == "''")
        #expect(!ShellWord.isPrintable("-rf"))
        #expect(!ShellWord.isPrintable("a\u{1B}"))
    }
}
