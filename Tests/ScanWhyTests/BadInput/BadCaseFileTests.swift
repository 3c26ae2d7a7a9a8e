import Archives
import CaseModel
import CaseStore
import ScanWhy
import TestSupport
import Testing

/// Case files that are none, are broken, or cannot be finished.
@Suite struct BadCaseFileTests {
    private func message(_ body: () throws -> Void) throws -> UserMessage {
        let error = #expect(throws: (any Error).self) { try body() }
        return UserMessage(try #require(error))
    }

    /// A whole case file's bytes.
    private func caseFile(in directory: TemporaryDirectory) throws -> [UInt8] {
        let package = try SmallPackage.core(BadCase.lines(200)).folder(in: directory)
        _ = try CaseBuilder().build([.folder(path: package)], at: directory.path(of: "good.db"))
        return try directory.bytes(of: "good.db")
    }

    @Test func `text in place of a case file is refused by name`() throws {
        try TemporaryDirectory.with { directory in
            var options = Analyzer.Options()
            options.openedCase = try directory.write("notes.db", "SQLite is not what this is.\n")
            let message = try message { _ = try Analyzer(options).query("SELECT 1", as: .csv) }
            #expect(message.problem == "this is no case file of scanwhy")
            #expect(message.location.hasSuffix("notes.db"))
            #expect(directory.files == ["notes.db"])
        }
    }

    @Test func `the database of another program is refused`() throws {
        try TemporaryDirectory.with { directory in
            var bytes = try caseFile(in: directory)
            // The application id stands big-endian at offset 68 of the header.
            bytes.replaceSubrange(68..<72, with: [0, 0, 0, 7])
            let path = try directory.write("other.db", bytes)
            let message = try message { _ = try SealedReader(CaseFile(path: path)) }
            #expect(message.reason.contains("another program"))
        }
    }

    @Test func `a case file of a newer version is refused`() throws {
        try TemporaryDirectory.with { directory in
            var bytes = try caseFile(in: directory)
            // The user version stands at offset 60.
            bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
            let path = try directory.write("newer.db", bytes)
            let message = try message { _ = try SealedReader(CaseFile(path: path)) }
            #expect(message.reason.contains("newer version"))
            #expect(message.help.contains("newer scanwhy"))
        }
    }

    @Test func `a case file that was cut is a message, and not a crash`() throws {
        try TemporaryDirectory.with { directory in
            let bytes = try caseFile(in: directory)
            var options = Analyzer.Options()
            options.openedCase = try directory.write("cut.db", bytes.prefix(bytes.count / 2))
            let message = try message {
                _ = try Analyzer(options).query("SELECT count(*) FROM record", as: .csv)
            }
            #expect(
                message.location == "cut.db" || message.location == "case file"
                    || message.location == "query"
            )
            #expect(!message.help.isEmpty)
        }
    }

    @Test func `a full disk leaves the older case file and no other`() throws {
        try TemporaryDirectory.with { directory in
            let package = try SmallPackage.core(BadCase.lines(5_000)).folder(in: directory)
            try directory.write("case.db", "the older case file")
            let before = directory.files
            var builder = CaseBuilder()
            builder.maxPages = 30
            let error = #expect(throws: StoreError.self) {
                try builder.build([.folder(path: package)], at: directory.path(of: "case.db"))
            }
            #expect(error?.code == .full)
            let message = UserMessage(try #require(error))
            #expect(message.help.contains("free some space"))
            #expect(message.location == "case.db")
            #expect(directory.files == before)
            #expect(try directory.text(of: "case.db") == "the older case file")
        }
    }

    @Test func `a folder that is not there is a message with the place`() throws {
        try TemporaryDirectory.with { directory in
            let package = try SmallPackage.core(BadCase.lines(1)).folder(in: directory)
            let message = try message {
                _ = try CaseBuilder().build(
                    [.folder(path: package)],
                    at: directory.path(of: "nowhere/case.db")
                )
            }
            #expect(message.location == "case.db")
            #expect(message.help == "check the path and that you may use it")
        }
    }
}
