@testable import Archives
@testable import CaseModel

/// Archives, the streams below them, and the names in them.
enum ArchiveTargets {
    static var limits: Limits {
        var limits = Limits()
        limits.entriesPerPackage = 200
        limits.nestingDepth = 3
        limits.bytesPerEntry = 1 << 20
        limits.bytesPerPackage = 4 << 20
        limits.ratioFloorBytes = 1 << 20
        limits.bufferedMemberBytes = 1 << 20
        limits.nameBytes = 300
        return limits
    }

    /// Entries come one after another, and each has the bytes that its end tells.
    static func archive(_ bytes: [UInt8]) {
        let file = MemoryFile(bytes)
        var sink = CountingSink()
        do {
            let end = try ArchiveReader(limits: limits).read(.file(path: file.path), into: &sink)
            precondition(!end.isComplete || !sink.hasLost, "What is lost makes it incomplete.")
        } catch {
            preconditionFailure("A regular file can be opened: \(error)")
        }
        precondition(sink.open == nil, "Each entry ends.")
        precondition(sink.entries <= limits.entriesPerPackage, "Entries have a limit.")
    }

    /// The first bytes are given, since nothing behind a wrong magic is reached.
    static func gzip(_ bytes: [UInt8]) {
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        decoder(GzipStream(MemoryStream(head + bytes), budget: Budget(limits: limits)))
    }

    /// What is no stream yet is put behind the head of one without checksums, which no fuzzer would
    /// guess.
    static func xz(_ bytes: [UInt8]) {
        let head: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 0, 0xFF, 0x12, 0xD9, 0x41]
        let stream = bytes.starts(with: head.prefix(6)) ? bytes : head + bytes
        decoder(XZStream(MemoryStream(stream), budget: Budget(limits: limits)))
    }

    private static func decoder(_ stream: any ByteStream) {
        var total = 0
        while true {
            let run = stream.next()
            if run.isEmpty { break }
            total += run.count
        }
        precondition(Int64(total) <= limits.bytesPerPackage, "Inflated bytes have a limit.")
        precondition(stream.next().isEmpty, "What has ended stays so.")
    }

    /// Whatever is left out has a gap, and what comes out is never more than what went in.
    static func tar(_ bytes: [UInt8]) {
        var tar = bytes
        if bytes.first == UInt8(ascii: "s") { sign(&tar) }
        let stream = MendedTar(MemoryStream(tar))
        var given = 0
        while true {
            let run = stream.next()
            if run.isEmpty { break }
            given += run.count
        }
        let gaps = stream.takeGaps()
        let left = gaps.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) }
        precondition(given <= tar.count, "Nothing is invented.")
        precondition(given + left <= tar.count, "Nothing is both given and left out.")
        for (gap, next) in zip(gaps, gaps.dropFirst()) {
            precondition(gap.upperBound <= next.lowerBound, "Gaps are in order.")
        }
        if bytes.first != UInt8(ascii: "s") || tar.count < 4096 { archive(tar) }
    }

    /// Checksums are beyond a fuzzer: every block that has the magic gets the right one.
    private static func sign(_ tar: inout [UInt8]) {
        for start in stride(from: 0, through: tar.count - 512, by: 512)
        where tar[(start + 257)...].starts(with: Array("ustar".utf8)) {
            for index in 148..<156 { tar[start + index] = 0x20 }
            let sum = tar[start..<start + 512].reduce(0) { $0 + Int($1) }
            let digits = Array(String(sum, radix: 8).utf8)
            let field = [UInt8](repeating: 0x30, count: 6 - digits.count) + digits + [0]
            tar.replaceSubrange(start + 148..<start + 155, with: field)
        }
    }

    /// A name that was made safe is safe, and stays what it is.
    static func entryName(_ bytes: [UInt8]) {
        let name = EntryName(bytes, limitBytes: 300)
        precondition(!name.text.isEmpty, "Each name has a text.")
        precondition(!name.text.hasPrefix("/"), "No name is absolute.")
        let parts = name.text.split(separator: "/", omittingEmptySubsequences: false)
        precondition(!parts.contains { $0 == ".." || $0.isEmpty }, "No name points upwards.")
        for scalar in name.text.unicodeScalars {
            precondition(scalar.value >= 0x20 && scalar.value != 0x7F, "Nothing controls.")
        }
    }
}

/// Counts what it is given, and traps when the order is wrong.
private struct CountingSink: EntrySink {
    var open: Int64?
    var entries = 0
    var hasLost = false

    mutating func begin(_ entry: EntryHeader) {
        precondition(open == nil, "Entries do not interleave.")
        open = 0
        entries += 1
    }

    mutating func bytes(_ block: [UInt8]) {
        guard let count = open else { preconditionFailure("Bytes belong to an entry.") }
        open = count + Int64(block.count)
    }

    mutating func end(_ end: EntryEnd) {
        precondition(open == end.bytes, "The end tells the bytes.")
        if !end.isWhole { hasLost = true }
        open = nil
    }

    mutating func note(_ note: Note, at path: String) {
        precondition(!note.text.isEmpty, "A note says something.")
    }

    var isCancelled: Bool { false }
}
