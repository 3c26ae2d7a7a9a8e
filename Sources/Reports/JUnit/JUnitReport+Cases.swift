/// The cases of rules as tests, for `scanwhy rules test --junit`.
extension JUnitReport {
    /// One case of a rule that was run.
    package struct CaseVerdict: Sendable, Hashable {
        package var rule: String
        package var name: String
        /// What did not hold; empty if the case passed.
        package var failures: [String]

        package init(rule: String, name: String, failures: [String]) {
            self.rule = rule
            self.name = name
            self.failures = failures
        }
    }

    /// A suite a rule, in the order in which the rules come first.
    package static func render(_ verdicts: [CaseVerdict]) -> [UInt8] {
        var suites: [Suite] = []
        for verdict in verdicts {
            let test = Test(
                name: verdict.name,
                suite: verdict.rule,
                result: verdict.failures.isEmpty ? .passed : .failed(type: "expectation"),
                message: verdict.failures.first ?? "",
                lines: verdict.failures
            )
            if let index = suites.firstIndex(where: { $0.name == verdict.rule }) {
                suites[index].tests.append(test)
            } else {
                suites.append(Suite(name: verdict.rule, tests: [test]))
            }
        }
        return document("scanwhy rules test", suites)
    }
}
