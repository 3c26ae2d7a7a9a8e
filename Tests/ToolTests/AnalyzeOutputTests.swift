import Archives
import Foundation
import TestSupport
import Testing

/// What `scanwhy analyze` writes, and where.
@Suite struct AnalyzeOutputTests {
    /// A case file of the evening, built once in a folder and asked from then on.
    private func withNight<Result>(
        _ night: LockedNight = LockedNight(),
        _ body: (TemporaryDirectory, String) throws -> Result
    ) throws -> Result {
        try TemporaryDirectory.with { directory in
            let kept = directory.path(of: "night.db")
            let run = try ToolRun(
                ["analyze"] + night.inputs(in: directory) + ["--case", kept, "--quiet"]
            )
            try #require(run.status == 1, "\(run.errors)")
            return try body(directory, kept)
        }
    }

    private func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test func `a report goes into its file alone, which is its owner's`() throws {
        try withNight { directory, kept in
            let report = directory.path(of: "report.json")
            let run = try ToolRun(["analyze", kept, "--format", "json=\(report)"])
            #expect(run.status == 1)
            #expect(run.outputBytes.isEmpty && run.errors.isEmpty)
            #expect(try mode(report) == 0o600)
            #expect(try mode(kept) == 0o600)
            let document = try JSONValue(directory.bytes(of: "report.json"))
            #expect(document["schema"] == .text("scanwhy.assessment/1"))
            let both = try ToolRun(
                ["analyze", kept, "--format", "text", "--format", "json=\(report)"])
            #expect(both.output.contains("Causes"))
            let missing = directory.path(of: "missing/r.json")
            let nowhere = try ToolRun(["analyze", kept, "--format", "json=\(missing)"])
            #expect(nowhere.status == 2)
            #expect(nowhere.errors.contains("missing/r.json"))
            #expect(try ToolRun(["analyze", kept, "--format", "yaml"]).status == 2)
        }
    }

    @Test func `a pipe gets no colours, and a terminal only if it may`() throws {
        try withNight { _, kept in
            let piped = try ToolRun(["analyze", kept], environment: ["TERM": "xterm"])
            #expect(!piped.outputBytes.contains(0x1B))
            // `script` gives the command a terminal of its own.
            let line = "script -qec '\"$scanwhy\" analyze \(kept)' /dev/null"
            try #require(FileManager.default.isExecutableFile(atPath: "/usr/bin/script"))
            let shown = try ToolRun(shell: line, environment: ["TERM": "xterm", "NO_COLOR": ""])
            #expect(shown.outputBytes.contains(0x1B))
            let plain = try ToolRun(shell: line, environment: ["TERM": "xterm", "NO_COLOR": "1"])
            #expect(plain.output.contains("Causes"))
            #expect(!plain.outputBytes.contains(0x1B))
        }
    }

    @Test func `hostile text of a log never reaches a terminal as it is`() throws {
        let name = "cl\u{1B}[2J\u{202E}e\u{9B}an.docx"
        try withNight(LockedNight(clean: name)) { _, kept in
            let commands = [
                ["analyze", kept], ["explain", "lost.docx", "--case", kept],
                ["explain", name, "--case", kept], ["explain", "no\(name)", "--case", kept],
                ["query", "SELECT file_name FROM scan", "--case", kept],
                ["inspect", "--case", kept],
            ]
            for command in commands {
                let run = try ToolRun(command)
                let shown = run.output + run.errors
                for scalar in ["\u{1B}", "\u{202E}", "\u{9B}"] as [Unicode.Scalar] {
                    #expect(!shown.unicodeScalars.contains(scalar), "\(command[0])")
                }
            }
            #expect(try ToolRun(["analyze", kept]).output.contains("cl\\u{1B}[2J"))
        }
    }

