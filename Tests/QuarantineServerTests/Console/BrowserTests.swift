import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Testing

@testable import QuarantineServer

/// Headless Chromium walks through the pages, with the script and without, and axe looks at them.
///
/// Each walk has a server and an engine of its own.
@Suite(
    .enabled(
        if: BrowserTools.missing.isEmpty,
        "missing: \(BrowserTools.missing.joined(separator: ", "))"
    )
)
struct BrowserTests {
    private func walk(_ name: String) async throws {
        // The machine's clock stands still, so that only the switchboard moves the engine.
        let started = WallClock.us()
        let (engine, _) = try await LiveEngine.start(wall: { started })
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var settings = RESTSettings()
        settings.port = 0
        let application = RESTServer.application(
            settings,
            backend: engine,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { found.yield($0) }
        try await withThrowingTaskGroup { group in
            group.addTask { try await application.run() }
            for await port in ports {
                let program = try await Program.run(
                    "/usr/bin/env",
                    [
                        "python3", "-B", BrowserTools.folder.appending(path: "walk.py").path, name,
                        "http://127.0.0.1:\(port)", BrowserTools.axe,
                    ],
                    seconds: 600
                )
                #expect(program.status == 0, "\(program.output)")
                #expect(program.output.contains("walked \(name)"), "\(program.output)")
                break
            }
            group.cancelAll()
        }
        await engine.stop()
    }

    @Test(arguments: [
        "quarantine", "cloud", "technologies", "switchboard", "keyboard", "plain", "axe",
    ])
    func `Chromium walks through`(name: String) async throws {
        try await walk(name)
    }
}

/// What the walks need besides what the build does.
enum BrowserTools {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Browser")

    /// Where `script/lib/axe.sh` puts it.
    static let axe: String = {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? ""
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return "\(cache ?? "\(home)/.cache")/scanwhy/axe-0.1.8/axe_playwright_python/axe.min.js"
    }()

    static let missing =
        ["/usr/bin/chromium", "/usr/bin/chromedriver", axe].filter {
            !FileManager.default.fileExists(atPath: $0)
        } + (hasPython ? [] : ["python3"])

    private static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").contains { Program.isInstalled("\($0)/python3") }
}
