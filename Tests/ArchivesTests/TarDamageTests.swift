import Archives
import CaseModel
import Testing

/// Tars whose headers are damaged go on at the next header whose checksum holds.
struct TarDamageTests {
    private let first = tarMember("a.log", logLines(40))
    private let second = tarMember("b.log", logLines(40, seed: 2))
    private let third = tarMember("c.log", logLines(40, seed: 3))

    private func found(after damage: (inout [UInt8]) -> Void) throws -> Recorder {
        var tar = first + second + third + tarEnd
        damage(&tar)
        return try reading(tar)
    }

    private func fill(_ tar: inout [UInt8], _ range: Range<Int>, with byte: UInt8) {
        tar.replaceSubrange(range, with: repeatElement(byte, count: range.count))
    }

    /// `a.log` and `c.log` are whole; the gap between them is noted by its bytes.
    private func expectGap(_ found: Recorder, _ gap: Range<Int>) {
        #expect(found.paths == ["a.log", "c.log"])
        #expect(found.entries.first?.bytes == logLines(40))
        #expect(found.entries.last?.bytes == logLines(40, seed: 3))
        #expect(found.entries.allSatisfy { $0.end?.isWhole == true })
        #expect(found.noted == ["damaged "])
        #expect(found.notes.first?.note.byteOffset == Int64(gap.lowerBound))
        let range = "bytes \(gap.lowerBound) to \(gap.upperBound) of the tar"
        #expect(found.notes.first?.note.text.contains(range) == true)
        #expect(!found.end.isComplete)
    }

    @Test(arguments: [200, 512, 2048])
    func `zeros over a header`(count: Int) throws {
        let found = try found { fill(&$0, first.count..<first.count + count, with: 0) }

        expectGap(found, first.count..<first.count + second.count)
    }

    @Test(arguments: ["a.tar", "a.tar.gz", "a.bin"])
    func `a first header that is damaged loses its member alone`(name: String) throws {
        var tar = first + second + third + tarEnd
        // The magic is left, by which a tar is known whatever its name.
        fill(&tar, 10..<200, with: 0xAA)
        let bytes = name.hasSuffix("gz") ? ArchiveWriter.gzip(tar) : tar
        let found = try reading(bytes, named: name)

        #expect(found.paths == ["b.log", "c.log"])
        #expect(found.entries.first?.bytes == logLines(40, seed: 2))
        #expect(found.noted == ["damaged "])
        #expect(found.notes.first?.note.text.contains("bytes 0 to \(first.count) of") == true)
        #expect(!found.end.isComplete)
    }

    @Test func `a first header of zeros is known by the name of the file`() throws {
        var tar = first + second + tarEnd
        fill(&tar, 0..<512, with: 0)

        let named = try reading(tar, named: "a.tar")
        #expect(named.paths == ["b.log"])
        let unnamed = try reading(tar, named: "a.bin")
        #expect(unnamed.paths == ["a.bin"])
    }

    @Test func `what is called a tar and holds no header is a file`() throws {
        let text = utf8(String(repeating: "ustar is no header ", count: 100))
        let found = try reading(text, named: "a.tar")

        #expect(found.paths == ["a.tar"])
        #expect(found.entries.first?.bytes == text)
        #expect(found.notes.isEmpty)
    }

    @Test func `zeros over the end of one member and the header of the next`() throws {
        let found = try found { fill(&$0, first.count - 1024..<first.count + 512, with: 0) }

        #expect(found.paths == ["a.log", "c.log"])
        #expect(found.entries.first?.bytes.count == logLines(40).count)
        #expect(found.noted == ["damaged "])
    }

    @Test func `other bytes over a header`() throws {
        let found = try found { fill(&$0, first.count + 10..<first.count + 300, with: 0xAA) }

        expectGap(found, first.count..<first.count + second.count)
    }

    @Test func `a size that was changed`() throws {
        let found = try found { $0[first.count + 125] = UInt8(ascii: "7") }

        expectGap(found, first.count..<first.count + second.count)
    }

