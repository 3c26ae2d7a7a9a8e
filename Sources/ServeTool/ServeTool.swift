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

    static func main() async {
        do {
            var command = try parse()
            try await command.run()
        } catch {
            // As the other programs of the family: 2 is for what could not run.
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            complain(fullMessage(for: error))
            Glibc.exit(2)
        }
    }

    mutating func run() async throws {
        do throws(LiveProblem) {
            try await serve()
        } catch {
            Self.complain("scanwhy-serve: \(error)")
            throw ExitCode(2)
        }
    }

    private func serve() async throws(LiveProblem) {
        // Looked at before anything is made.
        _ = try engine.target(standInPort: 1)
        let folder = try engine.folder()
        let access = try access.settings(isElsewhere: places.isElsewhere, folder: folder)
        let late = LateCloudPort()
        let (live, words) = try await LiveEngine.start(
            try engine.plan(),
            folder: folder,
            carrier: engine.cloudURL == nil ? nil : late
        )
        do throws(LiveProblem) {
            let standIn = try await places.standIn(
                for: live,
                access: access.settings,
                folder: folder
            )
            await live.attach(standIn)
            let server = try places.server(access: access.settings, standIn: standIn)
            for word in access.words + words { Self.complain(word) }
            try await run(server, live, late)
        } catch {
            await live.stop()
            throw error
        }
        await live.stop()
    }

    private func run(
        _ server: LiveServer,
        _ live: LiveEngine,
        _ late: LateCloudPort
    ) async throws(LiveProblem) {
        let (places, engine) = (places, engine)
        let clients = Clients()
        let result: LiveProblem?
        do {
            try await server.run(backend: live) { ports in
                // It was looked at before, and the port of a listener is one.
                if let url = try? engine.target(standInPort: ports.cloud ?? 0) {
                    late.set(clients.client(for: url))
                }
                if let port = ports.rest { Self.say("rest http://\(places.rest.named(port))") }
                if let port = ports.icap { Self.say("icap icap://\(places.icap.named(port))") }
                if let port = ports.cloud {
                    Self.say("cloud http://\(places.cloud.named(port))/v4")
                }
            }
            result = nil
        } catch {
            result = LiveProblem(
                "cannot listen on \(places.rest), \(places.icap) and \(places.cloud): \(error)",
                help: "name other ports, or 0 for free ones"
            )
        }
        await clients.shutdown()
        if let result { throw result }
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
