package import CaseModel

/// What a run tells a script: the exit status of `scanwhy analyze`.
package struct Trust {
    package enum Status: Int32, Sendable {
        case nothingFound = 0
        case found = 1
        case notToBeTrusted = 3
    }

    /// nil means `never`.
    package var failOn: Severity?
    package var strict: Bool

    package init(failOn: Severity?, strict: Bool) {
        self.failOn = failOn
        self.strict = strict
    }

    /// Whether a share of lines is under a percentage; no lines are no lines too few.
    package static func isUnder(_ percent: Double?, _ share: Double?) -> Bool {
        guard let percent, let share else { return false }
        return share * 100 < percent
    }

    package func status(of assessment: Assessment) -> Status {
        if let failOn, assessment.findings.contains(where: { $0.severity >= failOn }) {
            return .found
        }
        if isUntrusted(assessment) || (strict && isIncomplete(assessment)) {
            return .notToBeTrusted
        }
        return .nothingFound
    }

    /// No source spoke, a rule could not run, or not one symptom could be decided.
    private func isUntrusted(_ assessment: Assessment) -> Bool {
        let products = assessment.packages.filter { $0.product == .core || $0.product == .icap }
        if products.contains(where: { $0.records == 0 }) { return true }
        if assessment.packages.allSatisfy({ $0.records == 0 && $0.product == .unknown }) {
            return true
        }
        let failed = assessment.outcomes.contains { $0.outcome == .failed }
        let wanting = assessment.summary.symptoms.reduce(0) { $0 + $1.subjects }
        let explained = assessment.summary.symptoms.reduce(0) { $0 + $1.explained }
        return failed || (wanting > 0 && explained == 0)
    }

    private func isIncomplete(_ assessment: Assessment) -> Bool {
        assessment.packages.contains { !$0.complete }
            || assessment.outcomes.contains { $0.outcome == .undetermined }
            || !assessment.limitsReached.isEmpty
            || assessment.packages.contains { ($0.parsedShare ?? 1) < 1 }
    }
}
