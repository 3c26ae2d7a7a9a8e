import CaseModel
import CaseStore
import GRDB
import Rules
import ScanWhy
import Testing

@Suite struct AssessmentReaderTests {
    /// Four locked files: two without verdict, one by a verdict of Core, one that nobody knows.
    private func lockedFiles() throws -> TestCase {
        try TestCase { writer in
            for number in 1...4 {
                let locator = try writer.insert(LocatorRow(entryID: 2, text: "row \(number)"))
                let path = "/share/file-\(number).doc"
                var row = NutanixFileRow(
                    packageID: 2,
                    path: path,
                    pathKey: path,
                    baseName: "file-\(number).doc",
                    locatorID: locator
                )
                row.quarantined = true
                try writer.insert(row)
                try writer.execute(
                    "INSERT INTO file_row (id, path_key, path) VALUES (?, ?, ?)",
                    [number, path, path]
                )
                try writer.execute(
                    "INSERT INTO file_link_row VALUES (?, 'nutanix-file', ?, 'path', 2)",
                    [number, number]
                )
                try writer.execute(
                    """
                    INSERT INTO symptom_row (family, subject_kind, subject_id, policy, time_us)
                    VALUES ('nutanix-unknown', 'file', ?, ?, ?)
                    """,
                    [number, number == 3, TestCase.start + Int64(number) * TestCase.minute]
                )
            }
            try TestCase.addCoverage(.coreLog, minutes: 0...100, to: writer)
            var note = NoteRow(
                packageID: 1,
                entryPath: "log/core.log",
                kind: "limit",
                text: "Cut."
            )
            note.limitName = "recordBytes"
            try writer.insert(note)
        }
    }

    private static let outage = """
        -- The Core service was down.
        SELECT 'package/1' AS subject, 'record/2' AS evidence, 'fits' AS verdict,
            NULL AS why_code, NULL AS cause, NULL AS time_us

        """

    private static func locks(_ verdict: String) -> String {
        """
        -- Locked files.
        SELECT subject, 'record/1' AS evidence, '\(verdict)' AS verdict, 'too-late' AS why_code,
            'package/1' AS cause, time_us
        FROM symptom WHERE family = 'nutanix-unknown' AND subject_id <= 2

        """
    }

    private func assessed(_ test: TestCase) throws -> Assessment {
        let page = TestRule.page(
            explains: "nutanix-unknown",
            needs: "[icap-log]",
            extra: "remediation: [{step: Look, actor: icap-admin}]"
        )
        let rules =
            TestRule.files("nutanix-unknown/poll-failed", page: page, detect: Self.locks("fits"))
            + TestRule.files("nutanix-unknown/other", page: page, detect: Self.locks("ruled-out"))
            + TestRule.files(
                "health/outage",
                page: TestRule.page(explains: "none", title: "Core was down"),
                detect: Self.outage
            )
        var options = RuleOptions()
        options.untilUS = TestCase.start + 100 * TestCase.minute
        let results = try test.run(rules, options: options)
        let extra = try StoredNotes.extra(
            of: Assessment.Options(zone: "Europe/Berlin", files: ["a.doc"], strict: true)
        )
        try ResultStore.write(results, to: test.file, extra: extra)
        return try AssessmentReader(test.file).assessment(toolVersion: "1.0")
    }

