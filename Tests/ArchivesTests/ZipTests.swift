import Archives
import CaseModel
import Testing

/// Zips by their central directory, and without it.
struct ZipTests {
    private let entries: [(path: String, bytes: [UInt8])] = [
        ("a.log", logLines(300)), ("dir/b.log", logLines(300, seed: 2)), ("c", utf8("three")),
    ]

    @Test func `a zip is read by its central directory`() throws {
        let found = try reading(try zip(entries))

        #expect(found.paths == entries.map(\.path))
        #expect(found.entries.map(\.bytes) == entries.map(\.bytes))
        #expect(found.entries.map(\.header.declaredBytes) == entries.map { Int64($0.bytes.count) })
        #expect(found.notes.isEmpty)
        #expect(found.end.isComplete)
    }

    @Test func `a zip without its central directory is read by local headers`() throws {
        let whole = try zip(entries)
        let directory = try #require(firstRange(of: [0x50, 0x4B, 1, 2], in: whole))

        let found = try reading(Array(whole.prefix(directory)))

        #expect(found.entries.map(\.bytes) == entries.map(\.bytes))
        #expect(found.noted == ["damaged "])
        #expect(found.notes.first?.note.text.contains("entral directory") == true)
    }

    @Test func `a zip with a broken central directory is read by local headers`() throws {
        var whole = try zip(entries)
        let directory = try #require(firstRange(of: [0x50, 0x4B, 1, 2], in: whole))
        for index in directory..<directory + 60 { whole[index] = 0x20 }

        let found = try reading(whole)

        #expect(found.entries.map(\.bytes) == entries.map(\.bytes))
        #expect(found.noted.contains("damaged "))
    }

    @Test func `a cut zip gives the bytes of its last member`() throws {
        let whole = try zip([("a", utf8("one")), ("core.log", logLines(3_000))])

        let found = try reading(Array(whole.prefix(whole.count * 2 / 3)))

        #expect(found.text("a") == "one")
        #expect((found.entries.last?.bytes.count ?? 0) > 30_000)
        #expect(found.entries.last?.end?.isWhole == false)
        #expect(found.noted == ["damaged ", "truncated core.log"])
    }

    @Test(arguments: [false, true])
    func `members behind a damaged one are read`(isNested: Bool) throws {
        var bytes = try zip(entries)
        for index in 200..<264 { bytes[index] = 0xFF }
        if isNested { bytes = try tarGzip([("in.zip", bytes)]) }

        let found = try reading(bytes)

        let prefix = isNested ? "in.zip!" : ""
        #expect(found.paths == entries.map { prefix + $0.path })
        #expect(found.entries.dropFirst().map(\.bytes) == entries.dropFirst().map(\.bytes))
        #expect(found.noted == ["damaged \(prefix)a.log"])
    }

    @Test func `a member with a wrong checksum is noted`() throws {
        var local = zipLocal(utf8("a"), utf8("hello"))
        local[14] ^= 0xFF
        let found = try reading(local + zipLocal(utf8("b"), utf8("world")))

        #expect(found.text("a") == "hello")
        #expect(found.text("b") == "world")
        #expect(found.noted.contains("damaged a"))
    }

    @Test func `an encrypted member is noted and the next one is read`() throws {
        let secret = zipLocal(utf8("secret"), logLines(3), flags: 1)
        let found = try reading(secret + zipLocal(utf8("b"), utf8("world")))

        #expect(found.entries.first?.end == EntryEnd(bytes: 0, isWhole: false))
        #expect(found.text("b") == "world")
        #expect(found.noted.contains("encrypted secret"))
        #expect(!found.end.isComplete)
    }

    @Test func `names with backslashes are paths`() throws {
        let found = try reading(try zip([("log\\core.log", utf8("x"))]))

        #expect(found.paths == ["log/core.log"])
        #expect(found.notes.isEmpty)
    }

    @Test func `a Zip64 member is read`() throws {
        // Sizes of 0xFFFFFFFF stand in the extra field 1, as 8 bytes each (APPNOTE 4.5.3).
        let content = utf8("sixty-four")
        var local = zipLocal(utf8("a"), content)
        for index in 18..<26 { local[index] = 0xFF }
        local[28] = 20
        let size = [UInt8(content.count), 0, 0, 0, 0, 0, 0, 0]
        local.insert(contentsOf: [1, 0, 16, 0] + size + size, at: 31)

        let found = try reading(local)

        #expect(found.text("a") == "sixty-four")
        #expect(found.entries.first?.header.declaredBytes == Int64(content.count))
    }

    @Test func `an empty zip holds nothing`() throws {
        let found = try reading(try zip([]))

        #expect(found.entries.isEmpty)
        #expect(found.notes.isEmpty)
    }

    private func firstRange(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: pattern) }
    }
}
