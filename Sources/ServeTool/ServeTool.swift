internal import ArgumentParser
internal import Glibc
internal import QuarantineServer

/// Runs the engine live; `scanwhy serve` starts it.
@main
struct ServeTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scanwhy-serve",
        abstract: "Serves the engine: REST, its pages and ICAP, on this machine unless told.",
        discussion: """
            Once everything listens, one line for each is printed. SIGINT and SIGTERM end it: open \
            requests are answered first. docs/server.md describes the calls.
            """
    )

    @OptionGroup var places: Places
    @OptionGroup var access: Access
    @OptionGroup var engine: EngineOptions

    mutating func run() async throws {
        do throws(LiveProblem) {
            try await serve()
        } catch {
            Self.complain("scanwhy-serve: \(error)")
            throw ExitCode(2)
        }
    }

    private func serve() async throws(LiveProblem) {
        let folder = try engine.folder()
        let access = try access.settings(host: places.rest.host, folder: folder)
        let server = try places.server(access: access.settings)
        let (live, words) = try await LiveEngine.start(try engine.plan(), folder: folder)
        for word in access.words + words { Self.complain(word) }
        let places = places
        do {
            try await server.run(backend: live) { ports in
                if let port = ports.rest { Self.say("rest http://\(places.rest.named(port))") }
                if let port = ports.icap { Self.say("icap icap://\(places.icap.named(port))") }
            }
        } catch {
            await live.stop()
            throw LiveProblem(
                "cannot listen on \(places.rest) and \(places.icap): \(error)",
                help: "name other ports, or 0 for free ones"
            )
        }
        await live.stop()
    }

    /// Written at once, as a reader may wait for it behind a pipe.
    private static func say(_ line: String) { write(line, to: STDOUT_FILENO) }

    private static func complain(_ line: String) { write(line, to: STDERR_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, Array(rest), rest.count)
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
