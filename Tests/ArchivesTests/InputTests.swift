import Archives
import CaseModel
import Foundation
import Testing

/// Files, folders and the standard input as packages, and their hashes.
struct InputTests {
    @Test func `an argument names a file, a folder or the standard input`() throws {
        let scratch = try Scratch()
        try scratch.write(utf8("x"), "a.log")

        #expect(try Input(argument: "-") == .standardInput)
        #expect(try Input(argument: scratch.path) == .folder(path: scratch.path))
        #expect(try Input(argument: scratch.path + "/a.log").name == "a.log")
        #expect(Input.file(path: "C:\\cases\\sp.zip").name == "sp.zip")
        let error = #expect(throws: ArchiveError.self) {
            try Input(argument: "/nowhere/missing.zip")
        }
        #expect(error?.code == .cannotOpen)
        #expect(error?.subject == "missing.zip")
    }

    @Test func `a folder is read in the order of its paths, links are noted`() throws {
        let scratch = try Scratch()
        try scratch.write(utf8("1"), "a/b.log")
        try scratch.write(utf8("2"), "a.log")
        try scratch.write(try zip([("core.log", utf8("3"))]), "logs.zip")
        try scratch.write(ArchiveWriter.gzip(utf8("4")), "old.gz")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/link",
            withDestinationPath: "/etc/passwd"
        )
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/loop",
            withDestinationPath: "."
        )
        #expect(mkfifo(scratch.path + "/pipe", 0o600) == 0)

        let found = try reading(.folder(path: scratch.path))

        #expect(found.paths == ["a.log", "a/b.log", "logs.zip!core.log", "old.gz!"])
        #expect(found.noted == ["not-regular link", "not-regular loop", "not-regular pipe"])
        #expect(found.end.isComplete)
    }

    @Test func `a folder stops at the limit of entries`() throws {
        let scratch = try Scratch()
        for index in 0..<9 { try scratch.write(utf8("x"), "\(index)") }
        var limits = Limits()
        limits.entriesPerPackage = 3

        let found = try reading(.folder(path: scratch.path), limits)

        #expect(found.paths == ["0", "1", "2"])
        #expect(found.notes.map(\.note.limit) == ["entriesPerPackage"])
    }

    @Test func `the hash of a file is the one of its bytes`() throws {
        let scratch = try Scratch()
        try scratch.write(utf8("abc"), "a")

        let hash = try PackageHash.sha256(of: .file(path: scratch.path + "/a"))

        // FIPS 180-2, example B.1.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(hash.map(hex) == known)
        #expect(try PackageHash.sha256(of: .standardInput) == nil)
    }

    @Test func `the hash of a folder follows paths and contents alone`() throws {
        let one = try Scratch()
        let two = try Scratch()
        for (name, bytes) in [("a", "1"), ("b/c", "2")] {
            try one.write(utf8(bytes), name)
            try two.write(utf8(bytes), name)
        }
        let first = try PackageHash.sha256(of: .folder(path: one.path))
        #expect(try PackageHash.sha256(of: .folder(path: two.path)) == first)

        try two.write(utf8("3"), "b/c")
        #expect(try PackageHash.sha256(of: .folder(path: two.path)) != first)
    }

    @Test(arguments: ["tar.gz", "zip", "7z", "plain"])
    func `a pipe is read and hashed`(kind: String) throws {
        let log = logLines(200)
        let bytes =
            switch kind {
            case "tar.gz": try tarGzip([("core.log", log)])
            case "zip": try zip([("core.log", log)])
            case "7z": packed(.sevenZip, "core.log", log)
            default: log
            }
        let scratch = try Scratch()
        try scratch.write(bytes, "p")
        let pipe = Pipe()
        // Fits into the pipe's own 64 KiB, so that nobody has to write meanwhile.
        try #require(bytes.count < 65_000)
        pipe.fileHandleForWriting.write(Data(bytes))
        try pipe.fileHandleForWriting.close()
        var found = Recorder()

        found.end = ArchiveReader(limits: Limits()).read(
            pipe: pipe.fileHandleForReading.fileDescriptor,
            into: &found
        )

        #expect(found.paths == [kind == "plain" ? "standard-input" : "core.log"])
        #expect(found.entries.first?.bytes == log)
        #expect(found.notes.isEmpty)
        #expect(found.end.packedBytes == Int64(bytes.count))
        #expect(
            try found.end.sha256 == PackageHash.sha256(of: .file(path: scratch.path + "/p"))
        )
    }

    @Test(arguments: [ArchiveWriter.Kind.tarGzip, .zip])
    func `the writer makes the same bytes each time`(kind: ArchiveWriter.Kind) throws {
        let entries = [(path: "a", bytes: utf8("x")), (path: "b/c", bytes: logLines(50))]
        let made = try (0..<2).map { _ in
            try ArchiveWriter.write(
                kind: kind,
                entries: entries,
                modifiedSeconds: fixtureSeconds
            )
        }

        #expect(made[0] == made[1])
        #expect(try reading(made[0]).entries.map(\.bytes) == entries.map(\.bytes))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
