import CaseModel
import Testing

@testable import Reports

struct TextReportTests {
    private let options = TextOptions(
        inputs: ["core-01.tar.gz", "my icap.tar.gz"],
        caseFile: "case.db"
    )

    private func lines(_ assessment: Assessment, _ options: TextOptions) -> [String] {
        TextReport(options).render(assessment).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).map(String.init)
    }

    @Test(arguments: [80, 100])
    func `the first screen answers the phone`(_ width: Int) {
        var options = options
        options.width = width
        let screen = lines(RichCase.assessment, options).prefix(24).joined(separator: "\n")
        let wanted = [
            "ICAP Server stopped waiting while Core was starting again.",
            "12 files  likely    1. Core stopped and started again",
            "Explained: 12 of 15; 1 as the policy has it; not explained: 2.",
            "1. Find out why the service stopped. (Core administrator)",
            "2 more steps below",
            "1 rule undecided, 1 rule failed, 1 package incomplete, 3 notes",
            "Collect: A Core package of the day before (decides 1 rule)",
            "ometascan-collect-support-package.sh",
        ]
        for text in wanted { #expect(screen.contains(text), "\(text) in\n\(screen)") }
        let widest = screen.split(separator: "\n").map { Wrap.width(String($0)) }.max() ?? 0
        #expect(widest <= width)
    }

    @Test func `the first screen stays one screen however much there is`() {
        var assessment = RichCase.assessment
        let long = String(repeating: "many long words ", count: 30)
        assessment.findings = (0..<20).map { number in
            var finding = RichCase.polling
            (finding.id, finding.title) = ("rule#\(number)", long)
            finding.remediation = (0..<5).map { step in
                Assessment.Step(step: "\(step) \(long)", actor: .coreAdmin, before: long)
            }
            return finding
        }
        assessment.answer.headline = long
        assessment.answer.rootCauses = assessment.findings.map {
            Assessment.Answer.RootCause(
                finding: $0.id,
                subjectCount: 1_234_567,
                confidence: .possible
            )
        }
        assessment.answer.collect = Array(repeating: RichCase.collect, count: 9)
        let screen = lines(assessment, TextOptions(width: 80)).prefix(40)
        let text = screen.joined(separator: "\n")
        #expect(text.contains("  and 8 more to collect, below"))
        #expect(text.contains("and 17 more causes below"))
        #expect(text.contains("4 more steps below"))
        #expect(text.contains("1,234,567 files  possible  1. many long words"))
    }

    @Test func `a risky step is never first without what comes before it`() {
        var assessment = RichCase.assessment
        assessment.answer.rootCauses = [
            Assessment.Answer.RootCause(
                finding: RichCase.polling.id,
                subjectCount: 12,
                confidence: .certain
            )
        ]
        let screen = lines(assessment, options).prefix(24).joined(separator: "\n")
        #expect(screen.contains("1. Scan the files again. (Nutanix administrator)"))
        #expect(screen.contains("First: Export the list of infected files."))
        #expect(screen.contains("2 more steps below"))
    }

    @Test func `a finding shows its proof, its causes and its remedy`() {
        let text = TextReport(options).render(RichCase.assessment)
        let wanted = [
            "2. ICAP Server gave up asking Core for the result",
            "   error, certain, 12 files  nutanix-unknown/poll-failed",
            "When       2026-06-28 12:15:02 to 12:27:02 +02:00 (10:15:02 to 10:27:02 UTC)",
            "Contrast   412 of 431 in that time, 3 of 18,220 outside it",
            "Caused by  1. Core stopped and started again (likely), for 2 subjects",
            "Clock      rests on an estimated offset",
            "   - Second reason",
            "icap-01.tar.gz!log/icap.log:1234  2026-06-28 12:15:02.123 +02:00",
            "       [ERROR] 2026.06.28 12:15:02.123: (icap.core) Error received",
            "core-01.tar.gz!history.csv row 17",
            "core-01.tar.gz!settings.json key global.timeout",
            "nothing in core-log, 2026-06-28 12:15:02 to 12:40:02 +02:00",
            "last before  core-01.tar.gz!log/core.log:99",
            "first after  none, the source ends in that time",
            "     56 more found and not kept",
            "Risk   loses evidence, exposes unscanned files",
            "Check  The list is empty.",
            "missing-first-scan/core-down (/projects/plan 1.docx): Core answered another request",
            "When the files were blocked on purpose.",
            "ICAP Server, Additional tuning  docs.example.com/polling",
            "/projects/plan 1.docx  2026-06-28 12:16:02.123 +02:00 (10:16:02.123 UTC)",
            "… and 2 more; see all with --format json",
        ]
        for line in wanted { #expect(text.contains(line), "\(line)") }
    }

    @Test func `what follows the findings is told too`() {
        let text = TextReport(options).render(RichCase.assessment)
        let wanted = [
            "398 without a verdict, 14 by a verdict, 3 not known",
            "nutanix-unknown  12 of 15 explained, 1 as the policy has it, 2 not explained",
            "      /projects/plan 13.docx",
            "2 found, 1 clear, 1 not applicable, 1 undetermined, 1 failed",
            "    missing-first-scan/core-down (1 subject)\n      The log begins too late.",
            "    health/log-gap\n      too many steps",
            "core-01.tar.gz  Core 5.12.0 on core-01  incomplete",
            "Europe/Berlin (+02:00), from os.info",
            "42 entries, 1,234,567 records, 99.8 % of the lines understood",
            "core-01.tar.gz!log/core.log:5000\n    truncated: The archive ends",
            "evidencePerFinding, 50",
        ]
        for line in wanted { #expect(text.contains(line), "\(line)") }
    }

    @Test func `the last lines are commands to copy`() {
        let kept = lines(RichCase.assessment, options).suffix(5).joined(separator: "\n")
        #expect(kept.contains("scanwhy explain '/projects/plan 1.docx' --case case.db\n"))
        #expect(kept.hasSuffix("scanwhy analyze case.db --format json=report.json\n"))
        var options = options
        options.caseFile = nil
        options.offersAffected = true
        let text = TextReport(options).render(RichCase.assessment)
        #expect(
            text.contains("scanwhy analyze core-01.tar.gz 'my icap.tar.gz' --case case.db\n")
        )
        #expect(text.contains("--affected affected.csv\n"))
        #expect(!kept.contains("--affected"))
    }

    @Test func `hostile names are visible and no escape byte is on the page`() {
        let hostile = "evil\u{1B}]0;x\u{7}\u{202E}fdp.exe\nCauses\r\n\u{9B}2J\u{200B}"
        var subject = RichCase.subject(1)
        (subject.label, subject.path, subject.dataID) = (hostile, hostile, "d-1")
        var finding = RichCase.polling
        finding.subjects = [subject]
        finding.title += hostile
        finding.evidence.append(
            .passage(
                Assessment.Evidence.Passage(package: hostile, entry: hostile, text: hostile)
            )
        )
        var assessment = RichCase.assessment
        assessment.findings = [finding]
        assessment.answer.headline += hostile
        assessment.packages[1].name = hostile
        assessment.notes[0].entry = hostile
        let text = TextReport(options).render(assessment)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && SafeText.isHidden($0) })
        #expect(text.contains("evil\\u{1B}]0;x\\u{07}\\u{202E}fdp.exe⏎Causes⏎\\u{9B}2J\\u{200B}"))
        #expect(text.contains("scanwhy explain d-1 --case case.db"))
    }

    @Test func `colour adds escapes and nothing else`() {
        var colored = options
        colored.color = true
        let text = TextReport(colored).render(RichCase.assessment)
        var plain = text
        for code in ["0", "1", "2", "31", "33"] {
            plain = plain.replacing("\u{1B}[\(code)m", with: "")
        }
        #expect(text.contains("\u{1B}[31merror\u{1B}[0m"))
        #expect(plain == TextReport(options).render(RichCase.assessment))
    }

    @Test func `an empty assessment is short and still leads on`() {
        let text = TextReport().render(RichCase.empty)
        #expect(
            text == """
                Next
                  Keep the case, to ask it more:
                    scanwhy analyze PACKAGE --case case.db
                  Write all of it as JSON:
                    scanwhy analyze PACKAGE --format json=report.json

                """
        )
    }

    @Test func `a very large one folds and counts what it hides`() {
        var assessment = RichCase.assessment
        var finding = RichCase.polling
        finding.subjects = (1...20_000).map(RichCase.subject)
        assessment.findings = (0..<500).map { number in
            var copy = number == 0 ? finding : RichCase.restart
            copy.id = "rule#\(number)"
            return copy
        }
        assessment.summary.symptoms[0].unexplained = (1...5_000).map { "file/\($0)" }
        let text = TextReport(options).render(assessment)
        #expect(text.utf8.count < 60_000)
        #expect(text.contains("… and 19,990 more; see all with --format json"))
        #expect(text.contains("… and 4,990 more; see all with --format json"))
        #expect(text.contains("And 470 more findings"))
        #expect(text.contains("… and 460 more; see all with --format json"))
    }

    @Test func `packages of one name are told apart`() {
        var assessment = RichCase.assessment
        assessment.packages[1].name = assessment.packages[0].name
        let text = TextReport(options).render(assessment)
        #expect(text.contains("core-01.tar.gz [p2]!log/icap.log:1234"))
        #expect(text.contains("  core-01.tar.gz [p1]  Core 5.12.0"))
    }

    @Test func `causes in a circle end`() {
        var first = RichCase.restart
        first.causedBy = [RichCase.polling.id]
        var assessment = RichCase.assessment
        assessment.findings[0] = first
        let text = TextReport(options).render(assessment)
        #expect(text.contains("Caused by  1. Core stopped"))
        #expect(text.contains("Caused by  2. ICAP Server gave up"))
    }

    @Test func `a chain is indented cause under cause`() {
        var disk = RichCase.restart
        (disk.id, disk.title, disk.causedBy) = ("health/low-disk#3", "The disk was full", [])
        var assessment = RichCase.assessment
        assessment.findings[0].causedBy = [disk.id]
        assessment.findings.append(disk)
        let text = TextReport(options).render(assessment)
        #expect(text.contains("for 2 subjects\n                 3. The disk was full (likely)"))
    }
}
