import CaseModel
import TestSupport
import Testing

/// The outage night file by file against what the generator knows to have happened.
struct TruthTests {
    /// The rules that must hold a file of each group, and no other may.
    private static let wanted: [String: Set<String>] = [
        "infected": ["nutanix-unknown/blocked-by-verdict"],
        "queue-full": [
            "missing-first-scan/queue-full", "nutanix-unknown/core-unreachable",
            "nutanix-unknown/needs-reset",
        ],
        "poll-failed": ["nutanix-unknown/poll-failed", "nutanix-unknown/needs-reset"],
        "restart-failed": [
            "failed-to-scan/core-restarted", "nutanix-unknown/core-failed-to-scan",
            "nutanix-unknown/needs-reset",
        ],
        "core-down": [
            "missing-first-scan/core-down", "nutanix-unknown/core-unreachable",
            "nutanix-unknown/needs-reset",
        ],
    ]

    /// Path and group; a path with commas is quoted.
    private static func truth() throws -> [(path: String, group: String)] {
        try repositoryText("samples/outage-night/truth.csv").split(separator: "\n").dropFirst()
            .map { line in
                if line.hasPrefix("\"") {
                    let parts = line.dropFirst().split(separator: "\",", maxSplits: 1)
                    let path = parts[0].split(separator: "\"\"").joined(separator: "\"")
                    return (path, String(parts[1].prefix { $0 != "," }))
                }
                let parts = line.split(separator: ",", omittingEmptySubsequences: false)
                return (String(parts[0]), String(parts[1]))
            }
    }

    @Test func `each locked file is explained by its true cause and by no other`() throws {
        let truth = try Self.truth()
        #expect(truth.count == 131)
        let rules = try Sample.outageNight.get().rulesByPath
        for (path, group) in truth {
            let wanted = try #require(Self.wanted[group], "unknown group \(group)")
            #expect(rules[path] == wanted, "\(path)")
        }
    }

    @Test func `no file is held that the truth does not know`() throws {
        let known = Set(try Self.truth().map(\.path))
        let held = Set(try Sample.outageNight.get().rulesByPath.keys)
        #expect(held.subtracting(known).sorted().isEmpty)
    }

    @Test func `the counts of locked files are those of the truth`() throws {
        let locked = try Sample.outageNight.get().assessment.answer.locked
        let truth = try Self.truth()
        #expect(locked.byVerdict == truth.count { $0.group == "infected" })
        #expect(locked.withoutVerdict == truth.count { $0.group != "infected" })
        #expect(locked.unknown == 0)
    }

    @Test func `nothing but the cause that stopped the service is left to find`() throws {
        let assessment = try Sample.outageNight.get().assessment
        #expect(assessment.summary.symptoms.flatMap(\.unexplained).isEmpty)
        let restart = try #require(
            assessment.findings.first { $0.rule == "failed-to-scan/core-restarted" }
        )
        #expect(restart.causedBy.isEmpty)
    }
}
