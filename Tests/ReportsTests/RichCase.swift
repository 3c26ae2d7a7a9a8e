import CaseModel

/// One assessment that holds every kind of thing a report can show.
enum RichCase {
    /// 2026-06-28 10:15:02.123 UTC.
    static let startUS: Int64 = 1_782_641_702_123_456
    static let minuteUS: Int64 = 60_000_000

    static let core = Assessment.Package(
        id: "p1",
        name: "core-01.tar.gz",
        bundle: "case.zip",
        product: .core,
        version: "5.12.0",
        instance: "core-01",
        sha256: String(repeating: "a", count: 64),
        complete: false,
        fromUS: startUS - 60 * minuteUS,
        toUS: startUS + 240 * minuteUS,
        entries: 42,
        records: 1_234_567,
        parsedShare: 0.99876,
        clock: Assessment.Package.Clock(
            zone: "Europe/Berlin",
            offsetMS: 7_200_000,
            how: "from os.info"
        )
    )

    static let icap = Assessment.Package(
        id: "p2",
        name: "icap-01.tar.gz",
        product: .icap,
        sha256: String(repeating: "b", count: 64),
        entries: 7,
        clock: Assessment.Package.Clock(offsetMS: 7_200_000, how: "assumed as in core-01")
    )

    static func subject(_ number: Int) -> Assessment.Subject {
        Assessment.Subject(
            kind: .file,
            id: "file/\(number)",
            label: "/projects/plan \(number).docx",
            timeUS: startUS + Int64(number) * minuteUS,
            dataID: "d\(number)",
            sha256: String(repeating: "c", count: 64),
            path: "/projects/plan \(number).docx",
            server: "fs1",
            package: "p2"
        )
    }

    static let restart = Assessment.Finding(
        id: "health/service-restart-loop#1",
        rule: "health/service-restart-loop",
        ruleVersion: "ba9876543210",
        family: "health",
        severity: .critical,
        confidence: .likely,
        title: "Core stopped and started again",
        explanation: "Core stopped three times in an hour.",
        remediation: [
            Assessment.Step(step: "Find out why the service stopped.", actor: .coreAdmin)
        ],
        subjects: [Assessment.Subject(kind: .service, id: "service/core", label: "core-01")],
        firstUS: startUS,
        lastUS: startUS + 32 * minuteUS,
        evidence: [
            .passage(
                Assessment.Evidence.Passage(
                    package: "p1",
                    entry: "log/core.log",
                    line: 99,
                    byteOffset: 4_096,
                    timeUS: startUS,
                    text: "[CRITICAL] 2026.06.28 12:15:02.123: (core) Out of memory"
                )
            )
        ]
    )

    static let polling = Assessment.Finding(
        id: "nutanix-unknown/poll-failed#2",
        rule: "nutanix-unknown/poll-failed",
        ruleVersion: "0123456789ab",
        family: "nutanix-unknown",
        severity: .error,
        confidence: .certain,
        inferred: true,
        title: "ICAP Server gave up asking Core for the result",
        explanation: "The result was not there in time.\n\n- First reason\n- Second reason",
        remediation: [
            Assessment.Step(
                step: "Scan the files again.",
                actor: .nutanixAdmin,
                risk: [.losesEvidence, .exposesUnscanned],
                before: "Export the list of infected files.",
                check: "The list is empty."
            ),
            Assessment.Step(step: "Raise the retry count.", actor: .icapAdmin),
        ],
        falsePositives: "When the files were blocked on purpose.",
        references: [
            "ICAP Server, Additional tuning, docs.example.com/polling",
            "Why ICAP Server blocks while Core is still at work on the very same file, and what "
                + "to do, docs.example.com/a/long/way/to/the/page/that/says/so",
            "A letter of OPSWAT's support",
        ],
        subjects: (1...12).map(subject),
        firstUS: startUS,
        lastUS: startUS + 12 * minuteUS,
        contrast: Assessment.Finding.Contrast(
            inside: Assessment.Finding.Share(412, of: 431),
            outside: Assessment.Finding.Share(3, of: 18_220)
        ),
        evidence: evidence,
        evidenceTotal: 60,
        causedBy: [restart.id],
        causesBySubject: [
            Assessment.Finding.SubjectCause(
                finding: restart.id,
                subjects: ["file/1", "file/2"]
            )
        ],
        ruledOut: [
            Assessment.Finding.RuledOut(
                rule: "missing-first-scan/core-down",
                subjects: ["file/1"],
                whyCode: "core-answered",
                why: "Core answered another request in that minute."
            )
        ],
        dependsOnClock: true
    )

