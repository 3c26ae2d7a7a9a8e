import Archives
import CaseModel
import ScanWhy
import TestSupport
import Testing

/// Archives that are cut, broken, or made to do harm.
@Suite struct BadArchiveTests {
    @Test func `an empty file is said to be empty, and nothing is called clear`() throws {
        let bad = try BadCase("package.tar.gz", [])
        #expect(bad.assessment.notes.contains { $0.note.kind == .empty }, "\(bad.notes)")
        #expect(bad.messages.isEmpty)
        #expect(bad.assessment.summary.clear == 0)
        #expect(bad.status == .notToBeTrusted)
    }

    @Test func `a text named zip is a text that nobody reads`() throws {
        let bad = try BadCase("package.zip", Array("This is no archive at all.\n".utf8))
        #expect(bad.hasNote(.unrecognised, at: "package.zip"), "\(bad.notes)")
        #expect(bad.status == .notToBeTrusted)
    }

    @Test func `a log named zip is a log`() throws {
        let lines = BadCase.lines(3).map { $0 + "\n" }.joined()
        let bad = try BadCase("package.zip", Array(lines.utf8))
        #expect(bad.messages.count == 3)
        #expect(bad.inspection.entries.map(\.role) == ["core-log"])
    }

    @Test(arguments: [10, 50, 99])
    func `a tar gz that is cut gives every whole line before the cut`(_ percent: Int) throws {
        let lines = BadCase.lines(3_000)
        let whole = try SmallPackage.core(lines).packed(as: .tarGzip)
        let cut = Array(whole.prefix(whole.count * percent / 100))
        let bad = try BadCase("ometascan-5.14.1-1-support-1782621600.tar.gz", cut)
        #expect(bad.hasNote(.truncated, at: "log/core.log"), "\(bad.notes)")
        #expect(!bad.isComplete)
        #expect(!bad.isWhole(.coreLog))
        // The lines compress evenly, so that a share of bytes is about that share of lines.
        #expect(bad.messages.count > 3_000 * (percent - 7) / 100)
        #expect(bad.messages.count < 3_000)
        for (number, message) in bad.messages.dropLast().enumerated() {
            #expect(message.hasPrefix("Line \(number), "))
        }
        #expect(bad.strictStatus == .notToBeTrusted)
    }

    @Test func `a zip without its central directory is read by its local headers`() throws {
        var package = SmallPackage.core(BadCase.lines(20))
        package.add("log/core.log.1", Array(BadCase.lines(25).suffix(5)))
        let whole = try package.packed(as: .zip)
        let start = try #require(Self.place(of: [0x50, 0x4B, 0x01, 0x02], in: whole))
        let bad = try BadCase("ometascan-5.14.1-1-support-1782621600.zip", Array(whole[..<start]))
        #expect(bad.messages.count == 25)
        #expect(bad.hasNote(.damaged, at: nil), "\(bad.notes)")
        #expect(!bad.isComplete)
    }

    @Test func `a member of ten gigabytes of zeros stops at a limit, not the rest before it`()
        throws
    {
        // A ratio of 20 in place of 200, so that a debug build inflates 200 MB and not 2 GB.
        var limits = Limits()
        limits.expansionRatio = 20
        limits.ratioFloorBytes = 8 << 20
        let log = Array(BadCase.lines(40).map { $0 + "\n" }.joined().utf8)
        let head = BombTar.member("log/core.log", log) + BombTar.header("log/zeros.log", 10 << 30)
        let zeros = ArchiveWriter.gzip([UInt8](repeating: 0, count: 32 << 20))
        let bytes = ArchiveWriter.gzip(head) + Array(repeatElement(zeros, count: 320).joined())
        #expect(bytes.count < 12 << 20)
        let bad = try BadCase("ometascan-5.14.1.tar.gz", bytes, limits: limits)
        #expect(bad.messages.count == 40)
        // Told twice: of the member that was stopped, and of the package that ends there.
        let reached = Set(bad.assessment.limitsReached.map(\.limit))
        #expect(reached == ["expansionRatio"], "\(bad.notes)")
        #expect(!bad.isComplete)
        let zerosRead = bad.inspection.entries.first { $0.path == "log/zeros.log" }?.sizeBytes
        #expect(try #require(zerosRead) < 300 << 20)
    }

    @Test func `archives in archives are opened to a depth, and the rest is read`() throws {
        var inner = Array(BadCase.lines(2).map { $0 + "\n" }.joined().utf8)
        for depth in 1...10 {
            inner = try ArchiveWriter.write(
                kind: .tarGzip,
                entries: [("log/deep-\(depth).tar.gz", inner)],
                modifiedSeconds: 1_782_621_600
            )
        }
        var package = SmallPackage.core(BadCase.lines(30))
        package.add("deep.tar.gz", inner)
        let bad = try BadCase("bundle.zip", package.packed(as: .zip))
        #expect(bad.messages.count == 30)
        #expect(bad.assessment.limitsReached.map(\.limit) == ["nestingDepth"], "\(bad.notes)")
        let note = try #require(
            bad.assessment.notes.first { $0.note.limit == "nestingDepth" }
        )
        let depth = (note.entry ?? "").split(separator: "!").count
        #expect(depth == Limits().nestingDepth + 1)
        #expect(!bad.isComplete)
    }

    @Test func `a member that is encrypted is named, and the others are read`() throws {
        let secret = BombTar.encryptedZipMember("log/nginx.log", Array("hidden".utf8))
        var package = SmallPackage.core(BadCase.lines(4))
        package.name = "ometascan"
        // Without central directory, which would not know the encrypted member.
        let whole = try package.packed(as: .zip)
        let start = try #require(Self.place(of: [0x50, 0x4B, 0x01, 0x02], in: whole))
        let bad = try BadCase("ometascan.zip", Array(whole[..<start]) + secret)
        #expect(bad.hasNote(.encrypted, at: "log/nginx.log"), "\(bad.notes)")
        #expect(bad.messages.count == 4)
        #expect(!bad.isComplete)
    }

    @Test(arguments: ["../../escaped.log", "/tmp/scanwhy-escaped.log", "log/../../../x.log"])
    func `a member that wants to leave its folder is read in place`(_ name: String) throws {
        let lines = Array(BadCase.lines(3).map { $0 + "\n" }.joined().utf8)
        let packed = try ArchiveWriter.write(
            kind: .tarGzip,
            entries: [(name, lines)],
            modifiedSeconds: 1_782_621_600
        )
        let bad = try BadCase("ometascan.tar.gz", packed)
        #expect(bad.messages.count == 3)
        #expect(bad.assessment.notes.contains { $0.note.kind == .unsafeName }, "\(bad.notes)")
    }

    private static func place(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast(pattern.count).first { bytes[$0...].starts(with: pattern) }
    }
}
