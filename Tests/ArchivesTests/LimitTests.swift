import Archives
import CaseModel
import Testing

/// Each limit stops one part and leaves one note that names it.
struct LimitTests {
    private func limits(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        limits.ratioFloorBytes = 4 << 20
        change(&limits)
        return limits
    }

    /// Many gzip members of zeros: ten gigabytes in ten megabytes.
    private func zeros(megabytes: Int) -> [UInt8] {
        let one = ArchiveWriter.gzip([UInt8](repeating: 0, count: 1 << 20))
        var all: [UInt8] = []
        for _ in 0..<megabytes { all.append(contentsOf: one) }
        return all
    }

    @Test func `ten gigabytes of zeros in a gzip stop at the ratio`() throws {
        let found = try reading(
            zeros(megabytes: 10_240),
            named: "z.gz",
            limits: limits { _ in }
        )

        #expect(found.noted == ["limit z.gz!"])
        #expect(found.notes.first?.note.limit == "expansionRatio")
        #expect(found.entries.first?.end?.isWhole == false)
        #expect((found.entries.first?.bytes.count ?? .max) <= 8 << 20)
    }

    @Test func `ten gigabytes of zeros in a tar stop at the ratio`() throws {
        let tar =
            ArchiveWriter.gzip(tarMember("a", utf8("read")))
            + ArchiveWriter.gzip(tarHeader(utf8("zeros"), size: 8_000_000_000))
            + zeros(megabytes: 10_240)

        let found = try reading(tar, limits: limits { $0.expansionRatio = 20 })

        #expect(found.text("a") == "read")
        #expect((found.entries.last?.bytes.count ?? .max) <= 8 << 20)
        // Past the entry the rest is skipped, until that is too much for the package.
        #expect(found.noted == ["limit zeros", "limit "])
        #expect(found.notes.map(\.note.limit) == ["expansionRatio", "expansionRatio"])
        #expect(!found.end.isComplete)
    }

    @Test func `a member of zeros does not hide the one behind it`() throws {
        let tar =
            ArchiveWriter.gzip(tarHeader(utf8("zeros"), size: 30 << 20)) + zeros(megabytes: 30)
            + ArchiveWriter.gzip(tarMember("core.log", logLines(20_000)) + tarEnd)

        let found = try reading(tar, limits: limits { _ in })

        #expect(found.paths == ["zeros", "core.log"])
        #expect(found.entries.last?.bytes == logLines(20_000))
        #expect(found.noted == ["limit zeros"])
    }

    @Test func `a zip goes on behind a member that stops at the ratio`() throws {
        // Bytes that do not compress make the package as a whole harmless.
        var state: UInt64 = 1
        let noise = (0..<40_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let bytes = try zip([
            ("zeros", [UInt8](repeating: 0, count: 8 << 20)), ("b", utf8("read")),
            ("noise", noise),
        ])

        let found = try reading(
            bytes,
            limits: limits {
                $0.ratioFloorBytes = 1 << 20
                $0.expansionRatio = 500
            }
        )

        #expect(found.text("b") == "read")
        #expect(found.noted == ["limit zeros"])
        #expect(found.notes.first?.note.limit == "expansionRatio")
    }

    @Test func `an entry stops at its bytes and the next one is read`() throws {
        let found = try reading(
            try tarGzip([("a", utf8("0123456789")), ("b", utf8("01234"))]),
            limits: limits { $0.bytesPerEntry = 5 }
        )

        #expect(found.text("a") == "01234")
        #expect(found.text("b") == "01234")
        #expect(found.entries.map(\.end?.isWhole) == [false, true])
        #expect(found.noted == ["limit a"])
        #expect(found.notes.first?.note.limit == "bytesPerEntry")
    }

    @Test(arguments: [true, false])
    func `a package stops at its bytes with one note`(isPacked: Bool) throws {
        let content = [UInt8](repeating: 7, count: 3000)
        let tar = tarMember("a", content) + tarMember("b", content) + tarMember("c", content)

        let found = try reading(
            isPacked ? ArchiveWriter.gzip(tar) : tar,
            limits: limits { $0.bytesPerPackage = 5000 }
        )

        #expect(found.paths == ["a", "b"])
        #expect(found.entries.last?.bytes.count == 5000 - 512 - 3072 - 512)
        #expect(found.noted == ["limit "])
        #expect(found.notes.first?.note.limit == "bytesPerPackage")
    }

    @Test func `a package stops at its entries with one note`() throws {
        let entries = (0..<10).map { (path: "\($0)", bytes: utf8("x")) }

        let found = try reading(
            try tarGzip(entries),
            limits: limits { $0.entriesPerPackage = 4 }
        )

        #expect(found.paths == ["0", "1", "2", "3"])
        #expect(found.noted == ["limit "])
        #expect(found.notes.first?.note.limit == "entriesPerPackage")
    }

    @Test func `the tenth level of nesting is handed over unopened`() throws {
        var bytes = try zip([("core.log", utf8("deep"))])
        for level in 1..<10 { bytes = try zip([("\(level).zip", bytes)]) }

        let found = try reading(bytes, limits: limits { $0.nestingDepth = 6 })

        let path = "9.zip!8.zip!7.zip!6.zip!5.zip!4.zip!3.zip"
        #expect(found.paths == [path])
        #expect(found.entries.first?.bytes.starts(with: utf8("PK")) == true)
        #expect(found.entries.first?.end?.isWhole == true)
        #expect(found.noted == ["limit \(path)"])
        #expect(found.notes.first?.note.limit == "nestingDepth")
    }

    @Test func `ten levels are opened where the limit allows them`() throws {
        var bytes = try tarGzip([("core.log", utf8("deep"))])
        for level in 1..<10 { bytes = try tarGzip([("\(level).tgz", bytes)]) }

        let found = try reading(bytes, limits: limits { $0.nestingDepth = 9 })

        #expect(found.entries.map { String(decoding: $0.bytes, as: UTF8.self) } == ["deep"])
        #expect(found.notes.isEmpty)
    }

    @Test func `a consumer that gives up ends the reading soon`() throws {
        let content = [UInt8](repeating: 7, count: 3 << 20)

        let found = try reading(
            storedGzip(tarMember("a", content) + tarMember("b", content), blockBytes: 60_000),
            patienceBytes: 1
        )

        #expect(found.entries.map(\.bytes.count) == [1 << 20])
        #expect(found.entries.first?.end?.isWhole == false)
        #expect(!found.end.isComplete)
    }

    @Test func `blocks are full until the last one`() throws {
        let content = logLines(60_000)

        let found = try reading(try tarGzip([("a", utf8("x")), ("core.log", content)]))

        let sizes = try #require(found.entries.last?.blockSizes)
        #expect(sizes.dropLast().allSatisfy { $0 == 1 << 20 })
        #expect(sizes.count > 2)
        #expect(found.entries.last?.bytes == content)
    }
}
