import ArgumentParser

/// Answers why a file got the outcome it got.
@main
struct Tool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scanwhy",
        abstract: "Says why a file failed to scan, is locked, or never reached the scan history.",
        discussion: """
            Reads MetaDefender Core and ICAP Server support packages and Nutanix exports. Nothing \
            leaves this machine, and nothing is unpacked to disk.
            """,
        version: Console.version,
        subcommands: [
            AnalyzeCommand.self, ExplainCommand.self, InspectCommand.self, QueryCommand.self,
            ReproduceCommand.self, RulesCommand.self, ServeCommand.self,
        ],
        helpNames: [.long, .customShort("h")]
    )

    static func main() {
        Console.begin()
        do {
            var command = try parseAsRoot()
            try command.run()
            Console.leave(0)
        } catch {
            Console.end(with: error)
        }
    }
}
