import CaseModel
import Reports
import Testing

@Suite struct ReplyReportTests {
    private func lines(_ assessment: Assessment) -> [Substring] {
        ReplyReport(assessment).render().split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func `it says what happened, how sure, what to do and what to send`() {
        let text = ReplyReport(RichCase.assessment).render()
        var rest = text[...]
        for part in [
            "What happened\nICAP Server stopped waiting", "1. Core stopped and started again",
            "Seen in core-01.tar.gz!log/core.log:99", "How sure this is\nlikely, one source",
            "Of 15 symptoms, 12 are explained; for 2 we cannot tell", "Please do now\n1. ",
            "What this rests on\n- core-01.tar.gz",
        ] {
            let found = rest.firstRange(of: part)
            #expect(found != nil, "\(part) is not in\n\(text)")
            if let found { rest = rest[found.upperBound...] }
        }
    }

    @Test func `what it advises comes with its risk and with what is done first`() {
        var assessment = RichCase.assessment
        assessment.answer.rootCauses[0].finding = RichCase.polling.id
        let text = ReplyReport(assessment).render()
        #expect(text.contains("[loses evidence, exposes unscanned files]"))
        #expect(text.contains("First: Export the list of infected files."))
    }

    @Test func `a hundred causes, steps and packages still keep to sixty lines`() {
        var assessment = RichCase.assessment
        let long = String(repeating: "many words of a long sentence ", count: 20)
        var finding = RichCase.polling
        finding.remediation = (0..<40).map {
            Assessment.Step(step: "\($0) \(long)", actor: .coreAdmin)
        }
        assessment.findings = (0..<100).map { number in
            var one = finding
            one.id = "x/\(number)"
            one.title = "\(number) \(long)"
            return one
        }
        assessment.answer.rootCauses = assessment.findings.map {
            Assessment.Answer.RootCause(finding: $0.id, subjectCount: 1, confidence: .certain)
        }
        assessment.answer.collect = (0..<50).map {
            Assessment.Answer.Collect(what: "\($0) \(long)", unlocks: [])
        }
        assessment.packages = Array(repeating: RichCase.core, count: 50)
        let lines = lines(assessment)
        #expect(lines.count <= 61, "\(lines.count)")
        #expect(lines.allSatisfy { $0.count <= 100 })
        #expect(lines.contains { $0.hasPrefix("and 9") && $0.hasSuffix(" more causes.") })
    }

    @Test func `an empty case has an answer, too`() {
        #expect(lines(RichCase.empty).prefix(2) == ["What happened", "Nothing was found."])
    }

    @Test func `it is plain text without colours or control characters`() {
        var assessment = RichCase.assessment
        assessment.findings[0].title = "\u{1B}[31mred\u{202E}"
        let text = ReplyReport(assessment).render()
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !SafeText.isHidden($0) })
    }
}
