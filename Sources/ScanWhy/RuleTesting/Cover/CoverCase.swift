internal import Archives
internal import CaseModel
internal import CaseStore
internal import FoundationEssentials
internal import Rules

/// A case of a rule, read once into a case file, on which the rule is run again and again.
struct CoverCase: Sendable {
    let name: String
    let expected: ExpectedOutcome
    private let file: CaseFile

    /// Reads the packages of the case folder into a case file at `path`.
    init(name: String, folder: String, at path: String) throws {
        self.name = name
        let text = FileManager.default.contents(atPath: "\(folder)/expected.txt")
        expected = ExpectedOutcome(String(decoding: text ?? Data(), as: UTF8.self))
        let inputs = try CasePackages("\(folder)/package").inputs
        file = try CaseBuilder().build(try inputs.map { try Input(argument: $0) }, at: path)
    }

    func reader() throws -> SealedReader { try SealedReader(file) }

    /// What of the case does not hold when these rules run on it.
    func failures(of rule: String, _ runner: RuleRunner, in reader: SealedReader) throws
        -> [String]
    {
        let results = try runner.run(on: reader)
        let assessment = ResultsAsAssessment(results, rule: rule).assessment
        let labels = Dictionary(
            results.subjects.map { ($0.id, $0.label) },
            uniquingKeysWith: { first, _ in first }
        )
        let ruledOut = results.ruledOut.filter { $0.rule == rule }.map {
            [labels[$0.subject] ?? $0.subject, $0.whyCode]
        }
        let comparison = CaseComparison(expected, rule: rule, ruledOut: Set(ruledOut))
        return expected.problems + comparison.failures(in: assessment)
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
