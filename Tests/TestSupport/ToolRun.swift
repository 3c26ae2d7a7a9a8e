import Foundation

/// One run of the built `scanwhy`, to its end.
package struct ToolRun: Sendable {
    package let status: Int32
    package let outputBytes: [UInt8]
    package let errors: String

    package var output: String { String(decoding: outputBytes, as: UTF8.self) }

    /// The binary, which lies beside the bundle of the tests that run now.
    package static func binary() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: own).deletingLastPathComponent().appending(path: "scanwhy").path()
    }

    /// Runs `scanwhy`.
    ///
    /// - Parameters:
    ///   - arguments: What follows the name of the command.
    ///   - input: What it may read from standard input.
    ///   - environment: Variables that differ from those of the tests.
    /// - Throws: What the system says if the binary cannot be started.
    package init(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws {
        try self.init(
            program: Self.binary(),
            arguments,
            input: input,
            environment: environment
        )
    }

    /// Runs a line of `sh` in which `"$scanwhy"` is the binary.
    package init(shell line: String, environment: [String: String] = [:]) throws {
        let variables = environment.merging(["scanwhy": try Self.binary()]) { old, _ in old }
        try self.init(program: "/bin/sh", ["-c", line], input: [], environment: variables)
    }

    private init(
        program: String,
        _ arguments: [String],
        input: [UInt8],
        environment: [String: String]
    ) throws {
        self = try TemporaryDirectory.with { folder in
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment
                // A crash must end the run, not wait for somebody who reads a backtrace.
                .merging(["SWIFT_BACKTRACE": "enable=no"]) { _, new in new }
                .merging(environment) { _, new in new }
            let source = try folder.write("input", input)
            process.standardInput = try FileHandle(forReadingFrom: URL(filePath: source))
            let complaints = try folder.write("errors", "")
            process.standardError = try FileHandle(forWritingTo: URL(filePath: complaints))
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            // The pipe is drained first: a process that waits for a reader never ends.
            let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return ToolRun(
                status: process.terminationReason == .exit ? process.terminationStatus : -1,
                output: Array(output),
                errors: try folder.text(of: "errors")
            )
        }
    }

    private init(status: Int32, output: [UInt8], errors: String) {
        self.status = status
        outputBytes = output
        self.errors = errors
    }
}
