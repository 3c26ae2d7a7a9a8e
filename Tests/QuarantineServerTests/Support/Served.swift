import Foundation
import Testing

/// The built `scanwhy-serve`, running at free ports.
struct Served {
    /// What it printed up to now.
    let lines: [String]

    static func with<Result>(_ body: (Served) async throws -> Result) async throws -> Result {
        try await Scratch.with { scratch in
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let folder = URL(filePath: own).deletingLastPathComponent()
            let process = Process()
            process.executableURL = folder.appending(path: "scanwhy-serve")
            process.arguments = ["--rest", "127.0.0.1:0", "--icap", "127.0.0.1:0"]
            let output = try scratch.write("output", [])
            process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
            process.standardInput = FileHandle.nullDevice
            try process.run()
            var lines: [String] = []
            for _ in 0..<1_000 where lines.count < 2 {
                try await Task.sleep(for: .milliseconds(20))
                lines = try scratch.text("output").split(separator: "\n").map(String.init)
            }
            let result: Result
            do {
                result = try await body(Served(lines: lines))
            } catch {
                process.terminate()
                throw error
            }
            process.terminate()
            for _ in 0..<1_000 where process.isRunning {
                try await Task.sleep(for: .milliseconds(10))
            }
            try #require(!process.isRunning)
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 0)
            return result
        }
    }
}
