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
    /// `timeout` ends what waits for ever: the ICAP client does at a silent server.
    init(_ path: String, _ arguments: [String], seconds: Int = 30) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["\(seconds)", path] + arguments
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
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        return try await body(process)
    }
}

/// A folder that is gone afterwards.
struct Scratch {
    let path: String

    static func with<Result>(_ body: (Scratch) async throws -> Result) async throws -> Result {
        let path = NSTemporaryDirectory() + "scanwhy-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer {
            do {
                try FileManager.default.removeItem(atPath: path)
            } catch {
                print("left behind: \(path)")
            }
        }
        return try await body(Scratch(path: path))
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
