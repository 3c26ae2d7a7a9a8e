import Archives
import CaseModel
import Testing

/// Content decides what is opened, at the top and inside.
struct ContentTests {
    @Test func `a plain file is one entry by its own name`() throws {
        let found = try reading(utf8("[INFO   ] hello\n"), named: "core.log")

        #expect(found.paths == ["core.log"])
        #expect(found.entries.first?.header.declaredBytes == 16)
        #expect(found.text("core.log") == "[INFO   ] hello\n")
        #expect(found.end.packedBytes == 16)
        #expect(found.end.isComplete)
    }

    @Test func `text in a file named zip is plain`() throws {
        let found = try reading(utf8("just text"), named: "package.zip")

        #expect(found.text("package.zip") == "just text")
        #expect(found.notes.isEmpty)
    }

    @Test(arguments: [
        "#mtree\n./a type=file\n", "070707 not a cpio\n", "!<arch>\nnot an ar\n", "xar!\n",
        "Rar! but a log\n", "WARC/1.0\nx\n", "BZh9 is no bzip2\n", "PK is no zip\n",
    ])
    func `a log is never taken for an archive`(text: String) throws {
        let found = try reading(try tarGzip([("a.log", utf8(text))]))

        #expect(found.text("a.log") == text)
        #expect(found.notes.isEmpty)
    }

    @Test func `an empty file is noted`() throws {
        let found = try reading([], named: "core.log")
        let member = try reading(try tarGzip([("a", [])]))
        let compressed = try reading(ArchiveWriter.gzip([]), named: "x.gz")

        #expect(found.noted == ["empty core.log"])
        #expect(found.entries.map(\.end) == [EntryEnd(bytes: 0, isWhole: true)])
        #expect(member.noted == ["empty a"])
        #expect(compressed.noted == ["empty x.gz!"])
    }

    @Test func `a compressed file in an archive is one entry`() throws {
        let found = try reading(
            try tarGzip([
                ("log/core.log-20260628.gz", ArchiveWriter.gzip(utf8("old\n"))),
                ("log/core.log", utf8("new\n")),
            ])
        )

        #expect(found.paths == ["log/core.log-20260628.gz!", "log/core.log"])
        #expect(found.entries.first?.header.modifiedSeconds == fixtureSeconds)
        #expect(found.text("log/core.log-20260628.gz!") == "old\n")
    }

    @Test func `archives in archives are read by streaming`() throws {
        let log = logLines(2_000)
        let innermost = try tarGzip([("core.log", log), ("b", utf8("b"))])
        let inner = try zip([("node.bin", innermost), ("c", utf8("c"))])

        let found = try reading(try tarGzip([("a", utf8("a")), ("in", inner), ("d", utf8("d"))]))

        #expect(found.paths == ["a", "in!node.bin!core.log", "in!node.bin!b", "in!c", "d"])
        #expect(found.entries.dropFirst().first?.bytes == log)
        #expect(found.notes.isEmpty)
        #expect(found.end.isComplete)
    }

    @Test(arguments: [Packing.xz, .zstd, .bzip2])
    func `other compressions are opened`(packing: Packing) throws {
        let log = logLines(3_000)
        let single = try reading(packed(packing, "x", log), named: "core.log.x")
        let tar = tarMember("core.log", log) + tarEnd
        let archive = try reading(packed(packing, "x", tar))
        let nested = try reading(try tarGzip([("old", packed(packing, "x", log))]))

        #expect(single.paths == ["core.log.x!"])
        #expect(single.entries.first?.bytes == log)
        #expect(archive.paths == ["core.log"])
        #expect(archive.entries.first?.bytes == log)
        #expect(nested.paths == ["old!"])
        #expect(nested.notes.isEmpty)
    }

    @Test(arguments: [false, true])
    func `a 7z is opened, nested ones from memory`(isNested: Bool) throws {
        let log = logLines(500)
        let bytes = packed(.sevenZip, "dir/core.log", log)

        let found = try reading(isNested ? try tarGzip([("in.7z", bytes)]) : bytes)

        #expect(found.paths == [isNested ? "in.7z!dir/core.log" : "dir/core.log"])
        #expect(found.entries.first?.bytes == log)
        #expect(found.notes.isEmpty)
    }

    @Test func `a nested 7z beyond the memory limit is handed over unopened`() throws {
        let bytes = packed(.sevenZip, "core.log", logLines(500))
        var limits = Limits()
        limits.bufferedMemberBytes = 1_000

        let found = try reading(try tarGzip([("in.7z", bytes)]), limits: limits)

        #expect(found.entries.first?.bytes == bytes)
        #expect(found.notes.map(\.note.limit) == ["bufferedMemberBytes"])
    }

    @Test func `a cut 7z is a note`() throws {
        let bytes = packed(.sevenZip, "core.log", logLines(500))

        let found = try reading(Array(bytes.dropLast(20)))

        #expect(found.entries.isEmpty)
        #expect(found.notes.count == 1)
        #expect(!found.end.isComplete)
    }
}
