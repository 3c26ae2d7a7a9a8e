import Archives
import CaseModel
import Testing

/// Hostile names become safe text, and what they name is read as data.
struct NameTests {
    @Test(arguments: [
        ("log/core.log", "log/core.log", false),
        ("./log//core.log", "log/core.log", false),
        ("log\\core.log", "log/core.log", false),
        ("../../etc/passwd", "etc/passwd", true),
        ("/etc/passwd", "etc/passwd", true),
        ("C:\\Windows\\core.log", "Windows/core.log", true),
        ("C:core.log", "core.log", true),
        ("\\\\server\\share\\a", "server/share/a", true),
        ("..", "unnamed", true),
        ("", "unnamed", false),
        ("a\u{1B}[31mb", "a\\x1B[31mb", true),
        ("gpj\u{202E}.exe", "gpj\\u{202E}.exe", true),
        ("a\u{200B}b", "a\\u{200B}b", true),
        ("données/日本.log", "données/日本.log", false),
    ])
    func `a name becomes safe text`(raw: String, safe: String, isUnsafe: Bool) {
        let name = EntryName(utf8(raw), limitBytes: 4096)

        #expect(name.text == safe)
        #expect(name.notes.map(\.kind) == (isUnsafe ? [.unsafeName] : []))
    }

    @Test func `bytes that are not UTF-8 are shown escaped`() {
        let name = EntryName([0x61, 0xE9, 0x62, 0xE3, 0x81], limitBytes: 4096)

        #expect(name.text == "a\\xE9b\\xE3\\x81")
        #expect(name.notes.map(\.kind) == [.encoding])
    }

    @Test func `a long name is cut with a note`() {
        let name = EntryName([UInt8](repeating: 0x61, count: 100), limitBytes: 10)

        #expect(name.text == "aaaaaaaaaa")
        #expect(name.notes.map(\.limit) == ["nameBytes"])
    }

    @Test func `entries with unsafe names are read`() throws {
        let tar =
            tarMember("../up.log", utf8("one")) + tarMember("/root.log", utf8("two"))
            + tarMember("dir\\win.log", utf8("three")) + tarEnd

        let found = try reading(tar)

        #expect(found.paths == ["up.log", "root.log", "dir/win.log"])
        #expect(found.noted == ["unsafe-name up.log", "unsafe-name root.log"])
        #expect(found.end.isComplete)
    }

    @Test func `links and devices are noted and never followed`() throws {
        let tar =
            tarHeader(utf8("soft"), type: "2", link: "/etc/passwd")
            + tarHeader(utf8("hard"), type: "1", link: "a")
            + tarHeader(utf8("char"), type: "3") + tarHeader(utf8("block"), type: "4")
            + tarHeader(utf8("dir/"), type: "5") + tarHeader(utf8("fifo"), type: "6")
            + tarMember("a", utf8("data")) + tarEnd

        let found = try reading(tar)

        #expect(found.paths == ["a"])
        #expect(
            found.noted == [
                "not-regular soft", "not-regular hard", "not-regular char", "not-regular block",
                "not-regular fifo",
            ]
        )
        #expect(found.end.isComplete)
    }

    @Test func `a long path survives the writer and the reader`() throws {
        let path = (0..<20).map { "folder-\($0)" }.joined(separator: "/") + "/日本.log"

        let found = try reading(try tarGzip([(path, utf8("x"))]))
        let zipped = try reading(try zip([(path, utf8("x"))]))

        #expect(found.paths == [path])
        #expect(zipped.paths == [path])
        #expect(found.entries.first?.header.modifiedSeconds == fixtureSeconds)
    }
}
