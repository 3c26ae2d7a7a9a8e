import Testing

@testable import Intake

struct PathKeyTests {
    @Test(arguments: [
        ("/share/Dir/Äpfel.DOCX", "share/dir/äpfel.docx", nil),
        ("smb://FS01.corp:445/share/Dir/A%20b.docx", "share/dir/a b.docx", "fs01.corp"),
        ("http://user:p%40ss@host:8080/a/b.txt?x=/c#d", "a/b.txt", "host"),
        ("icap://[2001:db8::1]:1344/OMSScanReq-AV", "omsscanreq-av", "2001:db8::1"),
        ("file:///C:/Temp//x/./y.pdf", "temp/x/y.pdf", nil),
        (#"\\FS01\Share\Dir\a.txt"#, "share/dir/a.txt", "fs01"),
        (#"\\?\UNC\FS01\Share\a.txt"#, "share/a.txt", "fs01"),
        (#"\\?\C:\Dir\a.txt"#, "dir/a.txt", nil),
        (#"C:\Dir\a#1?.txt"#, "dir/a#1?.txt", nil),
        ("a%2Fb%zz%4", "a/b%zz%4", nil),
        ("", "", nil),
        ("///", "", nil),
    ])
    func `spellings of one path have one key`(text: String, key: String, host: String?) {
        let path = PathKey(text)
        #expect(Array(path.key.utf8) == Array(key.utf8))
        #expect(path.host == host)
        #expect(path.baseName == String(key.split(separator: "/").last ?? ""))
    }

    @Test func `composed and decomposed names are the same bytes`() {
        let composed = PathKey("/a/\u{C4}\u{E9}\u{AC00}.txt")
        let decomposed = PathKey("/A/A\u{308}E\u{301}\u{1100}\u{1161}.txt")
        #expect(Array(composed.key.utf8) == Array(decomposed.key.utf8))
        #expect(composed.key.unicodeScalars.contains("\u{E4}"))
        #expect(PathKey("/a/%C3%84").key == PathKey("/a/A%CC%88").key)
    }

    @Test func `a suffix ends at whole components`() {
        let long = PathKey("smb://fs01/share/dir/a.txt")
        #expect(PathKey("dir/a.txt").isSuffix(of: long))
        #expect(PathKey(#"D:\dir\A.TXT"#).isSuffix(of: long))
        #expect(long.isSuffix(of: long))
        #expect(!PathKey("ir/a.txt").isSuffix(of: long))
        #expect(!long.isSuffix(of: PathKey("dir/a.txt")))
        #expect(!PathKey("").isSuffix(of: long))
    }

    @Test func `hostile names are taken as they are`() {
        let deep = String(repeating: "a/", count: 1 << 18) + "\0%00\u{FFFD}%FF"
        #expect(PathKey(deep).baseName == "\0\0\u{FFFD}\u{FFFD}")
        #expect(PathKey("://").key == ":")
        #expect(PathKey("http://").host == nil)
    }
}

struct HeaderNamesTests {
    @Test(arguments: ["partnerServer", "Partner Server", "partner_server", " PARTNER-SERVER. "])
    func `spellings of a column are one name`(name: String) {
        #expect(HeaderNames.normalised(name) == "partnerserver")
    }

    @Test func `columns are found by the first name that occurs`() {
        let names = HeaderNames(["\u{FEFF}File Name", "data_id", "Data ID", "extra"])
        #expect(names.index(of: "path", "fileName") == 0)
        #expect(names.index(of: "dataId") == 1)
        #expect(names.index(of: "missing") == nil)
        #expect(names.unknown(besides: ["file_name", "DataID"]) == ["extra"])
    }
}
