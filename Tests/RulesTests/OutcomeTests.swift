import CaseModel
import CaseStore
import Rules
import Testing

@Suite struct OutcomeTests {
    /// Scans at minutes 10, 20 and 30, and a Core log that covers `minutes`.
    private func scans(_ minutes: ClosedRange<Int64>?, complete: Bool = true) throws -> TestCase {
        try TestCase { writer in
            for number in 1...3 {
                try TestCase.addScan(number, minute: Int64(number) * 10, to: writer)
            }
            guard let minutes else { return }
            try TestCase.addCoverage(.coreLog, minutes: minutes, complete: complete, to: writer)
        }
    }

    private let nothing = TestRule.fits(0, 0)

    @Test func `nothing found is clear only where coverage is whole`() throws {
        #expect(try scans(0...100).outcome(nothing).kind == .clear)
        let cut = try scans(0...100, complete: false).outcome(nothing)
        #expect(cut.kind == .undetermined)
        #expect(cut.why == "core-log is not whole: its last file is cut")
    }

    @Test func `a missing source leaves a rule undetermined and says what to collect`() throws {
        let outcome = try scans(nil).outcome(nothing)
        #expect(outcome.kind == .undetermined)
        #expect(outcome.why == "no core-log in the case")
        #expect(outcome.undeterminedFor.count == 3)
        let collect = Collectable(sentence: try #require(outcome.collect))
        #expect(collect.command == "/usr/bin/ometascan-collect-support-data.sh")
        let page = TestRule.page(extra: "collect: {core-log: \"The log: `cat core.log`\"}")
        let own = try scans(nil).outcome(nothing, page: page)
        #expect(own.collect == "The log: `cat core.log`")
    }

    @Test func `a symptom outside of the log's time is undetermined, others are explained`() throws
    {
        let test = try scans(5...25)
        let found = try test.outcome(TestRule.fits(1, 1))
        #expect(found.kind == .found)
        #expect(found.undeterminedFor.count == 1)
        #expect(found.why == "core-log does not cover 1 of the subjects")
        let explained = try test.outcome(TestRule.fits())
        #expect(explained.kind == .found && explained.undeterminedFor.isEmpty)
        #expect(explained.why == nil)
        #expect(try test.outcome(nothing).kind == .undetermined)
    }

    @Test func `a rule can say itself that what is there does not tell`() throws {
        let page = TestRule.page(extra: "why: {no-list: \"No answer lists what is licensed.\"}")
        let detect = TestRule.fits(1, 2)
            .replacing("'fits' AS verdict", with: "'undetermined' AS verdict")
            .replacing("NULL AS why_code", with: "'no-list' AS why_code")
        let outcome = try scans(0...100).outcome(detect, page: page)
        #expect(outcome.kind == .undetermined)
        #expect(outcome.undeterminedFor.count == 2)
        #expect(outcome.why == "No answer lists what is licensed")
    }

    @Test func `a product that is not there and that nothing wants does not apply`() throws {
        let detect = TestRule.fits(0, 0)
        let page = TestRule.page(explains: "nutanix-unknown", needs: "[nutanix-list]")
        let rule = TestRule.files("nutanix-unknown/tested", page: page, detect: detect)
        let outcome = try scans(0...100).run(rule).outcomes[0]
        #expect(outcome.kind == .notApplicable)
        #expect(outcome.why?.contains("no Nutanix in the case") == true)
        let cloud = TestRule.page(
            explains: "cloud",
            needs: "[core-log]",
            extra: "without_symptoms: true"
        )
        let other = TestRule.files("cloud/tested", page: cloud, detect: detect)
        #expect(try scans(0...100).run(other).outcomes[0].kind == .notApplicable)
    }

    @Test func `any source of a need will do`() throws {
        let page = TestRule.page(needs: "[core-history|core-log]")
        #expect(try scans(0...100).outcome(nothing, page: page).kind == .clear)
    }

    @Test func `a rule of health needs its sources only`() throws {
        let page = TestRule.page(explains: "none")
        #expect(try scans(nil).outcome(nothing, page: page).kind == .undetermined)
        #expect(try scans(5...25).outcome(nothing, page: page).kind == .clear)
    }

    @Test func `a product or version that is not there makes a rule not applicable`() throws {
        let nutanix = TestRule.page(extra: "applies: {products: [nutanix]}")
        let outcome = try scans(0...100).outcome(nothing, page: nutanix)
        #expect(outcome.kind == .notApplicable)
        #expect(outcome.why == "no Nutanix package in the case")
        let newer = TestRule.page(extra: "applies: {since: {core: \"5.15\"}}")
        #expect(try scans(0...100).outcome(nothing, page: newer).kind == .notApplicable)
        let older = TestRule.page(extra: "applies: {since: {core: \"5.2.0\"}}")
        #expect(try scans(0...100).outcome(nothing, page: older).kind == .clear)
    }

    @Test func `retired rules and other families do not run`() throws {
        let retired = TestRule.page().replacing("stable", with: "retired")
        let rules =
            TestRule.files("failed-to-scan/old", page: retired, detect: nothing)
            + TestRule.files("failed-to-scan/new", detect: nothing)
            + TestRule.files(
                "health/other",
                page: TestRule.page(explains: "none"),
                detect: nothing
            )
        var options = RuleOptions()
        options.families = ["failed-to-scan"]
        let results = try scans(0...100).run(rules, options: options)
        #expect(results.outcomes.map(\.rule) == ["failed-to-scan/new"])
    }

    @Test func `a subject goes to the more specific rule`() throws {
        let general = TestRule.page(extra: "yields_to: [failed-to-scan/special]")
        let results = try scans(0...100).run(
            TestRule.files("failed-to-scan/general", page: general, detect: TestRule.fits())
                + TestRule.files("failed-to-scan/special", detect: TestRule.fits(2, 3))
        )
        #expect(results.findings.map(\.hits.count) == [2, 1])
        #expect(results.findings.map(\.rule.name) == ["special", "general"])
        #expect(results.ruledOut.map(\.whyCode) == ["more-specific", "more-specific"])
        #expect(results.ruledOut[0].rule == "failed-to-scan/general")
    }

    @Test func `two rules that yield to each other lose no subject`() throws {
        let one = TestRule.page(extra: "yields_to: [failed-to-scan/two]")
        let two = TestRule.page(extra: "yields_to: [failed-to-scan/one]")
        let results = try scans(0...100).run(
            TestRule.files("failed-to-scan/one", page: one, detect: TestRule.fits())
                + TestRule.files("failed-to-scan/two", page: two, detect: TestRule.fits())
        )
        #expect(results.findings.count == 2)
    }

    @Test func `a page names its causes over the subjects that both hold`() throws {
        let effect = TestRule.page(extra: "caused_by: [failed-to-scan/part, failed-to-scan/all]")
        let results = try scans(0...100).run(
            TestRule.files("failed-to-scan/all", detect: TestRule.fits())
                + TestRule.files("failed-to-scan/effect", page: effect, detect: TestRule.fits())
                + TestRule.files("failed-to-scan/part", detect: TestRule.fits(3, 3))
        )
        let finding = try #require(results.findings.first { $0.rule.name == "effect" })
        #expect(finding.causedBy.map(\.subjects.count) == [0, 1])
        #expect(finding.causedBy[0].finding.hasPrefix("failed-to-scan/all:"))
        let others = results.findings.filter { $0.rule.name != "effect" }
        #expect(others.flatMap(\.causedBy).isEmpty)
    }

    @Test func `a cause that is another finding's subject links them, never in a circle`() throws {
        let health = TestRule.page(explains: "none")
        let outage = """
            -- The Core package stands for its service.
            SELECT 'package/1' AS subject, 'record/2' AS evidence, 'fits' AS verdict,
                NULL AS why_code, 'package/2' AS cause, NULL AS time_us

            """
        let other = outage.replacing("package/1", with: "package/9")
            .replacing("package/2", with: "package/1").replacing("package/9", with: "package/2")
        let results = try scans(0...100).run(
            TestRule.files(
                "failed-to-scan/effect",
                detect: TestRule.fits(cause: "'package/1'")
            )
                + TestRule.files("health/one", page: health, detect: outage)
                + TestRule.files("health/two", page: health, detect: other)
        )
        let causes = results.findings.reduce(into: [String: [String]]()) {
            $0[$1.rule.name] = $1.causedBy.map { String($0.finding.prefix { $0 != ":" }) }
        }
        #expect(causes["effect"] == ["health/one", "health/two"])
        #expect(causes["one"] == ["health/two"])
        #expect(causes["two"]?.isEmpty == true)
    }

    @Test func `trouble without a victim warns at most`() throws {
        let detect = TestRule.fits().replacing("symptom.subject AS", with: "'package/1' AS")
        let results = try scans(0...100).run(
            TestRule.files("failed-to-scan/tested", detect: detect)
        )
        #expect(results.findings.map(\.severity) == [.warning])
    }

    @Test func `a silence is evidence with the lines around it`() throws {
        let test = try TestCase { writer in
            var gap = GapRow(
                packageID: 1,
                source: "core-log",
                fromUS: TestCase.start,
                toUS: TestCase.start + TestCase.minute
            )
            gap.beforeRecordID = 1
            gap.afterRecordID = 2
            try writer.insert(gap)
        }
        let detect = """
            -- Silence.
            SELECT 'package/' || package_id AS subject, 'gap/' || id AS evidence,
                'fits' AS verdict, NULL AS why_code, NULL AS cause, from_us AS time_us FROM gap

            """
        let results = try test.run(
            TestRule.files("health/quiet", page: TestRule.page(explains: "none"), detect: detect)
        )
        let evidence = try #require(results.findings.first?.evidence.first)
        #expect(
            evidence.text
                == "no line of core-log between 2026-06-26 22:00:00Z and 2026-06-26 22:01:00Z"
        )
        #expect(evidence.silence?.beforeLine == 1 && evidence.silence?.afterLine == 2)
        #expect(evidence.silence?.afterEntry == "log/core.log")
    }

