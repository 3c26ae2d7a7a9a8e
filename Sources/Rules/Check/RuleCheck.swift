internal import CaseModel
internal import CaseStore
internal import FoundationEssentials

/// Holds every rule of a set against the gates that a rule must pass.
package struct RuleCheck {
    /// A folder in which an empty case file is made for the time of the check.
    private let temporaryFolder: String

    package init(temporaryFolder: String) {
        self.temporaryFolder = temporaryFolder
    }

    /// Everything that is wrong with the set, sorted by file and line; throws only where no empty
    /// case file can be made.
    package func problems(of set: RuleSet) throws -> [RuleProblem] {
        let path = "\(temporaryFolder)/rule-check-\(UUID().uuidString).case"
        let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
            try writer.buildIndexes()
        }
        // A file that cannot be removed lies in a temporary folder and holds nothing.
        defer { try? FileManager.default.removeItem(atPath: path) }
        // What a query reads shows in its plan over a large case alone.
        try file.planAsLarge()
        let reader = try SealedReader(file)
        try SignTables.create(in: reader)
        var problems = set.problems
        for rule in set.rules {
            var gates = RuleGates(rule, set, reader)
            problems += gates.problems()
        }
        return problems.sorted()
    }
}