    static let evidence: [Assessment.Evidence] = [
        .passage(
            Assessment.Evidence.Passage(
                package: "p2",
                entry: "log/icap.log",
                line: 1_234,
                timeUS: startUS,
                text: "[ERROR] 2026.06.28 12:15:02.123: (icap.core) Error received"
            )
        ),
        .passage(
            Assessment.Evidence.Passage(
                kind: .row,
                package: "p1",
                entry: "history.csv",
                row: 17,
                text: "plan 1.docx;Failed"
            )
        ),
        .passage(
            Assessment.Evidence.Passage(
                kind: .key,
                package: "p1",
                entry: "settings.json",
                key: "global.timeout",
                text: "20"
            )
        ),
        .absence(
            Assessment.Evidence.Absence(
                source: .coreLog,
                fromUS: startUS,
                toUS: startUS + 25 * minuteUS,
                lastBefore: Assessment.Evidence.Absence.Edge(
                    package: "p1",
                    entry: "log/core.log",
                    line: 99
                ),
                searchedFor: "a start of the service"
            )
        ),
    ]

    static let collect = Assessment.Answer.Collect(
        what: "A Core package of the day before",
        command: "ometascan-collect-support-package.sh",
        unlocks: ["missing-first-scan/core-down", "missing-first-scan/queue-full"]
    )

    static let assessment = Assessment(
        tool: Assessment.Tool(version: "0.1.0", rulesDigest: "0123abcd"),
        options: Assessment.Options(
            zone: "+02:00",
            sinceUS: startUS,
            families: ["nutanix-unknown"],
            files: ["plan 1.docx"],
            parameters: [Assessment.Options.Parameter(name: "log-gap.minutes", value: "5")],
            ruleFolders: ["rules"],
            imports: ["list.csv"]
        ),
        answer: Assessment.Answer(
            headline: "ICAP Server stopped waiting while Core was starting again.",
            rootCauses: [
                Assessment.Answer.RootCause(
                    finding: restart.id,
                    subjectCount: 12,
                    confidence: .likely
                )
            ],
            locked: Assessment.Answer.Locked(byVerdict: 14, withoutVerdict: 398, unknown: 3),
            collect: [collect]
        ),
        packages: [core, icap],
        summary: Assessment.Summary(
            found: 2,
            clear: 1,
            notApplicable: 1,
            undetermined: 1,
            failed: 1,
            symptoms: [
                Assessment.Summary.Symptoms(
                    family: "nutanix-unknown",
                    subjects: 15,
                    explained: 12,
                    policy: 1,
                    unexplained: ["file/13", "file/14"]
                )
            ]
        ),
        subjects: (1...14).map(subject),
        findings: [restart, polling],
        outcomes: [
            Assessment.Outcome(rule: "cloud/throttled", outcome: .notApplicable, why: "no cloud"),
            Assessment.Outcome(rule: "health/low-disk", outcome: .clear),
            Assessment.Outcome(rule: "health/log-gap", outcome: .failed, why: "too many steps"),
            Assessment.Outcome(rule: "health/service-restart-loop", outcome: .found),
            Assessment.Outcome(
                rule: "missing-first-scan/core-down",
                outcome: .undetermined,
                why: "The log begins too late.",
                collect: "A Core package of the day before",
                undeterminedFor: ["file/13"]
            ),
            Assessment.Outcome(rule: "nutanix-unknown/poll-failed", outcome: .found),
        ],
        notes: [
            Assessment.PlacedNote(
                package: "p1",
                entry: "log/core.log",
                note: Note(.truncated, "The archive ends in this entry.", line: 5_000)
            ),
            Assessment.PlacedNote(package: "p2", note: Note(.clock, "No zone is known.")),
        ],
        limitsReached: [
            Assessment.LimitReached(
                limit: "evidencePerFinding",
                value: 50,
                place: "nutanix-unknown/poll-failed#2"
            )
        ]
    )

    static let empty = Assessment(
        tool: Assessment.Tool(version: "0.1.0", rulesDigest: ""),
        answer: Assessment.Answer(headline: "")
    )
}
