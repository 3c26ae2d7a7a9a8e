import Archives
import CaseModel
import CaseStore
import Foundation
import ScanWhy
import TestSupport

/// The outage night, analysed as a person does it, with all that is written of it.
struct NightRun: Sendable {
    /// What is secret in the samples: passwords and keys that the generator wrote into them.
    static let secrets = [
        "made-up-database-password", "made-up-admin-password",
        "1111fake2222fake3333fake4444fake5555", "0000fake1111fake2222fake3333fake4444",
    ]

    static let folders = Result { try NightRun(["core", "icap", "infected-files.json"]) }
    static let otherOrder = Result { try NightRun(["infected-files.json", "icap", "core"]) }
    static let packed = Result { try NightRun(packedNames + ["infected-files.json"]) }

    let assessment: Assessment
    let json: [UInt8]
    let text: [UInt8]
    /// Secrets that stand in the case file.
    let leaked: [String]
    private let inputs: [String]

    private init(_ names: [String]) throws {
        inputs = names.map { "\(repositoryRoot)/samples/outage-night/\($0)" }
        var options = Analyzer.Options()
        options.inputs = inputs
        (assessment, leaked) = try Analyzer(options).run { assessment, file in
            let bytes = try Data(contentsOf: URL(filePath: file.path))
            let leaked = Self.secrets.filter { bytes.range(of: Data($0.utf8)) != nil }
            return (assessment, leaked)
        }
        let rendering = Rendering(Rendering.Screen())
        json = rendering.bytes(of: assessment, as: .json)
        text = rendering.bytes(of: assessment, as: .text)
    }

    private static var packedNames: [String] {
        get throws {
            try FileManager.default
                .contentsOfDirectory(atPath: "\(repositoryRoot)/samples/outage-night/packed")
                .sorted().map { "packed/\($0)" }
        }
    }

    /// The lines of every entry of every package, read again and not by way of the case file.
    func entries() throws -> [String: EntryLines] {
        var entries: [String: EntryLines] = [:]
        for input in try inputs.map({ try Input(argument: $0) }) {
            guard let package = assessment.packages.first(where: { $0.name == input.name }) else {
                continue
            }
            var sink = EntryCollector()
            _ = try ArchiveReader(limits: Limits()).read(input, into: &sink)
            for (path, bytes) in sink.entries {
                entries["\(package.id) \(path)"] = EntryLines(bytes)
            }
        }
        return entries
    }
}

/// The bytes of an entry and where its lines begin.
struct EntryLines {
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
        self.starts = starts
    }

    /// Where a line begins, counted from 1; nil if there are not so many.
    func start(ofLine line: Int) -> Int? {
        starts.indices.contains(line - 1) ? starts[line - 1] : nil
    }

    func text(ofLine line: Int) -> String {
        let end = starts.indices.contains(line) ? starts[line] : bytes.count
        return String(decoding: bytes[(start(ofLine: line) ?? end)..<end], as: UTF8.self)
    }
}

/// Keeps all entries in memory.
struct EntryCollector: EntrySink {
    private(set) var entries: [String: [UInt8]] = [:]
    private var path = ""

    mutating func begin(_ header: EntryHeader) {
        path = header.path
        entries[path] = []
    }

    mutating func bytes(_ block: [UInt8]) { entries[path]?.append(contentsOf: block) }
    mutating func end(_ end: EntryEnd) {}
    mutating func note(_ note: Note, at path: String) {}
    var isCancelled: Bool { false }
}
