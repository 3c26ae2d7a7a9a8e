import ArgumentParser
import ScanWhy

struct NewRuleVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begins a rule: a folder with its page, query and cases to fill in."
    )

    @Option(help: "The rules folder it is made in.", completion: .directory)
    var rules = "rules"

    @Argument(help: "family/name; the name is for good.")
    var rule: String

    func run() throws {
        for path in try NewRule(rule, directory: rules).write() {
            try Console.write("\(Rendering.safe(path))\n")
        }
        try Console.write(
            "fill them in; `scanwhy rules check --rules \(Rendering.safe(rules))` names what is "
                + "missing, docs/rules.md says how\n"
        )
    }
}
