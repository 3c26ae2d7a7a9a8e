import CaseModel
import CaseStore
import GRDB
import Intake
import ScanWhy
import Synchronization
import TestSupport
import Testing

/// A case file that was made of the same input spares reading it.
@Suite struct KeptCaseTests {
    /// What one run of `analyze` did.
    private struct Run {
        /// Blocks that were read from packages.
        var blocks: Int
        var saidKept: Bool
        var report: [UInt8]
    }

    private func run(_ options: Analyzer.Options) throws -> Run {
        let blocks = Mutex(0)
        let isKept = Mutex(false)
        let analyzer = Analyzer(options) { _ in
            blocks.withLock { $0 += 1 }
        } onKept: {
            isKept.withLock { $0 = true }
        }
        let report = try analyzer.run { assessment, _ in
            Rendering(Rendering.Screen()).bytes(of: assessment, as: .json)
        }
        return Run(
            blocks: blocks.withLock { $0 },
            saidKept: isKept.withLock { $0 },
            report: report
        )
    }

    /// Analyses a night into a case file, and hands on what a second run would be asked.
    private func withNight(
        _ body: (TemporaryDirectory, Analyzer.Options, Run) throws -> Void
    ) throws {
        try TemporaryDirectory.with { directory in
            var options = Analyzer.Options()
            options.inputs = try LockedNight().inputs(in: directory)
            options.caseFile = directory.path(of: "night.db")
            let first = try run(options)
            #expect(first.blocks > 0 && !first.saidKept)
            try body(directory, options, first)
        }
    }

    private func expectReadAgain(_ options: Analyzer.Options) throws {
        let again = try run(options)
        #expect(again.blocks > 0 && !again.saidKept)
        // What was read now is kept now.
        let third = try run(options)
        #expect(third.blocks == 0 && third.saidKept)
        #expect(third.report == again.report)
    }

    @Test func `the same input in any order is not read again, and reports the same`() throws {
        try withNight { _, options, first in
            var options = options
            options.inputs.reverse()
            let again = try run(options)
            #expect(again.blocks == 0 && again.saidKept)
            #expect(again.report == first.report)
        }
    }

    @Test func `other rules run over the rows that were kept`() throws {
        try withNight { _, options, first in
            var options = options
            options.families = ["health"]
            let again = try run(options)
            #expect(again.blocks == 0)
            #expect(again.report != first.report)
            options.families = []
            #expect(try run(options).report == first.report)
        }
    }

    @Test func `a changed package is read again`() throws {
        try withNight { directory, options, _ in
            let path = try #require(options.inputs.last)
            let name = String(try #require(path.split(separator: "/").last))
            // A line end more changes the hash alone.
            try directory.write(name, directory.text(of: name) + "\n")
            try expectReadAgain(options)
        }
    }

    @Test func `another name, one more input and one less are read again`() throws {
        try withNight { directory, options, _ in
            var options = options
            let last = try #require(options.inputs.last)
            options.inputs.removeLast()
            try expectReadAgain(options)
            let name = String(try #require(last.split(separator: "/").last))
            let bytes = try directory.bytes(of: name)
            let renamed = try directory.write("renamed-\(name)", bytes)
            options.inputs.append(renamed)
            try expectReadAgain(options)
        }
    }

    @Test(arguments: ["zone", "files", "formats", "limits"])
    func `another option of intake has the input read again`(option: String) throws {
        try withNight { _, options, _ in
            var options = options
            switch option {
            case "zone": options.zone = "+05:30"
            case "files": options.files = ["lost.docx"]
            case "formats":
                options.formats = [try #require(FormatChoice("nothing.log=product log"))]
            default: options.limits.notesPerEntry = 7
            }
            try expectReadAgain(options)
        }
    }

    @Test(arguments: [
        "DROP TABLE intake_row", "DELETE FROM intake_row",
        "UPDATE intake_row SET value = '0' WHERE key = 'schema'",
        "UPDATE intake_row SET value = '0.0.1' WHERE key = 'tool'",
    ])
    func `a case file of another version is made anew`(change: String) throws {
        try withNight { _, options, _ in
            let queue = try DatabaseQueue(path: try #require(options.caseFile))
            try queue.write { try $0.execute(sql: change) }
            try queue.close()
            try expectReadAgain(options)
        }
    }

    @Test func `a folder with one more file is read again`() throws {
        try TemporaryDirectory.with { directory in
            var options = Analyzer.Options()
            let package = try LockedNight().core.folder(in: directory)
            options.inputs = [package]
            options.caseFile = directory.path(of: "night.db")
            _ = try run(options)
            #expect(try run(options).saidKept)
            try directory.write("\(LockedNight().core.name)/log/more.txt", "more\n")
            try expectReadAgain(options)
        }
    }
}