    @Test func `standard input is a package like any other`() throws {
        let packed = try SmallPackage.core([
            LogLine.finished("20:01:00.000", "a", "a.docx", "Failed")
        ]).packed(as: .tarGzip)
        let run = try ToolRun(["analyze", "-", "--format", "json"], input: packed)
        #expect(run.errors.isEmpty)
        let document = try JSONValue(run.outputBytes)
        #expect(document["packages"]?[0]?["name"] == .text("standard-input"))
        #expect(document["packages"]?[0]?["records"] == .number(1))
        let symptoms = document["summary"]?["symptoms"]?[0]
        #expect(symptoms?["family"] == .text("failed-to-scan"))
        #expect(symptoms?["subjects"] == .number(1))
    }

    /// How many locked files the JSON counts.
    private func locked(_ arguments: [String]) throws -> Int {
        let run = try ToolRun(["analyze", "--format", "json"] + arguments)
        let symptoms = try JSONValue(run.outputBytes)["summary"]?["symptoms"]
        for index in 0..<9 where symptoms?[index]?["family"] == .text("nutanix-unknown") {
            guard case .number(let count) = symptoms?[index]?["subjects"] else { break }
            return Int(count)
        }
        return 0
    }

    @Test func `times select subjects, in the zone that is given`() throws {
        try withNight { _, kept in
            let all = try locked([kept])
            #expect(all >= 4)
            #expect(try locked([kept, "--since", "2026-06-27T21:00:00Z"]) == 0)
            #expect(try locked([kept, "--until", "2026-06-27T20:00:00Z"]) == 0)
            let since = try locked([kept, "--since", "2026-06-27T20:04:30Z"])
            let until = try locked([kept, "--until", "2026-06-27T20:04:30Z"])
            #expect(since > 0 && until > 0 && since + until == all)
            // The same moment, told in another zone.
            #expect(try locked([kept, "--since", "2026-06-27T22:04:30+02:00"]) == since)
            let wrong = try ToolRun(["analyze", kept, "--since", "yesterday"])
            #expect(wrong.status == 2 && wrong.errors.contains("--since wants a time"))
        }
    }

    @Test func `a file that the user asks about is a subject`() throws {
        try TemporaryDirectory.with { directory in
            let package = try SmallPackage.core([
                LogLine.serviceStarted("20:00:00.000"), LogLine.serviceFailed("20:05:00.000"),
                LogLine.serviceStarted("20:08:00.000"),
                LogLine.core("20:30:00.000", "core.network", "Queue status, inQueue='1'"),
            ]).folder(in: directory)
            let asked = "/projects/asked.docx@2026-06-27T20:06:00Z"
            let run = try ToolRun(["analyze", package, "--file", asked, "--format", "json"])
            let document = try JSONValue(run.outputBytes)
            #expect(document["options"]?["files"]?[0] == .text(asked))
            let isSubject = run.output.contains("asked.docx\",")
            #expect(isSubject)
            #expect(run.status == 1)
            #expect(run.output.contains("missing-first-scan/core-down"))
        }
    }

    @Test func `a second run says that the input was not read again, unless it is quiet`() throws {
        try TemporaryDirectory.with { directory in
            let package = try LockedNight().core.file(.zip, in: directory)
            let arguments = ["analyze", package, "--case", directory.path(of: "night.db")]
            let first = try ToolRun(arguments)
            #expect(first.errors.isEmpty)
            let again = try ToolRun(arguments)
            #expect(again.errors.hasPrefix("not read again: "))
            #expect(again.status == first.status && again.output == first.output)
            #expect(try ToolRun(arguments + ["--quiet"]).errors.isEmpty)
        }
    }

    @Test func `standard input is read every time`() throws {
        try TemporaryDirectory.with { directory in
            let package = try LockedNight().core.packed(as: .zip)
            let arguments = ["analyze", "-", "--case", directory.path(of: "night.db")]
            for _ in 0..<2 {
                let run = try ToolRun(arguments, input: package)
                #expect(run.errors.isEmpty)
                #expect(run.output.contains("standard-input"))
            }
        }
    }
}
