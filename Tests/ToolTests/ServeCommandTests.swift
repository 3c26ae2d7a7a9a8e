import Foundation
import TestSupport
import Testing

/// `scanwhy serve` becomes the program beside it.
@Suite struct ServeCommandTests {
    @Test func `the server's own words about its arguments arrive`() throws {
        let run = try ToolRun(["serve", "--rate", "-1"])
        #expect(run.status == 2)
        #expect(run.errors.contains("scanwhy-serve"))
        let refused = try ToolRun(["serve", "--rate=100000", "--rest", "127.0.0.1:0"])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("scanwhy-serve: there is no rate 100000"))
    }

    @Test func `without the server it says how to build it`() throws {
        try TemporaryDirectory.with { directory in
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let built = URL(filePath: own).deletingLastPathComponent().appending(path: "scanwhy")
            let alone = directory.path(of: "scanwhy")
            try FileManager.default.copyItem(atPath: built.path, toPath: alone)
            let process = Process()
            process.executableURL = URL(filePath: alone)
            process.arguments = ["serve"]
            let pipe = Pipe()
            process.standardError = pipe
            try process.run()
            let words = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(process.terminationStatus == 2)
            let text = String(decoding: words, as: UTF8.self)
            #expect(text.contains("swift build -c release --product scanwhy-serve"))
        }
    }
}
