import CaseModel
import Quarantine
import ScanWhy
import TestSupport

/// A scenario of the library, written as packages and analysed again.
struct RoundTrip {
    let truth: [TruthRow]
    let assessment: Assessment

    init(_ name: String, as rendition: (Scenario) -> Rendition) throws {
        let scenario = try Scenario(yaml: repositoryText("samples/scenarios/\(name).yaml"))
        var engine = Engine(scenario)
        let ending = engine.run()
        let written = PackageWriter(ending, of: scenario, as: rendition(scenario)).write()
        let folder = try TemporaryFolder()
        let packages = try PackageFolder(written, at: folder.path)
        var options = Analyzer.Options()
        options.inputs = packages.inputs
        assessment = try Analyzer(options).run { assessment, _ in assessment }
        truth = written.truth.filter { $0.stands && !$0.rules.isEmpty }
    }

    /// Rows of the truth that no right rule holds.
    func missed() -> [TruthRow] {
        truth.filter { row in rules(holding: row).isDisjoint(with: row.rules) }
    }

    /// Rules whose findings hold the file, the scan or the item of a row.
    func rules(holding row: TruthRow) -> Set<String> {
        let findings = assessment.findings.filter { finding in
            finding.subjects.contains { subject in
                (subject.path ?? subject.label) == row.path
                    || (!row.dataID.isEmpty && subject.dataID == row.dataID)
                    || (!row.sha256.isEmpty && subject.sha256 == row.sha256)
            }
        }
        return Set(findings.map(\.rule))
    }
}