    @Test func `bytes that are missing do not hide what follows`() throws {
        let found = try found { $0.removeSubrange(first.count + 700..<first.count + 800) }

        // The second member takes its hundred bytes from the header of the third.
        #expect(found.paths == ["a.log", "b.log"])
        #expect(found.noted == ["damaged "])
        let more = try reading(
            first + second.dropFirst(100) + third + tarMember("d.log", utf8("last")) + tarEnd
        )
        #expect(more.paths == ["a.log", "c.log", "d.log"])
        #expect(more.text("d.log") == "last")
        #expect(more.notes.first?.note.byteOffset == Int64(first.count))
    }

    @Test func `two damaged places are two notes`() throws {
        var middle = second
        middle[0] ^= 0xFF
        let found = try reading(first + middle + third + middle + first + tarEnd)

        #expect(found.paths == ["a.log", "c.log", "a.log"])
        #expect(found.noted == ["damaged ", "damaged "])
    }

    @Test func `a damaged header to the end is noted`() throws {
        let found = try reading(first + utf8(String(repeating: "no header ", count: 200)))

        #expect(found.paths == ["a.log"])
        #expect(found.noted == ["damaged "])
        #expect(found.notes.first?.note.byteOffset == Int64(first.count))
    }

    @Test func `the long name of a lost member is not the next one's`() throws {
        let long = String(repeating: "long/", count: 40) + "name.log"
        let content = utf8(long) + [0]
        let padding = [UInt8](repeating: 0, count: 512 - content.count)
        let lead = tarHeader(utf8("././@LongLink"), type: "L", size: content.count)
        var lost = second
        lost[0] ^= 0xFF

        let found = try reading(first + lead + content + padding + lost + third + tarEnd)
        let whole = try reading(first + lead + content + padding + second + third + tarEnd)

        #expect(found.paths == ["a.log", "c.log"])
        #expect(found.notes.first?.note.byteOffset == Int64(first.count))
        #expect(whole.paths == ["a.log", long, "c.log"])
        #expect(whole.notes.isEmpty)
    }

    @Test func `a pax size wins over that of the header`() throws {
        let log = logLines(40)
        let record = "14 size=\(log.count)\n"
        let record2 = "\(record.utf8.count)" + record.dropFirst(2)
        let body = utf8(record2) + [UInt8](repeating: 0, count: 512 - record2.utf8.count)
        var member = first
        member.replaceSubrange(0..<512, with: tarHeader(utf8("a.log"), size: 0))
        let lead = tarHeader(utf8("pax"), type: "x", size: record2.utf8.count)

        let found = try reading(lead + body + member + third + tarEnd)

        #expect(found.paths == ["a.log", "c.log"])
        #expect(found.entries.first?.bytes == log)
        #expect(found.notes.isEmpty)
    }

    @Test func `a folder whose header declares a size has no content`() throws {
        let folder = tarHeader(utf8("log/"), type: "5", size: 4096)
        let found = try reading(folder + first + third + tarEnd)

        #expect(found.paths == ["a.log", "c.log"])
        #expect(found.notes.isEmpty)
    }

    @Test func `the map of an old sparse file may take several blocks`() throws {
        // One hole: the map goes on in a block of its own, which is empty.
        var header = tarHeader(utf8("sparse"), type: "S", size: 512)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: utf8(text))
        }
        put("ustar  \0", at: 257)
        put("00000001000\0", at: 386)
        put("00000001000\0", at: 398)
        put("\u{1}", at: 482)
        put("00000002000\0", at: 483)
        put("        ", at: 148)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", at: 148)
        let map = [UInt8](repeating: 0, count: 512)
        let data = [UInt8](repeating: UInt8(ascii: "x"), count: 512)

        let found = try reading(header + map + data + third + tarEnd)

        #expect(found.paths == ["sparse", "c.log"])
        #expect(found.entries.first?.bytes == [UInt8](repeating: 0, count: 512) + data)
        #expect(found.notes.isEmpty)
    }
}