    @Test func `what was stored is read back in the order of reports`() throws {
        let assessment = try assessed(lockedFiles())
        #expect(
            assessment.findings.map(\.rule) == ["health/outage", "nutanix-unknown/poll-failed"]
        )
        let finding = assessment.findings[1]
        #expect(finding.count == 2)
        #expect(finding.ruleVersion.count == 12)
        #expect(
            finding.subjects.map(\.label).sorted() == ["/share/file-1.doc", "/share/file-2.doc"]
        )
        #expect(finding.causedBy == [assessment.findings[0].id])
        #expect(finding.remediation.map(\.actor) == [.icapAdmin])
        #expect(finding.references == ["The manual, chapter 1"])
        #expect(finding.ruledOut.map(\.why) == ["too late"])
        #expect(finding.ruledOut.first?.subjects.count == 2)
        #expect(finding.firstUS == TestCase.start + TestCase.minute)
        guard case .passage(let passage) = finding.evidence.first else {
            Issue.record("evidence is no passage")
            return
        }
        #expect(passage.text == "Engine failed, try=1")
        #expect(assessment.packages.map(\.id).contains(passage.package))
    }

    @Test func `the answer names the harm, the cause behind it and what to collect`() throws {
        let answer = try assessed(lockedFiles()).answer
        #expect(
            answer.headline
                == "2 files are locked without a verdict, 1 for a reason not known yet and 1 by a "
                + "verdict; one cause explains 2 of them."
        )
        #expect(answer.rootCauses.map(\.subjectCount) == [2])
        #expect(answer.rootCauses.first?.finding.hasPrefix("health/outage:") == true)
        #expect(
            answer.locked
                == Assessment.Answer.Locked(byVerdict: 1, withoutVerdict: 2, unknown: 1)
        )
        #expect(answer.collect.map(\.command) == ["/usr/bin/mdicapsrv-collect-support-data.sh"])
        #expect(
            answer.collect.first?.unlocks
                == ["nutanix-unknown/other", "nutanix-unknown/poll-failed"]
        )
    }

    @Test func `counts, options, packages and limits are those of the case`() throws {
        let assessment = try assessed(lockedFiles())
        #expect(assessment.summary.found == 2 && assessment.summary.undetermined == 1)
        let symptoms = try #require(assessment.summary.symptoms.first)
        #expect(symptoms.subjects == 3 && symptoms.explained == 2 && symptoms.policy == 1)
        #expect(symptoms.unexplained.count == 1)
        #expect(assessment.options.zone == "Europe/Berlin" && assessment.options.strict)
        #expect(assessment.options.files == ["a.doc"])
        #expect(assessment.options.untilUS == TestCase.start + 100 * TestCase.minute)
        #expect(assessment.tool.rulesDigest.count == 64)
        let core = try #require(assessment.packages.first { $0.product == .core })
        #expect(core.parsedShare == 0.75 && core.records == 3 && core.clock.zone == nil)
        #expect(assessment.notes.map(\.note.kind) == [.limit])
        #expect(assessment.limitsReached.map(\.value) == [1 << 20])
    }

    @Test func `assessing again replaces the results, byte for byte the same`() throws {
        let test = try lockedFiles()
        let first = try assessed(test)
        #expect(try assessed(test) == first)
        #expect(first.outcomes.count == 3)
    }

    @Test func `a case nobody assessed has packages and no findings`() throws {
        let test = try lockedFiles()
        let assessment = try withExtendedLifetime(test) {
            try AssessmentReader(test.file).assessment(toolVersion: "1.0")
        }
        #expect(assessment.findings.isEmpty && assessment.outcomes.isEmpty)
        #expect(assessment.packages.count == 2)
    }

    @Test func `packages of one name are told apart`() throws {
        let test = try TestCase { writer in
            try writer.execute("UPDATE package_row SET name = 'same.zip'")
        }
        let detect = """
            -- Any record.
            SELECT 'package/2' AS subject, 'record/1' AS evidence, 'fits' AS verdict,
                NULL AS why_code, NULL AS cause, NULL AS time_us

            """
        let results = try test.run(
            TestRule.files("health/any", page: TestRule.page(explains: "none"), detect: detect)
        )
        #expect(results.findings.first?.evidence.first?.package == "same.zip#010101010101")
        try ResultStore.write(results, to: test.file)
        let assessment = try AssessmentReader(test.file).assessment(toolVersion: "1.0")
        #expect(assessment.findings.first?.subjects.first?.package == "020202020202")
        guard case .passage(let passage) = assessment.findings.first?.evidence.first else {
            Issue.record("evidence is no passage")
            return
        }
        #expect(passage.package == "010101010101")
    }
}
