import CaseModel
import Markup
import Reports
import Testing

@Suite struct JUnitReportTests {
    /// What the published form (`junit-10.xsd` of Jenkins) allows of what is written here.
    private static let attributes: [String: Set<String>] = [
        "testsuites": ["name", "time", "tests", "failures", "disabled", "errors"],
        "testsuite": [
            "name", "tests", "failures", "errors", "time", "disabled", "skipped", "timestamp",
            "hostname", "id", "package",
        ],
        "testcase": ["name", "assertions", "time", "classname", "status"],
        "failure": ["type", "message"],
        "error": ["type", "message"],
        "skipped": ["message"],
        "system-out": [],
    ]
    private static let parents = [
        "testsuites": "", "testsuite": "testsuites", "testcase": "testsuite",
        "failure": "testcase", "error": "testcase", "skipped": "testcase",
        "system-out": "testcase",
    ]

    private struct Case: Hashable {
        var name: String
        var result = "passed"
        var message = ""
    }

    /// The test cases of a document; every element must be where the form has it.
    private func cases(_ xml: [UInt8]) throws -> [Case] {
        let reader = try #require(MarkupReader())
        let events = reader.read(xml) + reader.finish()
        #expect(reader.notes.isEmpty)
        var cases: [Case] = []
        var open: [String] = []
        for event in events {
            switch event {
            case .start(let name, let attributes, _):
                #expect(Self.parents[name] == open.last ?? "", "\(name) in \(open)")
                let allowed = try #require(Self.attributes[name], "\(name)")
                #expect(allowed.isSuperset(of: attributes.map(\.name)), "\(name)")
                open.append(name)
                if name == "testcase" {
                    let family = try #require(attributes["classname"])
                    cases.append(Case(name: "\(family)/\(attributes["name"] ?? "")"))
                }
                if ["failure", "error", "skipped"].contains(name), let last = cases.indices.last {
                    cases[last].result = name
                    cases[last].message = attributes["message"] ?? ""
                }
            case .end: open.removeLast()
            case .text: break
            }
        }
        return cases
    }

    private func results(_ failOn: Severity?, _ assessment: Assessment = RichCase.assessment) throws
        -> [String]
    {
        try cases(JUnitReport(failOn: failOn).render(assessment)).map { "\($0.name) \($0.result)" }
    }

    @Test func `each outcome is a test, and what cannot tell is skipped`() throws {
        #expect(
            try results(.error) == [
                "cloud/throttled skipped", "health/low-disk passed", "health/log-gap error",
                "health/service-restart-loop failure", "missing-first-scan/core-down skipped",
                "nutanix-unknown/poll-failed failure",
            ]
        )
    }

    @Test func `the threshold decides what fails`() throws {
        let failures = { (results: [String]) in results.filter { $0.hasSuffix("failure") } }
        #expect(
            failures(try results(.critical)) == ["health/service-restart-loop failure"]
        )
        #expect(failures(try results(nil)).isEmpty)
        #expect(try results(.error, RichCase.empty).isEmpty)
    }

    @Test func `a test says why, and counts agree`() throws {
        let bytes = JUnitReport(failOn: .error).render(RichCase.assessment)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.contains("<testsuites name=\"scanwhy\" tests=\"6\" failures=\"2\" errors=\"1\">")
        )
        #expect(text.contains("undetermined: The log begins too late."))
        #expect(text.contains("collect: A Core package of the day before"))
        #expect(text.contains("icap-01.tar.gz!log/icap.log:1234"))
        #expect(text.contains("first: Export the list of infected files."))
    }

    @Test func `hostile text stays text`() throws {
        var assessment = RichCase.assessment
        let hostile = "]]></failure>\u{1B}[2J\u{0}\u{FFFE}<!DOCTYPE x>\"'&\r\n"
        assessment.findings[1].title = hostile
        assessment.findings[1].subjects[0].label = hostile
        assessment.outcomes[2].why = hostile
        let bytes = JUnitReport(failOn: .error).render(assessment)
        let found = try cases(bytes)
        #expect(found.count == 6)
        #expect(found[5].message.hasPrefix("]]></failure>\\u{1B}[2J\\u{00}\\u{FFFE}<!DOCTYPE x>"))
    }

    @Test func `cases of rules are tests of their rule`() throws {
        let verdicts = [
            JUnitReport.CaseVerdict(rule: "health/a", name: "fires", failures: []),
            JUnitReport.CaseVerdict(rule: "health/a", name: "silent", failures: ["1 < 2", "b"]),
            JUnitReport.CaseVerdict(rule: "health/b", name: "fires", failures: []),
        ]
        let found = try cases(JUnitReport.render(verdicts))
        #expect(
            found == [
                Case(name: "health/a/fires"),
                Case(name: "health/a/silent", result: "failure", message: "1 < 2"),
                Case(name: "health/b/fires"),
            ]
        )
    }
}
