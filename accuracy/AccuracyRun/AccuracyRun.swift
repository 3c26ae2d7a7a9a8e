import Accuracy
import ArgumentParser
import Foundation
import Quarantine
import Rules

/// Measures the rules on cases whose truth is known: `make accuracy`.
@main struct AccuracyRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accuracy",
        abstract: "Runs support cases by chance, analyses them and compares with what happened."
    )

    @Option(help: "How many cases.")
    var runs: UInt64 = 2_000

    @Option(help: "The first seed; the same seeds are the same cases.")
    var seed: UInt64 = 1

    @Option(help: "A rules folder; the built-in rules unless told.", completion: .directory)
    var rules: String?

    @Option(help: "Shrink so many of the failures, and keep them in the folder of --keep.")
    var shrink = 0

    @Option(help: "Where the shrunk scenarios go.", completion: .directory)
    var keep = ".build/accuracy"

    @Option(help: "The table, as Markdown, into this file.", completion: .file())
    var table: String?

    @Option(help: "Write the packages and the truth of the first seed here, and run nothing.")
    var packages: String?

    func run() throws {
        if let packages {
            try Trial(seed: seed).write(to: packages)
            return
        }
        let ruleSet = try rules.map { try RuleSet(directory: $0) } ?? .embedded
        let campaign = Campaign(seeds: seed..<seed + runs, rules: ruleSet)
        let (runs, every) = (runs, max(1, runs / 20))
        let outcome = campaign.run { done in
            guard UInt64(done) % every == 0 else { return }
            FileHandle.standardError.write(Data("\(done) of \(runs)\n".utf8))
        }
        let text = ScoreTable(outcome.scores).markdown()
        print(text)
        if let table { try Data(text.utf8).write(to: URL(filePath: table)) }
        for example in outcome.examples {
            print(
                "\(example.failure.kind) \(example.failure.group) \(example.failure.rule): "
                    + "\(example.count) cases, first seed \(example.seed); true: \(example.failure.truth)"
            )
        }
        try keepSmallest(outcome.examples, campaign)
        if outcome.examples.contains(where: { $0.failure.kind < .wrongAtLikely }) {
            throw ExitCode(1)
        }
    }

    /// A line on top says what the scenario still fails in, and which rendition shows it.
    private func keepSmallest(_ examples: [Campaign.Example], _ campaign: Campaign) throws {
        guard shrink > 0 else { return }
        try FileManager.default.createDirectory(atPath: keep, withIntermediateDirectories: true)
        for (place, example) in examples.prefix(shrink).enumerated() {
            let (scenario, rendition) = campaign.smallest(example, tries: 200)
            let head =
                "# \(example.failure.kind) \(example.failure.rule); rendition \(rendition.seed)\n"
            try Data((head + scenario.yaml()).utf8)
                .write(to: URL(filePath: "\(keep)/\(place + 1)-seed-\(example.seed).yaml"))
        }
    }
}
