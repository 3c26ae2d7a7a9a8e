import CaseModel
import Testing

@testable import Reports

struct FirstScreenTests {
    private static func step(
        _ words: String,
        _ actor: Assessment.Step.Actor,
        risk: [Assessment.Step.Risk] = [],
        before: String? = nil
    ) -> Assessment.Step {
        Assessment.Step(step: words, actor: actor, risk: risk, before: before)
    }

    private static func cause(_ number: Int, _ title: String, _ steps: [Assessment.Step])
        -> Assessment.Finding
    {
        var finding = RichCase.restart
        (finding.id, finding.title, finding.remediation) = ("cause#\(number)", title, steps)
        return finding
    }

    private static let list: Assessment.Finding = {
        var finding = RichCase.polling
        finding.id = "nutanix-unknown/needs-reset#1"
        finding.rule = "nutanix-unknown/needs-reset"
        finding.title = "Locked without a verdict: 12"
        finding.remediation = [
            step("Keep what there is - export the list.", .nutanixAdmin),
            step("Healthy first.", .icapAdmin),
            step(
                "Unlock them all.",
                .nutanixAdmin,
                risk: [.exposesUnscanned],
                before: "Think."
            ),
            step(
                "RESCAN the first wave. \(String(repeating: "It goes on. ", count: 40))",
                .nutanixAdmin,
                risk: [.interruptsScanning],
                before: "The list is exported."
            ),
        ]
        return finding
    }()

    /// Two causes, the list of what they locked, and nothing open.
    private static let explained: Assessment = {
        var assessment = RichCase.assessment
        let first = cause(
            1,
            "The queue was full and turned 60 submissions away in 15 minutes (of 600 in all, "
                + "as its log says); never scanned because of it: 60",
            [step("Find what filled the queue.", .coreAdmin), step("Enlarge it.", .coreAdmin)]
        )
        let second = cause(2, "Core stopped", [step("Keep Core's package.", .coreAdmin)])
        assessment.findings = [first, second, list]
        assessment.answer.rootCauses = [first, second].map {
            Assessment.Answer.RootCause(finding: $0.id, subjectCount: 60, confidence: .certain)
        }
        assessment.summary.symptoms[0].unexplained = []
        assessment.summary.failed = 0
        assessment.outcomes = [
            Assessment.Outcome(
                rule: "cloud/cloud-unreachable",
                outcome: .undetermined,
                why: "no list",
                collect: "Core's list\nthe answer: `curl -v x`"
            ),
            Assessment.Outcome(
                rule: "failed-to-scan/engine-failed",
                outcome: .undetermined,
                why: "no core-history",
                undeterminedFor: ["file/1", "file/2"]
            ),
        ]
        assessment.answer.collect = [
            Assessment.Answer.Collect(what: "Core's list", unlocks: ["cloud/cloud-unreachable"])
        ]
        assessment.packages = [RichCase.icap]
        assessment.limitsReached = []
        assessment.notes = ["os.info", "hw.info"].map {
            Assessment.PlacedNote(package: "p2", entry: $0, note: Note(.unrecognised, "no format"))
        }
        return assessment
    }()

    private func screen(_ assessment: Assessment, width: Int = 100) -> String {
        let text = TextReport(TextOptions(width: width)).render(assessment)
        return text.split(separator: "\n", omittingEmptySubsequences: false).prefix(24)
            .joined(separator: "\n")
    }

    @Test(arguments: [80, 100])
    func `a title that is too long ends with a clause`(_ width: Int) {
        let screen = screen(Self.explained, width: width)
        #expect(screen.contains("1. The queue was full and turned 60 submissions away in 15"))
        #expect(!screen.contains("…"))
        #expect(screen.contains("2. Core stopped\n"))
        #expect(!screen.contains("(of 600 in all\n"), "no cut inside parentheses")
    }

    @Test func `do now keeps evidence, then removes the cause, then frees the files`() {
        let screen = screen(Self.explained)
        let wanted = """
            Do now
              1. Keep what there is - export the list. (Nutanix administrator)
              2. Find what filled the queue. (Core administrator)
              3. RESCAN the first wave. It goes on.
            """
        #expect(screen.contains(wanted), "\(screen)")
        #expect(screen.contains("goes on (Nutanix administrator)\n"), "\(screen)")
        #expect(screen.contains("     First: The list is exported.\n  4 more steps below\n"))
        #expect(!screen.contains("Unlock them all"))
    }

    @Test func `without a list of locked files the causes' evidence comes first`() {
        var assessment = Self.explained
        assessment.findings.removeLast()
        let screen = screen(assessment)
        let wanted = """
              1. Keep Core's package. (Core administrator)
              2. Find what filled the queue. (Core administrator)
              1 more step below
            """
        #expect(screen.contains(wanted), "\(screen)")
    }

    @Test func `rules that nothing waits for alarm nobody`() {
        let screen = screen(Self.explained)
        let wanted = """
            Cannot tell yet
              Everything found is explained; 2 rules had nothing to decide on, see Rules.
              2 files were listed but not read.
            """
        #expect(screen.contains(wanted), "\(screen)")
        #expect(!screen.contains("Collect:"))
        let text = TextReport().render(Self.explained)
        #expect(!text.contains("What to collect"))
        #expect(
            text.contains(
                """
                  Undecided, but not needed
                    cloud/cloud-unreachable: no list
                    failed-to-scan/engine-failed (2 subjects): no core-history

                """
            )
        )
        #expect(
            text.contains("Notes\n  2 files were listed but not read; scanwhy inspect names them\n")
        )
    }

    @Test func `a rule that could explain what is open is asked for, a line for each thing`() {
        var assessment = Self.explained
        assessment.summary.symptoms[0].unexplained = ["file/13"]
        let screen = screen(assessment)
        #expect(screen.contains("  1 rule undecided; see below.\n"))
        #expect(screen.contains("  Collect: Core's list (decides 1 rule)"))
        let text = TextReport().render(assessment)
        #expect(
            text.contains(
                """
                  Undetermined
                    cloud/cloud-unreachable
                      no list
                      Collect  Core's list
                               the answer: `curl -v x`
                  Undecided, but not needed
                    failed-to-scan/engine-failed (2 subjects)
                """
            )
        )
    }

    @Test func `a subject that nothing else explains keeps its rule`() {
        var assessment = Self.explained
        assessment.outcomes[1].undeterminedFor.append("file/99")
        for subject in ["file/1", "file/99"] {
            assessment.outcomes.append(
                Assessment.Outcome(
                    rule: "a/\(subject)",
                    outcome: .found,
                    undeterminedFor: [subject]
                )
            )
        }
        let undecided = Undecided(assessment)
        #expect(undecided.needed.map(\.rule) == ["failed-to-scan/engine-failed"])
        #expect(undecided.notNeeded.map(\.rule) == ["cloud/cloud-unreachable"])
        #expect(undecided.partly.map(\.rule) == ["a/file/99"])
        #expect(undecided.settled.map(\.rule) == ["a/file/1"])
    }

    @Test func `where nothing is wrong every rule that could not look is told`() {
        var assessment = Self.explained
        assessment.findings = []
        assessment.summary.symptoms = []
        #expect(Undecided(assessment).needed.count == 2)
    }
}
