package import CaseModel
internal import FoundationEssentials
package import Quarantine

/// Runs a scenario in the engine, with and without remedies.
package struct Reproducer {
    private let scenario: Scenario
    /// What of a case the scenario was made from; nil for one that somebody wrote.
    private let basis: Reproduction.Basis?

    package init(_ scenario: Scenario, basis: Reproduction.Basis? = nil) {
        self.scenario = scenario
        self.basis = basis
    }

    /// Reads a scenario file.
    package init(path: String) throws {
        basis = nil
        let text = try Self.text(at: path)
        do throws(ScenarioError) {
            scenario = try Scenario(yaml: text)
        } catch {
            throw UserMessage(
                problem: "the scenario cannot be run",
                reason: Rendering.safe(error.description),
                location: Rendering.safe(path),
                help: "docs/scenarios.md lists every key"
            )
        }
    }

    /// Whether a path is to be read as a scenario: no folder, and nothing packed.
    ///
    /// What cannot be opened is one too, so that reading it says why.
    package static func isScenario(at path: String) -> Bool {
        var isFolder = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
            return false
        }
        return CaseInput.isText(at: path)
    }

    /// A device or a file without end is not read to find that it is too large.
    private static func text(at path: String) throws -> String {
        do {
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            if facts[.type] as? FileAttributeType == .typeRegular,
                let bytes = facts[.size] as? Int64, bytes <= Int64(Scenario.largestBytes)
            {
                return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            }
        } catch {
            throw UserMessage(
                problem: "the scenario cannot be read",
                reason: Rendering.safe("\(error)"),
                location: Rendering.safe(path),
                help: "give a scenario file such as those in samples/scenarios"
            )
        }
        throw UserMessage(
            problem: "the scenario cannot be read",
            reason: "it is no file, or larger than \(Scenario.largestBytes) bytes",
            location: Rendering.safe(path),
            help: "give a scenario file such as those in samples/scenarios"
        )
    }

    /// The remedies `--fix` knows, each with a sentence.
    package static var remedies: [(name: String, about: String)] {
        Remedy.allCases.map { ($0.rawValue, $0.about) }
    }

    /// Writes the support packages that the run would leave, with what the remedies change.
    ///
    /// - Parameters:
    ///   - folder: It is made if it is not there.
    ///   - fixes: Names of remedies.
    ///   - seed: Of the versions, clocks, words and damage of the packages; nil for whole ones with
    ///     all documents.
    /// - Returns: Where everything lies.
    /// - Throws: A `UserMessage` for a remedy that `run` would refuse, or a folder that cannot be
    ///   written.
    package func writePackages(
        to folder: String,
        fixes: [String] = [],
        seed: UInt64? = nil
    ) throws -> PackageFolder {
        var engine = Engine(scenario)
        var ending = engine.run()
        var written = scenario
        if !fixes.isEmpty {
            written = try fix(fixes, ending).0
            var second = Engine(written)
            ending = second.run()
        }
        let rendition =
            seed.map { Rendition.random(seed: $0, of: written) } ?? Rendition(seed: 0)
        return try PackageFolder(
            PackageWriter(ending, of: written, as: rendition).write(),
            at: folder
        )
    }

    /// Runs it, then runs it again with the remedies in their order, if there are any.
    ///
    /// Throws for a remedy that nobody knows, or that changes nothing here.
    package func run(fixes: [String] = []) throws -> Reproduction {
        var engine = Engine(scenario)
        let ending = engine.run()
        var result = Reproduction(
            tool: Assessment.Tool(version: ToolVersion.text, rulesDigest: ""),
            name: scenario.name,
            about: scenario.about,
            scenario: scenario.yaml()
        )
        result.basis = basis
        result.differences = ending.differences
        result.files = ReproducedFiles(ending).files
        for index in result.files.indices {
            result.files[index].observed = basis?.observed[result.files[index].path]
        }
        guard !fixes.isEmpty else {
            result.remedies = helpful(ending)
            return result
        }
        let (fixed, applied) = try fix(fixes, ending)
        result.fixes = applied
        var second = Engine(fixed)
        let after = Dictionary(
            ReproducedFiles(second.run()).files.map { ($0.path, $0.state) },
            uniquingKeysWith: { first, _ in first }
        )
        for index in result.files.indices {
            result.files[index].fixed = after[result.files[index].path]
        }
        return result
    }

    /// Remedies with which some file ends otherwise.
    private func helpful(_ ending: Ending) -> [String] {
        let files = ReproducedFiles(ending).files
        return Remedy.allCases.filter { remedy in
            guard let (fixed, _) = remedy.applied(to: scenario, endingAs: ending) else {
                return false
            }
            var engine = Engine(fixed)
            return ReproducedFiles(engine.run()).files != files
        }
        .map(\.rawValue)
    }

    private func fix(_ names: [String], _ ending: Ending) throws
        -> (Scenario, [Reproduction.Fix])
    {
        var fixed = scenario
        var applied: [Reproduction.Fix] = []
        for name in names {
            guard let remedy = Remedy(rawValue: name) else {
                throw UserMessage(
                    problem: "there is no such remedy",
                    location: Rendering.safe(name),
                    help: "known are \(Remedy.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            guard let (scenario, changes) = remedy.applied(to: fixed, endingAs: ending) else {
                throw UserMessage(
                    problem: "the remedy changes nothing here",
                    location: name,
                    help: "without --fix, the report lists those that do"
                )
            }
            fixed = scenario
            applied.append(Reproduction.Fix(name: name, about: remedy.about, changes: changes))
        }
        return (fixed, applied)
    }
}

/// How the files of a run stand at its end: those of the share, and those only Core has.
struct ReproducedFiles {
    let files: [Reproduction.File]

    init(_ ending: Ending) {
        var states: [String: Reproduction.State] = [:]
        for file in ending.files where file.sent > 0 || file.state != .served || file.scans > 0 {
            states[file.path] = Reproduction.State(
                // What only came to Core's own API is no file of the share.
                lock: file.sent > 0 || file.state != .served ? file.state.rawValue : nil,
                result: file.result?.label,
                cause: (file.cause ?? file.result?.cause)?.description
            )
        }
        for row in ending.servers.flatMap(\.history) where states[row.scan.file.path] == nil {
            states[row.scan.file.path] = Reproduction.State(
                result: row.result.label,
                cause: row.result.cause?.description
            )
        }
        for item in ending.items {
            let path = item.item.facts.path
            states[path, default: Reproduction.State()].cloud = item.item.cloud.status.text
        }
        files = states.sorted { $0.key < $1.key }.map {
            Reproduction.File(path: $0.key, state: $0.value)
        }
    }
}
