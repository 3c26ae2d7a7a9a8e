internal import ArgumentParser
internal import QuarantineServer

/// What is served, and where it is kept.
struct EngineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep everything in this folder, and go on with what it holds; without it, all is "
                + "forgotten at the end.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Take the installation and the settings of a scenario (docs/scenarios.md).",
            valueName: "file"
        ),
        completion: .file()
    )
    var scenario: String?

    @Option(help: "Virtual seconds in a second, from 0 (it stands still) to 86400.")
    var rate = 1

    func folder() throws(LiveProblem) -> DataFolder? {
        guard let data else { return nil }
        return try DataFolder(data)
    }

    func plan() throws(LiveProblem) -> LivePlan {
        var plan = LivePlan()
        if let scenario {
            plan = try LivePlan(yaml: try TextFile.read(scenario, mostBytes: 4 << 20))
        }
        guard (0...86_400).contains(rate) else {
            throw LiveProblem("there is no rate \(rate)", help: "take one from 0 to 86400")
        }
        plan.rate = rate
        return plan
    }
}
