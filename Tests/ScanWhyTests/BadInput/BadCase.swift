import CaseModel
import CaseStore
import GRDB
import ScanWhy
import TestSupport
import Testing

/// What came of an input that is broken in some way, and the proof that nothing else was written.
struct BadCase: CustomStringConvertible {
    let assessment: Assessment
    let inspection: Inspection
    /// The messages of all records, in the order in which they stand.
    let messages: [String]

    /// Analyses the inputs with the rules built in; the case file is the only new file.
    init(_ inputs: [String], in directory: TemporaryDirectory, limits: Limits = Limits()) throws {
        var options = Analyzer.Options()
        options.inputs = inputs
        options.limits = limits
        options.caseFile = directory.path(of: "case.db")
        let before = directory.files
        (assessment, inspection, messages) = try Analyzer(options).run { assessment, file in
            let reader = try SealedReader(file)
            let inspection = try InspectionReader(reader, limits: limits)
                .inspection(toolVersion: "")
            let messages = try reader.read { db in
                try String.fetchAll(db, sql: "SELECT message FROM record ORDER BY id")
            }
            return (assessment, inspection, messages)
        }
        #expect(directory.files == (before + ["case.db"]).sorted())
    }

    /// One input of this name and these bytes.
    init(_ name: String, _ bytes: [UInt8], limits: Limits = Limits()) throws {
        self = try TemporaryDirectory.with { directory in
            try BadCase([directory.write("in/\(name)", bytes)], in: directory, limits: limits)
        }
    }

    func hasNote(_ kind: Note.Kind, at entry: String?, limit: String? = nil) -> Bool {
        assessment.notes.contains {
            $0.note.kind == kind && $0.entry == entry && $0.note.limit == limit
        }
    }

    /// Every note as `kind entry`, for what a failed test prints.
    var notes: String {
        assessment.notes.map { "\($0.note.kind.rawValue) \($0.entry ?? "-"): \($0.note.text)" }
            .joined(separator: "\n")
    }

    /// Short, since a failed test prints it.
    var description: String { "BadCase with \(messages.count) records" }

    var isComplete: Bool { assessment.packages.allSatisfy(\.complete) }

    /// True if the source is there and claimed to be whole.
    func isWhole(_ source: Source) -> Bool {
        let found = inspection.coverage.filter { $0.source == source && $0.package != nil }
        return !found.isEmpty && found.allSatisfy(\.complete)
    }

    var status: Trust.Status { Trust(failOn: .error, strict: false).status(of: assessment) }
    var strictStatus: Trust.Status { Trust(failOn: .error, strict: true).status(of: assessment) }

    /// Log lines that differ, each with its number, so that they compress about as logs do.
    static func lines(_ count: Int) -> [String] {
        var state: UInt64 = 1
        return (0..<count).map { number in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let minute = (number / 60) % 60
            let seconds = number % 60
            let time = "2\(number / 3_600):\(two(minute)):\(two(seconds)).000"
            return LogLine.core(time, "core.network", "Line \(number), state='\(state)'")
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
