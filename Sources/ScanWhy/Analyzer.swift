internal import Archives
package import CaseModel
package import CaseStore
internal import Dispatch
internal import GRDB
package import Intake
package import Rules

/// Inputs into a case file, rules over it, an assessment out.
package struct Analyzer {
    /// What one run is asked to do; the command line of `scanwhy analyze`.
    package struct Options: Sendable {
        package var inputs: [String] = []
        /// Where the case file is kept; nil for a temporary one.
        package var caseFile: String?
        /// A case file to read in place of inputs; nil where packages are read.
        package var openedCase: String?
        /// A rules directory; nil for the rules built in.
        package var rules: String?
        /// Rules that were read already, in place of a directory.
        package var ruleSet: RuleSet?
        package var families: [String] = []
        package var since: UserTime?
        package var until: UserTime?
        /// As typed: `±HH:MM`, UTC or a place.
        package var zone: String?
        /// As typed: `NAME` or `NAME@TIME`.
        package var files: [String] = []
        /// `RULE.NAME` and value.
        package var parameters: [(name: String, value: String)] = []
        /// What the user says of the formats of entries.
        package var formats: [FormatChoice] = []
        /// Tables of the vendor's messages, as typed.
        package var messages: [String] = []
        /// The user's `pg_restore`, as typed; nil to run nothing.
        package var pgRestore: String?
        package var strict = false
        package var limits = Limits()

        package init() {}
    }

    private let options: Options
    private let progress: (@Sendable (Intake.Progress) -> Void)?
    private let onKept: @Sendable () -> Void

    /// Nothing runs yet; `onKept` will be called if a kept case file spares reading the inputs.
    package init(
        _ options: Options,
        progress: (@Sendable (Intake.Progress) -> Void)? = nil,
        onKept: @escaping @Sendable () -> Void = {}
    ) {
        self.options = options
        self.progress = progress
        self.onKept = onKept
    }

    /// Runs everything; `body` gets the assessment and the case file while it exists.
    package func run<Result>(_ body: (Assessment, CaseFile) throws -> Result) throws -> Result {
        if options.rules == nil, options.ruleSet == nil, options.parameters.isEmpty {
            // The rules built in are read while the packages are; nothing can be wrong with them.
            DispatchQueue.global().async { _ = RuleSet.embedded }
        } else {
            // Broken rules or a wrong option are told before minutes are spent on reading.
            _ = try ruleRunner(nil)
        }
        return try withCase { file in try body(try assess(file), file) }
    }

    /// Builds the case file, or opens the one that was given, for the length of `body`.
    package func withCase<Result>(_ body: (CaseFile) throws -> Result) throws -> Result {
        if let file = try openedCase() { return try body(file) }
        let inputs = try options.inputs.map { try Input(argument: $0) }
        let messages = try options.messages.map { try Input(argument: $0) }
        try CaseInput.refuseCaseFiles(options.inputs + options.messages)
        var builder = CaseBuilder()
        builder.limits = options.limits
        builder.progress = progress
        switch try zone() {
        case .offset(let seconds)?: builder.intake.zoneSeconds = seconds
        case .place(let zone)?: builder.intake.namedZone = zone
        case nil: break
        }
        builder.intake.formats = options.formats
        builder.intake.pgRestore = try options.pgRestore.map(ConverterOption.checked)
        builder.intake.messages = messages
        builder.intake.reported = options.files.map(ReportedFile.init(argument:))
        let all = inputs + messages
        if let path = options.caseFile {
            return try body(try keptOrBuilt(all, at: path, builder))
        }
        let folder = try TemporaryFolder()
        return try body(try builder.build(all, at: "\(folder.path)/case.db"))
    }

    /// The case file that is read in place of packages; nil where packages are given.
    private func openedCase() throws -> CaseFile? {
        let opened = try options.openedCase.map { try CaseInput.required(at: $0) }
        let single = options.inputs.count == 1 ? CaseInput.caseFile(at: options.inputs[0]) : nil
        guard let file = opened ?? single else { return nil }
        guard options.messages.isEmpty else {
            throw UserMessage(
                problem: "a table of messages is read with the packages",
                location: file.name,
                help: "leave out --msgids, or give the packages in place of the case file"
            )
        }
        return file
    }

    /// The tables of messages as typed, or else those that the case file was built with.
    private func imports(_ reader: SealedReader) throws -> [String] {
        guard options.messages.isEmpty else { return options.messages }
        return try reader.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT package.name FROM message
                    JOIN locator ON 'locator/' || locator.id = message.evidence
                    JOIN entry ON entry.id = locator.entry_id
                    JOIN package ON package.id = entry.package_id ORDER BY package.id
                    """
            )
        }
    }

    /// The case file at a path, read anew unless it holds the rows of these inputs.
    private func keptOrBuilt(
        _ inputs: [Input],
        at path: String,
        _ builder: CaseBuilder
    ) throws -> CaseFile {
        if CaseInput.caseFile(at: path) == nil { return try builder.build(inputs, at: path) }
        let (kept, order) = try builder.kept(inputs, at: path)
        guard let kept else { return try builder.build(order, at: path) }
        onKept()
        return kept
    }

    /// Runs the rules over a finished case file, stores what they came to and reads it back.
    func assess(_ file: CaseFile) throws -> Assessment {
        let reader = try SealedReader(file)
        let zone = try zone() ?? .offset(Self.zoneSeconds(of: reader))
        let runner = try ruleRunner(zone)
        let results = try runner.run(on: reader)
        let asked = Assessment.Options(
            zone: options.zone,
            files: options.files,
            ruleFolders: options.rules.map { [$0] } ?? [],
            imports: try imports(reader),
            pgRestore: options.pgRestore,
            strict: options.strict
        )
        let isKept = try options.caseFile != nil || openedCase() != nil
        let extra = try StoredNotes.extra(of: asked)
        try ResultStore.write(results, to: file, isKept: isKept, extra: extra)
        return try AssessmentReader(file, limits: options.limits).assessment(
            toolVersion: ToolVersion.text
        )
    }

    func ruleRunner(_ zone: ZoneOption?) throws -> RuleRunner {
        let read = try options.ruleSet ?? options.rules.map { try RuleSet(directory: $0) }
        let set = read ?? .embedded
        var rules = RuleOptions()
        rules.limits = options.limits
        rules.families = options.families
        rules.sinceUS = options.since.map { zone?.utc(of: $0) ?? $0.utc(zoneSeconds: 0) }
        rules.untilUS = options.until.map { zone?.utc(of: $0) ?? $0.utc(zoneSeconds: 0) }
        for (name, value) in options.parameters { rules.parameters[name] = value }
        return try RuleRunner(set, options: rules)
    }

    private func zone() throws -> ZoneOption? { try options.zone.map(ZoneOption.init) }

    private static func zoneSeconds(of reader: SealedReader) throws -> Int {
        try reader.read { db in
            let offset = try Int64.fetchOne(
                db,
                sql: "SELECT offset_us FROM clock WHERE how <> 'none' ORDER BY package_id"
            )
            return Int((offset ?? 0) / 1_000_000)
        }
    }
}
