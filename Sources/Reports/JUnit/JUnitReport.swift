package import CaseModel

/// Renders outcomes as JUnit XML, for the test pages of a CI server: a test a rule.
///
/// The form is the one that Jenkins publishes (`junit-10.xsd`), which GitLab reads as well.
package struct JUnitReport {
    /// From which severity on a finding is a failure; nil for never.
    private let failOn: Severity?

    package init(failOn: Severity?) {
        self.failOn = failOn
    }

    package func render(_ assessment: Assessment) -> [UInt8] {
        let book = PackageBook(assessment.packages)
        let findings = Dictionary(grouping: assessment.findings, by: \.rule)
        let suites = Dictionary(grouping: assessment.outcomes) { outcome in
            String(outcome.rule.prefix { $0 != "/" })
        }
        .sorted { $0.key < $1.key }
        .map { family, outcomes in
            Suite(
                name: family,
                tests: outcomes.map { test($0, findings[$0.rule] ?? [], book) }
            )
        }
        return Self.document("scanwhy", suites)
    }

    /// A group of tests.
    struct Suite {
        var name: String
        var tests: [Test]
    }

    struct Test {
        enum Result: Equatable {
            case passed
            case failed(type: String)
            case skipped
            case broken
        }

        var name: String
        var suite: String
        var result: Result
        /// One line on what did not hold; "" for a test that passed.
        var message = ""
        var lines: [String] = []
    }

    static func document(_ name: String, _ suites: [Suite]) -> [UInt8] {
        var xml = XMLWriter()
        let tests = suites.flatMap(\.tests)
        xml.element(
            "testsuites",
            [
                "name": name, "tests": "\(tests.count)",
                "failures": "\(tests.count(where: \.isFailure))",
                "errors": "\(tests.count { $0.result == .broken })",
            ]
        ) { xml in
            for suite in suites { write(suite, &xml) }
        }
        return Array(xml.text.utf8)
    }

    private static func write(_ suite: Suite, _ xml: inout XMLWriter) {
        xml.element(
            "testsuite",
            [
                "name": suite.name, "tests": "\(suite.tests.count)",
                "failures": "\(suite.tests.count(where: \.isFailure))",
                "errors": "\(suite.tests.count { $0.result == .broken })",
                "skipped": "\(suite.tests.count { $0.result == .skipped })",
            ]
        ) { xml in
            for test in suite.tests { write(test, &xml) }
        }
    }

    private static func write(_ test: Test, _ xml: inout XMLWriter) {
        xml.element("testcase", ["classname": test.suite, "name": test.name]) { xml in
            switch test.result {
            case .passed: break
            case .failed(let type):
                xml.element(
                    "failure",
                    ["message": test.message, "type": type],
                    lines: test.lines
                )
                return
            case .skipped: xml.element("skipped", ["message": test.message])
            case .broken: xml.element("error", ["message": test.message, "type": "failed"])
            }
            if !test.lines.isEmpty { xml.element("system-out", [:], lines: test.lines) }
        }
    }

    private func test(
        _ outcome: Assessment.Outcome,
        _ findings: [Assessment.Finding],
        _ book: PackageBook
    ) -> Test {
        let family = String(outcome.rule.prefix { $0 != "/" })
        var test = Test(
            name: String(outcome.rule.dropFirst(family.count + 1)),
            suite: family,
            result: .passed,
            lines: findings.flatMap { lines(on: $0, book) }
        )
        let why = outcome.why ?? ""
        switch outcome.outcome {
        case .clear: break
        case .found:
            let worst = findings.map(\.severity).max() ?? .info
            test.message = findings.map(\.title).joined(separator: "; ")
            if let failOn, worst >= failOn { test.result = .failed(type: worst.name) }
        case .undetermined:
            test.result = .skipped
            test.message = why.isEmpty ? "undetermined" : "undetermined: \(why)"
            if let collect = outcome.collect {
                test.lines += collect.split(separator: "\n").map { "collect: \($0)" }
            }
        case .notApplicable:
            test.result = .skipped
            test.message = why.isEmpty ? "not applicable" : "not applicable: \(why)"
        case .failed:
            test.result = .broken
            test.message = why
        }
        if outcome.outcome != .undetermined, !outcome.undeterminedFor.isEmpty {
            let open = Wording.counted(outcome.undeterminedFor.count, "subject")
            test.lines.append("undetermined for \(open)")
        }
        return test
    }

    /// What a person reads who opens the test: enough to go on with, not the whole report.
    private func lines(on finding: Assessment.Finding, _ book: PackageBook) -> [String] {
        let noun = Wording.noun(Set(finding.subjects.map(\.kind)))
        var lines = [
            "\(finding.title) (\(finding.severity.name), \(finding.confidence.name), "
                + "\(Wording.counted(finding.count, noun)))"
        ]
        lines += finding.subjects.prefix(10).map { "  \($0.label)" }
        if finding.count > 10 { lines.append("  and \(Wording.number(finding.count - 10)) more") }
        for case .passage(let passage) in finding.evidence.prefix(5) {
            lines.append("  seen: \(book.place(passage)): \(Fold.text(passage.text, 200))")
        }
        lines += finding.remediation.enumerated().map { index, step in
            "  step \(index + 1): \(step.step)"
                + (step.before.map { " (first: \($0))" } ?? "")
        }
        return lines
    }
}

extension JUnitReport.Test {
    var isFailure: Bool {
        if case .failed = result { return true }
        return false
    }
}
