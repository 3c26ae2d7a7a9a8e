import Archives
import CaseModel
import Foundation

/// A sink that keeps everything.
struct Recorder: EntrySink {
    struct Entry {
        var header: EntryHeader
        var bytes: [UInt8] = []
        var blockSizes: [Int] = []
        var end: EntryEnd?
    }

    struct Noted: Hashable {
        var path: String
        var note: Note
    }

    var entries: [Entry] = []
    var notes: [Noted] = []
    /// Gives up once so many bytes have come.
    var patienceBytes = Int.max
    var end = PackageEnd(sha256: nil, packedBytes: 0, isComplete: false)

    mutating func begin(_ entry: EntryHeader) { entries.append(Entry(header: entry)) }

    mutating func bytes(_ block: [UInt8]) {
        entries[entries.count - 1].bytes += block
        entries[entries.count - 1].blockSizes.append(block.count)
    }

    mutating func end(_ end: EntryEnd) { entries[entries.count - 1].end = end }

    mutating func note(_ note: Note, at path: String) {
        notes.append(Noted(path: path, note: note))
    }

    var isCancelled: Bool { entries.reduce(0) { $0 + $1.bytes.count } >= patienceBytes }

    var paths: [String] { entries.map(\.header.path) }
    /// `kind path`, as short as a test wants it.
    var noted: [String] { notes.map { "\($0.note.kind.rawValue) \($0.path)" } }

    func text(_ path: String) -> String? {
        entries.first { $0.header.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}

/// A folder for one test, removed after it.
struct Scratch: ~Copyable {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("scanwhy-archives-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit {
        // A test's leftovers are no reason to fail it.
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url)
    }
}

/// Writes the bytes into a file of that name and reads it as a package.
func reading(
    _ bytes: [UInt8],
    named name: String = "package",
    limits: Limits = Limits(),
    patienceBytes: Int = .max
) throws -> Recorder {
    let scratch = try Scratch()
    try scratch.write(bytes, name)
    return try reading(.file(path: scratch.path + "/" + name), limits, patienceBytes)
}

func reading(
    _ input: Input,
    _ limits: Limits = Limits(),
    _ patienceBytes: Int = .max
) throws -> Recorder {
    var recorder = Recorder()
    recorder.patienceBytes = patienceBytes
    recorder.end = try ArchiveReader(limits: limits).read(input, into: &recorder)
    return recorder
}
