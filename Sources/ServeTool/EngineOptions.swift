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

    @Option(
        help: ArgumentHelp(
            "Virtual seconds in a second, from 0 (it stands still) to 86400; else what the data "
                + "folder had, or 1."
        )
    )
    var rate: Int?

    @Option(
        help: ArgumentHelp(
            "Carry hand-overs to this http or https address, or with stand-in to the Cloud of this "
                + "server; without it the engine answers them itself.",
            valueName: "url"
        )
    )
    var cloudURL: String?

    /// Where hand-overs go; nil where the engine answers them itself.
    ///
    /// - Parameter standInPort: Of this server's own Cloud.
    /// - Throws: What is wrong with the address.
    /// - Returns: The address, or nil.
    func target(standInPort: Int) throws(LiveProblem) -> CloudURL? {
        guard let cloudURL else { return nil }
        if cloudURL == "stand-in" { return CloudURL(standInPort: standInPort) }
        guard let url = CloudURL(cloudURL) else {
            throw LiveProblem(
                "--cloud-url is no http or https address",
                help: "such as https://api.metadefender.com/v4, or stand-in"
            )
        }
        return url
    }

    func folder() throws(LiveProblem) -> DataFolder? {
        guard let data else { return nil }
        return try DataFolder(data)
    }

    func plan() throws(LiveProblem) -> LivePlan {
        var plan = LivePlan()
        if let scenario {
            plan = try LivePlan(yaml: try TextFile.read(scenario, mostBytes: 4 << 20))
        }
        if let rate, !(0...86_400).contains(rate) {
            throw LiveProblem("there is no rate \(rate)", help: "take one from 0 to 86400")
        }
        plan.rate = rate
        return plan
    }
}
