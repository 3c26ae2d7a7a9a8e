internal import Archives
internal import CaseModel
internal import CaseStore
internal import FoundationEssentials
internal import Rules

/// A case of a rule, read once into a case file, on which the rule can be run again and again.
struct RuleCase: Sendable {
    let name: String
    let expected: CaseTranscript
    private let file: CaseFile

    /// Reads the packages of the case folder into a case file at `path`.
    ///
    /// A new case expects nothing yet; any other must have its `expected.txt`.
    init(name: String, folder: String, at path: String, isNew: Bool = false) throws {
        self.name = name
        expected = CaseTranscript(text: isNew ? "" : try Self.expectation(in: folder))
        let inputs = try CasePackages("\(folder)/package").inputs
        file = try CaseBuilder().build(try inputs.map { try Input(argument: $0) }, at: path)
    }

    /// The text of its `expected.txt`.
    static func expectation(in folder: String) throws -> String {
        let path = "\(folder)/expected.txt"
        guard let text = FileManager.default.contents(atPath: path) else {
            throw UserMessage(
                problem: "a case has no expected.txt",
                location: Rendering.safe(folder),
                help: "`scanwhy rules test --record` writes it; read it before you keep it"
            )
        }
        return String(decoding: text, as: UTF8.self)
    }

    func reader() throws -> SealedReader { try SealedReader(file) }

    /// What the rule comes to when these rules run on the case.
    func transcript(of rule: String, _ runner: RuleRunner, in reader: SealedReader) throws
        -> CaseTranscript
    {
        var transcript = CaseTranscript(try runner.run(on: reader), rule: rule)
        // What lists show of each subject is in no finding.
        if runner.hasEachColumns(rule), transcript.outcome == "found" {
            transcript.add(eachOf: try runner.rows(of: rule, on: reader))
        }
        return transcript
    }

    /// That which fires comes first, as it notices most.
    var rank: Int {
        switch expected.outcome {
        case "found": 0
        case "undetermined": 2
        default: 1
        }
    }
}
