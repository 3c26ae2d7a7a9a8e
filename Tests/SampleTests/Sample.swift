import CaseModel
import CaseStore
import Foundation
import ScanWhy
import TestSupport

/// A sample as a person analyses it: all its packages, the rules built in, no options.
///
/// Each is read once for all tests, since reading one takes seconds in a debug build.
struct Sample: Sendable {
    let assessment: Assessment
    let inspection: Inspection

    static let outageNight = Result { try Sample("outage-night", ["core", "icap"]) }
    static let outageNightPacked = Result {
        let folder = "samples/outage-night/packed"
        let names = try FileManager.default
            .contentsOfDirectory(atPath: "\(repositoryRoot)/\(folder)").sorted()
        return try Sample("outage-night", names.map { "packed/\($0)" })
    }
    static let healthy = Result { try Sample("healthy", ["core", "icap"]) }

    /// The folder with all that lies in it: each package as a folder and packed.
    static let outageNightWhole = Result { try Sample(inputs: ["samples/outage-night"]) }

    private init(_ name: String, _ packages: [String]) throws {
        try self.init(
            inputs: (packages + ["infected-files.json"]).map { "samples/\(name)/\($0)" }
        )
    }

    private init(inputs: [String]) throws {
        var options = Analyzer.Options()
        options.inputs = inputs.map { "\(repositoryRoot)/\($0)" }
        (assessment, inspection) = try Analyzer(options).run { assessment, file in
            let reader = InspectionReader(try SealedReader(file))
            return (assessment, try reader.inspection(toolVersion: ""))
        }
    }

    /// The rules that hold each file, by its path.
    var rulesByPath: [String: Set<String>] {
        var rules: [String: Set<String>] = [:]
        for finding in assessment.findings {
            for subject in finding.subjects where subject.kind != .package {
                rules[subject.path ?? subject.label, default: []].insert(finding.rule)
            }
        }
        return rules
    }
}
