import Foundation
import Testing

/// The built `scanwhy-serve`, running at free ports.
struct Served {
    /// What it printed up to now.
    let lines: [String]
    /// What it told a person.
    let words: String
    let process: Process

    /// Such as `http://127.0.0.1:40123`.
    var rest: String { line("rest ") }

    var icapPort: Int { Int(line("icap ").split(separator: ":").last ?? "") ?? 0 }

    private func line(_ start: String) -> String {
        lines.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) } ?? ""
    }

    /// Runs it until the body is done; then it is to end by a signal, and with 0.
    static func with<Result>(
        _ arguments: String...,
        body: (Served) async throws -> Result
    ) async throws -> Result {
        try await Scratch.with { scratch in
            let served = try await Served(arguments, scratch)
            let result: Result
            do {
                result = try await body(served)
            } catch {
                served.process.terminate()
                throw error
            }
            served.process.terminate()
            try await served.waitForEnd()
            #expect(served.process.terminationReason == .exit)
            #expect(served.process.terminationStatus == 0)
            return result
        }
    }

    /// Runs it until the body is done, and then ends it in the middle of everything.
    static func killing<Result>(
        _ arguments: String...,
        body: (Served) async throws -> Result
    ) async throws -> Result {
        try await Scratch.with { scratch in
            let served = try await Served(arguments, scratch)
            let result = try await body(served)
            served.kill()
            try await served.waitForEnd()
            return result
        }
    }

    /// Runs it, and gives its exit status and what it told; for what is not to start.
    static func refused(_ arguments: String...) async throws -> (status: Int32, words: String) {
        let program = try await Program.run(
            try program("scanwhy-serve"),
            freePorts + arguments
        )
        return (program.status, program.output)
    }

    private static let freePorts = [
        "--rest", "127.0.0.1:0", "--icap", "127.0.0.1:0", "--cloud", "127.0.0.1:0",
    ]

    /// Where the programs lie that were built with the tests.
    static func program(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: own).deletingLastPathComponent().appending(path: name).path
    }

    private init(_ arguments: [String], _ scratch: Scratch) async throws {
        process = Process()
        process.executableURL = URL(filePath: try Self.program("scanwhy-serve"))
        process.arguments = Self.freePorts + arguments
        let output = try scratch.write("output", [])
        let errors = try scratch.write("errors", [])
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var lines: [String] = []
        for _ in 0..<1_000 where lines.count < 3 && process.isRunning {
            try await Task.sleep(for: .milliseconds(20))
            lines = try scratch.text("output").split(separator: "\n").map(String.init)
        }
        self.lines = lines
        words = try scratch.text("errors")
        try #require(lines.count == 3, "\(words)")
    }

    /// Ends it in the middle of everything.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    func waitForEnd() async throws {
        for _ in 0..<1_000 where process.isRunning {
            try await Task.sleep(for: .milliseconds(10))
        }
        try #require(!process.isRunning)
    }
}

/// `curl`, as any client might use it.
enum Curl {
    /// The body, and the status behind it.
    static func run(_ arguments: String...) async throws -> String {
        let all = ["-s", "-m", "20", "-w", " %{http_code}"] + arguments
        return try await Program.run(Program.curl, all).output
    }

    /// The answer to a body in JSON.
    static func send(_ method: String, _ address: String, _ json: String) async throws -> String {
        try await run(
            "-X",
            method,
            "-H",
            "Content-Type: application/json",
            "--data-binary",
            json,
            address
        )
    }

    /// Gives a file to Core; gives its data id, or nil.
    static func submit(_ text: String, _ name: String, _ rest: String) async throws -> String? {
        let answer = try await run(
            "-H",
            "filename: \(name)",
            "--data-binary",
            text,
            "\(rest)/file"
        )
        guard answer.hasPrefix(#"{"data_id":""#), answer.hasSuffix(" 200") else { return nil }
        return String(answer.dropFirst(12).prefix(32))
    }

    /// Asks for a result until it is final.
    static func finished(_ dataID: String, _ rest: String) async throws -> String {
        var answer = ""
        for _ in 0..<200 {
            answer = try await run("\(rest)/file/\(dataID)")
            if answer.contains(#""progress_percentage":100"#) { return answer }
            try await Task.sleep(for: .milliseconds(50))
        }
        return answer
    }
}
