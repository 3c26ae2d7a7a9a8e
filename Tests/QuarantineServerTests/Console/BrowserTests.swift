import Foundation
import Hummingbird
import HummingbirdCore
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
    func walk(_ name: String) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let router = Router()
        ConsoleRoutes(backend: EngineConsole(), csrf: CSRFToken()).add(to: router)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await application.run() }
            for await port in ports {
                let program = try await Program.run(
                    "/usr/bin/env",
                    [
                        "python3", BrowserTools.folder.appending(path: "walk.py").path, name,
                        "http://127.0.0.1:\(port)", BrowserTools.axe.path,
                    ],
                    seconds: 240
                )
                #expect(program.status == 0, "\(program.output)")
                #expect(program.output.contains("walked \(name)"), "\(program.output)")
                break
            }
            group.cancelAll()
        }
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

    /// `script/test` and `.ci/run` put it there.
    static let axe = folder.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".build-tools/axe_playwright_python/axe.min.js")

    static let missing = [
        "/usr/bin/chromium", "/usr/bin/chromedriver", "/usr/bin/env", axe.path,
    ].filter { !FileManager.default.fileExists(atPath: $0) }
}
