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

    /// The central directory's last record, and with it the whole directory, is cut away.
    @Test func `the last member is read when its descriptor ends the file`() throws {
        let content = logLines(50)
        let whole = try zip([("a.log", content)])
        let directory = try #require(firstRange(of: [0x50, 0x4B, 1, 2], in: whole))
        var member = Array(whole.prefix(directory))
        let sums = Array(member[14..<26])
        // Bit 3: checksum and sizes follow the data (APPNOTE 4.4.4).
        member[6] |= 8
        for index in 14..<26 { member[index] = 0 }
        let cut = member + [0x50, 0x4B, 7, 8] + sums

        let found = try reading(cut)
        let nested = try reading(try tarGzip([("in.zip", cut), ("b", utf8("b"))]))

        #expect(found.entries.map(\.bytes) == [content])
        #expect(found.entries.first?.end?.isWhole == true)
        #expect(found.noted == ["damaged "])
        #expect(nested.paths == ["in.zip!a.log", "b"])
        #expect(nested.entries.first?.bytes == content)
    }

    @Test func `a zip whose first header is damaged is read`() throws {
        var whole = try zip(entries)
        for index in 0..<30 { whole[index] = 0 }

        let found = try reading(whole)

        #expect(found.paths == ["dir/b.log", "c"])
        #expect(found.entries.map(\.bytes) == entries.dropFirst().map(\.bytes))
        #expect(!found.end.isComplete)
    }

    @Test func `bytes before a zip are passed over`() throws {
        let found = try reading(utf8("#!/bin/sh\nunpack\n") + (try zip(entries)))

        #expect(found.paths == entries.map(\.path))
        #expect(found.entries.map(\.bytes) == entries.map(\.bytes))
    }

    @Test func `text that only speaks of zips is plain`() throws {
        let text = utf8("the end record begins with PK\u{5}\u{6} and is twenty-two bytes long")
        let found = try reading(text, named: "a.txt")

        #expect(found.paths == ["a.txt"])
        #expect(found.notes.isEmpty)
    }

    @Test(arguments: [7777, 0xFFFF_FFF0])
    func `a wrong offset in the central directory loses no member`(offset: Int) throws {
        var whole = try zip(entries)
        let first = try #require(firstRange(of: [0x50, 0x4B, 1, 2], in: whole))
        let rest = Array(whole[(first + 4)...])
        let second = first + 4 + (try #require(firstRange(of: [0x50, 0x4B, 1, 2], in: rest)))
        for index in 0..<4 { whole[second + 42 + index] = UInt8(offset >> (index * 8) & 0xFF) }

        let found = try reading(whole)

        for (path, bytes) in entries {
            #expect(found.entries.contains { $0.header.path == path && $0.bytes == bytes })
        }
        #expect(found.noted.contains("damaged "))
    }

    @Test func `a method that is not read is no damage`() throws {
        var local = zipLocal(utf8("a"), utf8("hello"))
        local[8] = 9
        let found = try reading(local + zipLocal(utf8("b"), utf8("world")))

        #expect(found.text("b") == "world")
        #expect(found.noted.contains("partly-read a"))
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
