import Foundation

/// A program of this machine, run to its end or until it is told to end.
struct Program {
    let status: Int32
    let output: String

    /// Where the programs of Debian's packages lie.
    static let icapClient = "/usr/bin/c-icap-client"
    static let squid = "/usr/sbin/squid"
    static let curl = "/usr/bin/curl"

    static func isInstalled(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }

    /// Runs it with its errors among its output.
    ///
    /// `timeout` ends what waits for ever: the ICAP client does at a silent server. It runs in a
    /// thread of its own: the server needs those that a waiting test would hold.
    static func run(
        _ path: String,
        _ arguments: [String],
        seconds: Int = 120
    ) async throws -> Program {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try Program(path, arguments, seconds: seconds) }
                )
            }
        }
    }

    private init(_ path: String, _ arguments: [String], seconds: Int) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["-k", "1", "\(seconds)", path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        status = process.terminationStatus
        self.output = String(decoding: output, as: UTF8.self)
    }

    /// Runs a body while a program runs, and ends it.
    static func with<Result>(
        _ path: String,
        _ arguments: [String],
        _ body: (Process) async throws -> Result
    ) async throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let result: Result
        do {
            result = try await body(process)
        } catch {
            kill(process.processIdentifier, SIGKILL)
            throw error
        }
        // Swift's threads block signals, and a program that they start inherits that: SIGTERM
        // would wait for ever.
        kill(process.processIdentifier, SIGKILL)
        for _ in 0..<500 where process.isRunning {
            try await Task.sleep(for: .milliseconds(10))
        }
        return result
    }
}

/// A folder that is gone afterwards.
struct Scratch {
    let path: String

    static func with<Result>(_ body: (Scratch) async throws -> Result) async throws -> Result {
        let path = NSTemporaryDirectory() + "scanwhy-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let result: Result
        do {
            result = try await body(Scratch(path: path))
        } catch {
            try FileManager.default.removeItem(atPath: path)
            throw error
        }
        try FileManager.default.removeItem(atPath: path)
        return result
    }

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
    }
}