    @Test func `contrast is joined by cause`() throws {
        var rule = TestRule.files("failed-to-scan/tested", detect: TestRule.fits())
        let sql = "-- In and out.\nSELECT NULL AS cause, 3 AS inside_hits, 4 AS inside_all, "
        rule.append(
            RuleFile(
                path: "failed-to-scan/tested/contrast.sql",
                text: sql + "1 AS outside_hits, 90 AS outside_all\n"
            )
        )
        let finding = try #require(try scans(0...100).run(rule).findings.first)
        #expect(finding.contrast?.insideAll == 4 && finding.contrast?.outsideAll == 90)
    }

    @Test func `of scans with a result that a rule does not explain nothing is undetermined`()
        throws
    {
        let others = try scans(5...25).outcome(nothing, page: TestRule.page(extra: "results: [31]"))
        #expect(others.kind == .clear && others.undeterminedFor.isEmpty)
        let own = try scans(5...25).outcome(nothing, page: TestRule.page(extra: "results: [3, 31]"))
        #expect(own.kind == .undetermined && own.undeterminedFor.count == 1)
    }

    @Test func `a rule that rests on the end of a scan needs no log of its beginning`() throws {
        // The first scan's window begins a minute before its end, at minute 10.
        let log = try scans(10...100)
        #expect(try log.outcome(nothing).undeterminedFor.count == 1)
        let page = TestRule.page(extra: "rests_on_end: true")
        #expect(try log.outcome(nothing, page: page).kind == .clear)
    }
}
