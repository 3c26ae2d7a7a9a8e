import Archives
import CaseModel
import CaseStore
import FoundationEssentials
import GRDB
import Testing

@testable import Intake

struct AskedListTests {
    @Test(arguments: [
        "/share/a/b", "\\\\nas01\\share\\a.docx", "C:\\a\\b.txt", "report.pdf", "a/b.tar.gz",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "Prüfbericht 2026-02-05.pdf", "a@b.docx",
        "a.docx@2026-06-27T20:00:05",
    ])
    func `names, paths, ids and hashes name a file`(_ text: String) {
        #expect(AskedList.namesFile(text))
    }

    @Test(arguments: [
        "", "ab", "This is prose.", "a=b.txt", "https://a.example/b.txt", "key: value.txt",
        "one,two.txt", "10.20.0.1", "/folder/", "a\tb.txt", "version 1.2", "word",
    ])
    func `other lines do not`(_ text: String) {
        #expect(!AskedList.namesFile(text))
    }

    @Test func `a list is one only if each of its lines names a file`() throws {
        let list = "# of the ticket\r\na.docx\r\n\r\n/share/b.pdf"
        try DocumentProbe.read("\u{FEFF}" + list, path: "list.txt") { probe in
            #expect(probe.recognition.format == "list-of-files")
        }
        try DocumentProbe.read(list + "\r\nthese are mine", path: "list.txt") { probe in
            #expect(probe.recognition.format == nil)
        }
        try DocumentProbe.read(list, path: "core/files.txt") { probe in
            #expect(probe.recognition.format == nil)
        }
        try DocumentProbe.read(list, path: "list.txt.gz!") { probe in
            #expect(probe.recognition.format == "list-of-files")
        }
    }

    @Test func `a list that is an input of its own is asked about, one in a folder is not`() throws
    {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-\(UUID().uuidString)")
        let inside = folder.appending(path: "package")
        try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
        defer {
            // What is left behind is the system's to clean.
            try? FileManager.default.removeItem(at: folder)
        }
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in "asked.docx\r\nmore.docx\r\n".utf16 {
            wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        try Data(wide).write(to: folder.appending(path: "list.txt"))
        try Data("other.docx\n".utf8).write(to: inside.appending(path: "list.txt"))
        var limits = Limits()
        limits.askedFiles = 1
        let intake = Intake(limits: limits, options: Intake.Options())
        let (_, found) = try CaseFile.create(
            at: folder.appending(path: "case.db").path,
            limits: limits
        ) { writer in
            try intake.begin([
                .folder(path: inside.path), .file(path: folder.appending(path: "list.txt").path),
            ]).store(into: writer)
            try intake.conclude(writer)
            let rows = try writer.rows("SELECT path FROM file_row ORDER BY id")
            let notes = try writer.rows("SELECT limit_name FROM note_row WHERE kind = 'limit'")
            let paths: [String] = rows.map { $0["path"] }
            let limits: [String] = notes.map { $0["limit_name"] }
            return paths + limits
        }
        #expect(found == ["asked.docx", "askedFiles"])
    }
}
