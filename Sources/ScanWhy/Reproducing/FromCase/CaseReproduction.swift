internal import CaseModel
internal import CaseStore
internal import GRDB
internal import Quarantine

extension Analyzer {
    /// A reproducer for what a case shows of one finding.
    ///
    /// - Parameter id: The finding's id; its rule alone will do where that has one finding.
    /// - Returns: What plays it.
    /// - Throws: A `UserMessage` if there is no such finding, or the engine has no part for it.
    package func reproducer(of id: String?) throws -> Reproducer {
        try withCase { file in
            let assessment =
                try isAssessed(file)
                ? try AssessmentReader(file).assessment(toolVersion: ToolVersion.text)
                : try assess(file)
            let chosen = CaseReproduction(assessment)
            let play = try chosen.play(try chosen.finding(id))
            let made = try SealedReader(file).read(subject: "finding") { db in
                try chosen.reproducer(of: play, db)
            }
            guard let made else {
                throw UserMessage(
                    problem: "the engine cannot play this finding",
                    reason: "it is about no file",
                    location: play.finding.id,
                    help: "play a finding about files"
                )
            }
            return made
        }
    }
}

/// Chooses a finding of an assessment, and what the engine is to play for it.
struct CaseReproduction {
    private let assessment: Assessment

    init(_ assessment: Assessment) {
        self.assessment = assessment
    }

    func finding(_ id: String?) throws -> Assessment.Finding {
        let wanted = assessment.findings.filter { $0.id == id || $0.rule == id }
        if wanted.count == 1 { return wanted[0] }
        let playable = assessment.findings.filter { Trouble.byRule[$0.rule] != nil }
        throw UserMessage(
            problem: wanted.isEmpty
                ? id == nil ? "a case has many findings" : "there is no such finding"
                : "the rule has \(wanted.count) findings",
            location: id.map(Rendering.safe) ?? "",
            help: playable.isEmpty
                ? "this case has none that the engine can play"
                : "say --finding and one of "
                    + (wanted.isEmpty ? playable : wanted).map(\.id).joined(separator: ", ")
        )
    }

    /// Nil where the finding is about no file.
    func reproducer(of play: Play, _ db: Database) throws -> Reproducer? {
        let (finding, trouble) = (play.finding, play.trouble)
        let observed = ObservedFiles(db)
        let files = try observed.files(of: finding)
        guard !files.isEmpty else { return nil }
        let shown = Array(files.prefix(FindingScenario.mostFiles))
        var contrast: [ObservedFile] = []
        if trouble.hasEnd, let window = FindingScenario.window(shown) {
            contrast = try observed.contrast(
                before: window.fromUS - 5_000_000,
                after: window.toUS + 300_000_000,
                others: subjects,
                atMost: FindingScenario.contrastFiles
            )
        }
        let made = FindingScenario(
            finding,
            trouble,
            try ObservedInstallation(db).installation(),
            files: files,
            contrast: contrast
        )
        var basis = Reproduction.Basis(
            finding: finding.id,
            title: finding.title,
            played: made.files.count,
            of: finding.count,
            contrast: contrast.count
        )
        basis.assumed = made.assumed
        if play.source != finding.id {
            basis.assumed.insert("What is played is its cause, \(play.source).", at: 0)
        }
        basis.observed = Dictionary(
            (made.files + contrast).map { ($0.path, $0.state) },
            uniquingKeysWith: { first, _ in first }
        )
        return Reproducer(made.scenario(), basis: basis)
    }

    /// Paths of everything that a finding of a family is about.
    private var subjects: Set<String> {
        Set(
            assessment.findings.filter { $0.family != "health" }.flatMap(\.subjects).compactMap(
                \.path
            )
        )
    }

    /// A finding, what the engine plays for it, and the finding whose cause that is.
    struct Play {
        var finding: Assessment.Finding
        var trouble: Trouble
        var source: String
    }

    func play(_ finding: Assessment.Finding) throws -> Play {
        guard let own = Trouble.byRule[finding.rule] else {
            throw UserMessage(
                problem: "the engine cannot play this finding",
                reason: Trouble.unplayable[finding.rule] ?? "it is about no file's fate",
                location: finding.id,
                help: "samples/scenarios shows what the engine can play"
            )
        }
        let behind = finding.causedBy.lazy.compactMap { id in
            assessment.findings.first { $0.id == id && Trouble.byRule[$0.rule] != nil }
        }
        guard case .behind = own, let cause = behind.first else {
            return Play(finding: finding, trouble: own, source: finding.id)
        }
        let deeper = try play(cause)
        return Play(finding: finding, trouble: deeper.trouble, source: deeper.source)
    }
}

extension Trouble {
    /// Whether there is a time before and after it, in which files fare well.
    fileprivate var hasEnd: Bool {
        switch self {
        case .fault, .stop: true
        default: false
        }
    }
}
