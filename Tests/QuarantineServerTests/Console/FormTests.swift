import Testing

@testable import QuarantineServer

struct FormTests {
    @Test func `fields are read in their order, with what browsers encode`() {
        let form = FormFields("act=pin+1&item=1&item=2&q=a%26b%3D%C3%A9&empty=&bare&=x")
        #expect(form["act"] == "pin 1")
        #expect(form.all("item") == ["1", "2"])
        #expect(form["q"] == "a&b=é")
        #expect(form["empty"] == "")
        #expect(form["bare"] == "")
        #expect(form["none"] == nil)
    }

    @Test func `no more fields are read than a form of ours has`() {
        let form = FormFields(String(repeating: "a=1&", count: 5_000))
        #expect(form.all("a").count == FormFields.maxFields)
    }

    @Test(arguments: [
        ("eicar.com", "eicar.com"), ("../../etc/passwd", "passwd"), ("C:\\x\\y.exe", "y.exe"),
        ("a\"b\r\nX: y.txt", "a_b__X_ y.txt"), ("..", "quarantined-file"),
        ("", "quarantined-file"), ("gnp\u{202E}.exe", "gnp_.exe"), ("/", "quarantined-file"),
    ])
    func `a download has a name without a path`(name: String, safe: String) {
        #expect(FileHeader.safe(name) == safe)
    }

    @Test func `a download's header is one line of ASCII`() {
        let header = FileHeader.attachment("é \"x\"\r\n.txt")
        #expect(
            header == "attachment; filename=\"_ _x___.txt\"; filename*=UTF-8''%C3%A9%20_x___.txt"
        )
        #expect(header.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        let long = FileHeader.attachment(String(repeating: "é", count: 5_000))
        #expect(long.utf8.count < 1_000)
    }

    @Test func `the list's address keeps what was asked for`() {
        let query = ListQuery(FormFields("q=a+b&sort=name&order=asc&page=3"))
        #expect(query.path == "\(Paths.quarantine)?q=a%20b&sort=name&order=asc&page=3")
        #expect(ListQuery(FormFields("")).path == Paths.quarantine)
        #expect(ListQuery(FormFields("sort=evil&page=-1")).path == Paths.quarantine)
        #expect(query.sorted(by: .name).isDescending)
        #expect(query.sorted(by: .threat).page == 1)
    }
}
