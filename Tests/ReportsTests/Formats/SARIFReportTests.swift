import CaseModel
import Reports
import TestSupport
import Testing

@Suite struct SARIFReportTests {
    private static let card = RuleCard(
        id: "nutanix-unknown/poll-failed",
        version: "0123456789ab",
        title: "ICAP Server gave up: …",
        severity: .error,
        confidence: .certain,
        meaning: "It asks\nagain and again.\n\n- *a*\n- b",
        whenWrong: "Never.",
        remediation: [
            Assessment.Step(
                step: "Scan again",
                actor: .nutanixAdmin,
                risk: [.interruptsScanning],
                before: "Export the list"
            )
        ],
        references: ["The manual, example.com/manual"]
    )

    private func document(_ assessment: Assessment = RichCase.assessment) throws -> JSONValue {
        try JSONValue(SARIFReport(assessment, rules: [Self.card]).render())
    }

    private func run() throws -> JSONValue { try #require(document()["runs"]?[0]) }

    @Test func `it fits the published schema, full or empty`() throws {
        let schema = try JSONSchema(repositoryBytes("Tests/Fixtures/sarif-schema-2.1.0.json"))
        #expect(schema.problems(in: try document()) == [])
        #expect(schema.problems(in: try document(RichCase.empty)) == [])
    }

    @Test(arguments: [
        ("\"level\": \"error\"", "\"level\": \"bad\"", "/runs/0/"),
        ("\"version\": \"2.1.0\"", "\"version\": \"2\"", "/version"),
        ("\"ruleId\"", "\"rule_id\"", "/runs/0/results/0/rule_id"),
        ("core-01.tar.gz/log", "core-01 tar.gz/log", "/runs/0/"),
        ("\"startLine\": 99", "\"startLine\": 0", "/runs/0/"),
        ("\"analysisTarget\"", "\"analysisTarget\", \"analysisTarget\"", "/runs/0/artifacts/0"),
    ])
    func `the schema refuses what is wrong`(_ old: String, _ new: String, _ place: String) throws {
        let schema = try JSONSchema(repositoryBytes("Tests/Fixtures/sarif-schema-2.1.0.json"))
        let bytes = SARIFReport(RichCase.assessment, rules: [Self.card]).render()
        let right = String(decoding: bytes, as: UTF8.self)
        #expect(right.contains(old))
        let wrong = try JSONValue(Array(right.replacing(old, with: new).utf8))
        let problems = schema.problems(in: wrong)
        #expect(problems.contains { $0.hasPrefix(place) }, "\(problems)")
    }

    @Test func `a finding is a result at its first evidence, the others are related`() throws {
        let result = try #require(try run()["results"]?[1])
        #expect(result["ruleId"] == .text("nutanix-unknown/poll-failed"))
        #expect(result["level"] == .text("error"))
        let place = result["locations"]?[0]?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uri"] == .text("icap-01.tar.gz/log/icap.log"))
        #expect(place?["region"]?["startLine"] == .number(1_234))
        #expect(result["locations"]?[1] == nil)
        #expect(result["relatedLocations"]?[0]?["logicalLocations"]?[0]?["name"] == .text("row 17"))
        #expect(result["relatedLocations"]?[2]?["message"] != nil)
        #expect(result["partialFingerprints"]?["findingId/v1"] == .text(RichCase.polling.id))
        #expect(result["occurrenceCount"] == .number(12))
        let other = try #require(try run()["results"]?[0])
        let region = other["locations"]?[0]?["physicalLocation"]?["region"]
        #expect(region?["byteOffset"] == .number(4_096))
    }

    @Test func `rules come with their page, and their index is that of the list`() throws {
        let run = try run()
        let rules = try #require(run["tool"]?["driver"]?["rules"])
        guard case .number(let index)? = run["results"]?[1]?["ruleIndex"] else {
            Issue.record("no index")
            return
        }
        let rule = rules[Int(index)]
        #expect(rule?["id"] == .text(Self.card.id))
        guard case .text(let help)? = rule?["help"]?["markdown"] else {
            Issue.record("no help")
            return
        }
        #expect(help.contains("It asks again and again."))
        #expect(help.contains("- \\*a\\*"))
        #expect(help.contains("**First:** Export the list"))
    }

    @Test func `notes, open rules and limits are notifications`() throws {
        let list = try run()["invocations"]?[0]?["toolExecutionNotifications"]
        let ids = (0..<9).compactMap { list?[$0]?["descriptor"]?["id"] }
        #expect(
            ids == [
                .text("note/truncated"), .text("note/clock"), .text("limit/evidencePerFinding"),
                .text("rule/failed"), .text("rule/undetermined"),
            ]
        )
    }

    @Test func `names that no URI can hold are encoded and cannot climb`() throws {
        var assessment = RichCase.assessment
        assessment.packages[0].name = ".."
        assessment.packages[1].name = "Fälle #1?.zip"
        let schema = try JSONSchema(repositoryBytes("Tests/Fixtures/sarif-schema-2.1.0.json"))
        let document = try document(assessment)
        #expect(schema.problems(in: document) == [])
        let artifacts = document["runs"]?[0]?["artifacts"]
        #expect(artifacts?[0]?["location"]?["uri"] == .text("%2E%2E"))
        #expect(artifacts?[1]?["location"]?["uri"] == .text("F%C3%A4lle%20%231%3F.zip"))
    }
}
