import Archives
import CaseModel
import Testing

/// Archives that stop in the middle or are damaged give all that can be read.
struct CutArchiveTests {
    @Test(arguments: [10, 50, 99])
    func `a cut tar gives every byte up to the cut`(percent: Int) throws {
        let content = logLines(500)
        let blockBytes = 1000
        let whole = storedGzip(tarMember("log/core.log", content) + tarEnd, blockBytes: blockBytes)
        let cut = (512 + content.count) * percent / 100
        // Header of the member, then blocks of 5 bytes of header and 1,000 of data.
        let (blocks, inBlock) = cut.quotientAndRemainder(dividingBy: blockBytes)
        let packedCut = 10 + blocks * (blockBytes + 5) + 5 + inBlock

        let found = try reading(Array(whole.prefix(packedCut)))

        let entry = try #require(found.entries.first)
        #expect(entry.bytes == Array(content.prefix(cut - 512)))
        #expect(entry.end == EntryEnd(bytes: Int64(cut - 512), isWhole: false))
        #expect(found.noted == ["truncated log/core.log"])
        #expect(found.notes.first?.note.byteOffset == Int64(cut - 512))
        #expect(!found.end.isComplete)
    }

    @Test(arguments: [10, 50, 99])
    func `a cut deflate stream gives a prefix with a note`(percent: Int) throws {
        let content = logLines(20_000)
        let whole = try tarGzip([("a.log", content), ("b.log", content)])

        let found = try reading(Array(whole.prefix(whole.count * percent / 100)))

        let all = found.entries.flatMap(\.bytes)
        #expect(all.count * 100 > content.count * 2 * (percent - 4))
        #expect(all == Array((content + content).prefix(all.count)))
        #expect(found.notes.map(\.note.kind) == [.truncated])
        #expect(found.notes.first?.path == found.paths.last)
    }

    @Test func `a small log in a cut archive is not lost`() throws {
        let content = logLines(200)
        let whole = try tarGzip([("core.log", content)])

        let found = try reading(Array(whole.prefix(whole.count - 60)))

        #expect((found.entries.first?.bytes.count ?? 0) > content.count * 9 / 10)
    }

    @Test func `a missing trailer is noted on the package`() throws {
        let whole = try tarGzip([("a", utf8("hello"))])

        let found = try reading(Array(whole.dropLast(8)))

        #expect(found.text("a") == "hello")
        #expect(found.entries.first?.end?.isWhole == true)
        #expect(found.noted == ["truncated "])
    }

    @Test func `a wrong checksum is noted and nothing is lost`() throws {
        var whole = try tarGzip([("a", utf8("hello")), ("b", utf8("world"))])
        whole[whole.count - 8] ^= 0xFF

        let found = try reading(whole)

        #expect(found.text("a") == "hello")
        #expect(found.text("b") == "world")
        #expect(found.noted == ["damaged "])
    }

    @Test func `the member behind one with a wrong checksum is read`() throws {
        var first = ArchiveWriter.gzip(utf8("one\n"))
        first[first.count - 8] ^= 0xFF

        let found = try reading(first + ArchiveWriter.gzip(utf8("two\n")), named: "x.gz")

        #expect(found.text("x.gz!") == "one\ntwo\n")
        #expect(found.noted == ["damaged x.gz!"])
    }

    @Test func `damage inside the deflate data keeps what came before`() throws {
        let content = logLines(200)
        var whole = storedGzip(tarMember("core.log", content) + tarEnd, blockBytes: 1000)
        // The head of the fifth block gets a type that does not exist.
        whole[10 + 4 * 1005] = 0x07

        let found = try reading(whole)

        #expect(found.entries.first?.bytes == Array(content.prefix(4000 - 512)))
        #expect(found.entries.first?.end?.isWhole == false)
        #expect(found.noted == ["damaged core.log"])
        #expect(found.notes.first?.note.byteOffset == Int64(4000 - 512))
    }

    @Test func `a tar goes on behind a damaged header`() throws {
        var middle = tarMember("b", utf8("lost"))
        middle[0] ^= 0xFF
        let tar = tarMember("a", utf8("one")) + middle + tarMember("c", utf8("two")) + tarEnd

        let found = try reading(tar)

        #expect(found.paths == ["a", "c"])
        #expect(found.noted == ["damaged "])
    }

    @Test func `a cut in a nested archive is noted once`() throws {
        let inner = ArchiveWriter.gzip(logLines(5_000))
        let whole = storedGzip(tarMember("log/core.log-1.gz", inner) + tarEnd)

        let found = try reading(Array(whole.prefix(whole.count * 2 / 3)))

        #expect(found.paths == ["log/core.log-1.gz!"])
        #expect((found.entries.first?.bytes.count ?? 0) > 10_000)
        #expect(found.noted == ["truncated log/core.log-1.gz!"])
    }

    @Test func `concatenated gzip members are one stream`() throws {
        let found = try reading(
            ArchiveWriter.gzip(utf8("one\n")) + ArchiveWriter.gzip(utf8("two\n")) + [0, 0, 0],
            named: "core.log.gz"
        )

        #expect(found.text("core.log.gz!") == "one\ntwo\n")
        #expect(found.notes.isEmpty)
        #expect(found.end.isComplete)
    }

    @Test func `an archive that was appended to another is read`() throws {
        let found = try reading(
            try tarGzip([("a", utf8("one"))]) + (try tarGzip([("b", utf8("two"))]))
        )

        #expect(found.paths == ["a", "b"])
        #expect(found.notes.isEmpty)
    }
}
