import Archives
import CaseModel
import Testing

/// What is left of files that were compressed otherwise than by gzip, measured.
///
/// libarchive hands over full blocks only: 64 KiB from bzip2, 128 KiB from zstd; xz is ours.
struct CutCompressionTests {
    private let content = logLines(20_000)

    private struct Case: Sendable, CustomTestStringConvertible {
        var packing: Packing
        var percent: Int
        /// Bytes of content that one block of the compression holds, and so are lost together.
        var blockBytes: Int
        var testDescription: String { "\(packing) cut at \(percent) %" }
    }

    private static let cases: [Case] = [10, 50, 90, 99].flatMap { percent in
        [
            Case(packing: .xz, percent: percent, blockBytes: 0),
            Case(packing: .zstd, percent: percent, blockBytes: 2 * 131_072),
            Case(packing: .bzip2, percent: percent, blockBytes: 900_000 + 65_536),
        ]
    }

    @Test(arguments: cases)
    private func `a cut file gives what came before the last block`(cut: Case) throws {
        let whole = packed(cut.packing, "x", content)

        let found = try reading(
            Array(whole.prefix(whole.count * cut.percent / 100)),
            named: "core.log.x"
        )

        let entry = try #require(found.entries.first)
        let fair = content.count * cut.percent / 100
        #expect(entry.bytes.count >= fair - cut.blockBytes - content.count * 4 / 100)
        #expect(entry.bytes == Array(content.prefix(entry.bytes.count)))
        #expect(entry.end?.isWhole == false)
        #expect(found.noted == ["truncated core.log.x!"])
        let note = try #require(found.notes.first?.note)
        #expect(note.byteOffset == Int64(entry.bytes.count))
        #expect(note.text.contains("read up to byte \(entry.bytes.count)"))
        #expect(note.text.contains("could not be had") == (cut.packing != .xz))
    }

    @Test(arguments: [Packing.xz, .zstd, .bzip2])
    func `members that follow each other are one stream`(packing: Packing) throws {
        let one = packed(packing, "x", content)

        let found = try reading(one + one, named: "x")

        #expect(found.entries.first?.bytes == content + content)
        #expect(found.notes.isEmpty)
    }

    @Test(arguments: [Packing.xz, .zstd])
    func `garbage behind the data is noted`(packing: Packing) throws {
        let found = try reading(packed(packing, "x", content) + utf8("and more"), named: "x")

        let lost = packing == .xz ? 0 : 131_072
        #expect((found.entries.first?.bytes.count ?? 0) >= content.count - lost)
        // A few bytes are to liblzma the beginning of another stream, which is cut.
        #expect(found.noted == [packing == .xz ? "truncated x!" : "damaged x!"])
    }

    @Test func `an xz that asks for a large dictionary is not given it`() throws {
        var limits = Limits()
        limits.xzMemoryBytes = 1 << 20

        let found = try reading(packed(.xz, "x", content), named: "x", limits: limits)

        #expect(found.entries.first?.bytes.isEmpty == true)
        #expect(found.notes.map(\.note.limit) == ["xzMemoryBytes"])
        #expect(!found.end.isComplete)
    }

    @Test func `garbage behind a gzip is noted and nothing is lost`() throws {
        let found = try reading(ArchiveWriter.gzip(content) + utf8("and more"), named: "x")

        #expect(found.entries.first?.bytes == content)
        #expect(found.noted == ["damaged x!"])
    }

    @Test func `a cut tar in xz gives its first members whole`() throws {
        let tar = tarMember("a", content) + tarMember("b", logLines(20_000, seed: 2)) + tarEnd
        let whole = packed(.xz, "x", tar)

        let found = try reading(Array(whole.prefix(whole.count * 9 / 10)))

        #expect(found.paths == ["a", "b"])
        #expect(found.entries.first?.bytes == content)
        #expect((found.entries.last?.bytes.count ?? 0) > content.count * 6 / 10)
        #expect(found.noted == ["truncated b"])
    }

    @Test func `a 7z without its directory is noted`() throws {
        // The first bytes of a 7z alone: the directory that they point at is missing.
        let found = try reading(Array(packed(.sevenZip, "a", content).prefix(32)))

        #expect(found.entries.isEmpty)
        #expect(found.notes.count == 1)
        #expect(!found.end.isComplete)
    }

    @Test func `pages of zeros in a log are handed over`() throws {
        var log = content
        for index in 4096..<8192 { log[index] = 0 }

        let found = try reading(try tarGzip([("core.log", log)]))

        #expect(found.entries.first?.bytes == log)
        #expect(found.notes.isEmpty)
    }
}
