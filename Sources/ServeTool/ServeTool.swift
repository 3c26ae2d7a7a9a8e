internal import ArgumentParser
internal import Glibc
internal import QuarantineServer

/// Runs the engine live; `scanwhy serve` starts it.
@main
struct ServeTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scanwhy-serve",
        abstract: "Serves the engine: REST and ICAP, on this machine unless told otherwise.",
        discussion: """
            Once everything listens, one line for each is printed. SIGINT and SIGTERM end it: open \
            requests are answered first.
            """
    )

    @Option(help: "Where REST listens; port 0 picks a free one.")
    var rest = ListenAddress(host: "127.0.0.1", port: 8008)

    @Option(help: "Where ICAP listens; port 0 picks a free one.")
    var icap = ListenAddress(host: "127.0.0.1", port: 1344)

    @Option(
        help: ArgumentHelp(
            "A name besides the address by which clients may call REST; repeatable.",
            valueName: "name"
        )
    )
    var hostName: [String] = []

    @Flag(help: "Take ICAP requests that break the rules, such as blanks in addresses.")
    var permissiveParsing = false

    mutating func run() async throws {
        let rest = rest
        let icap = icap
        var restSettings = RESTSettings()
        restSettings.host = rest.host
        restSettings.port = rest.port
        restSettings.hostNames = hostName
        var icapSettings = ICAPServerSettings()
        icapSettings.host = icap.host
        icapSettings.port = icap.port
        icapSettings.isPermissive = permissiveParsing
        do {
            try await LiveServer(rest: restSettings, icap: icapSettings)
                .run(backend: PlainEngine()) { ports in
                    if let port = ports.rest { Self.say("rest http://\(rest.named(port))") }
                    if let port = ports.icap { Self.say("icap icap://\(icap.named(port))") }
                }
        } catch {
            Self.complain("scanwhy-serve: cannot listen on \(rest) and \(icap): \(error)")
            throw ExitCode(2)
        }
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
