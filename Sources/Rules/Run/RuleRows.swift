internal import CaseModel
internal import GRDB

/// What the rows of one rule say, gathered by cause.
struct RuleRows {
    /// What a rule says of one subject under one cause.
    struct Hit {
        /// The earliest time a row gives it.
        var timeUS: Int64?
        /// The weakest that a row claims.
        var confidence: Confidence
        var evidence: Set<RowKey>
        /// True if every row argues from time alone.
        var byTime: Bool
    }

    /// The time a cause lasted; no end means that it was never seen to end.
    struct Span: Hashable {
        var fromUS: Int64
        var toUS: Int64?
    }

    struct Cause {
        /// As the rule wrote it; nil where it holds no row responsible.
        var key: RowKey?
        /// Placeholders, equal in all rows of the cause.
        var values: [String: String]
        /// The cells behind the placeholders, for comparing the rows that follow.
        var cells: [DatabaseValue]
        /// Nil if the rule does not tell, or the cause is a moment.
        var span: Span?
        /// The worst that a row claims; nil leaves it to the page.
        var severity: Severity?
        var hits: [RowKey: Hit]
    }

    struct RuledOut: Hashable {
        var subject: RowKey
        var whyCode: String
        var why: String
        var timeUS: Int64?
    }

    /// Columns with a meaning of their own; all others are placeholders.
    static let required = ["subject", "evidence", "verdict", "why_code", "cause", "time_us"]
    static let reserved = Set(required + ["confidence", "severity", "by_time"])

    private(set) var causes: [RowKey?: Cause] = [:]
    /// One for each subject and why code.
    private(set) var ruledOut: [RuledOut] = []
    /// Why the rule cannot tell, for subjects it says so of.
    private(set) var undetermined: [RowKey: String] = [:]
    /// The first cause that lost all of its subjects, for the others to join.
    private var withoutVictims: [RowKey?] = []
    private var seenRuledOut: Set<[String]> = []
    /// Columns that must not vary within a cause, by name.
    private var placeholders: [(name: String, index: Int)] = []
    private let page: RulePage

    init(_ page: RulePage) {
        self.page = page
    }

    /// Takes a row in; throws what is wrong with it.
    mutating func take(_ columns: [String: Int], _ row: Row) throws(RowFault) {
        if placeholders.isEmpty { placeholders = RowReading.placeholders(in: columns) }
        let reading = RowReading(columns, row)
        let subject = try reading.subject()
        let time = try reading.integer("time_us")
        switch reading.text("verdict") {
        case "fits":
            try takeFit(reading, subject, time)
        case "undetermined":
            guard let code = reading.text("why_code") else {
                throw RowFault("a row that is undetermined has no why_code")
            }
            let why = page.why[code]?.rendered(reading.values(withEach: true))
            undetermined[subject] = undetermined[subject] ?? why ?? code.replacingHyphens()
        case "ruled-out":
            guard let code = reading.text("why_code") else {
                throw RowFault("a row that is ruled out has no why_code")
            }
            guard seenRuledOut.insert([subject.description, code]).inserted else { return }
            let why = page.why[code]?.rendered(reading.values(withEach: true))
            ruledOut.append(
                RuledOut(
                    subject: subject,
                    whyCode: code,
                    why: why ?? code.replacingHyphens(),
                    timeUS: time
                )
            )
        case let verdict:
            throw RowFault(
                "a verdict is \(verdict ?? "NULL"), none of fits, ruled-out, undetermined"
            )
        }
    }

    /// Every subject of any row.
    var subjects: Set<RowKey> {
        var keys = Set(ruledOut.map(\.subject)).union(undetermined.keys)
        for cause in causes.values { keys.formUnion(cause.hits.keys) }
        return keys
    }

    /// Every piece of evidence of rows that fit.
    var evidence: Set<RowKey> {
        var keys: Set<RowKey> = []
        for cause in causes.values {
            for hit in cause.hits.values { keys.formUnion(hit.evidence) }
        }
        return keys
    }

    /// Subjects that the rule explains.
    var fitting: Set<RowKey> { Set(causes.values.flatMap(\.hits.keys)) }

    /// Leaves out subjects for which `keep` is false.
    mutating func filter(_ keep: (RowKey, Int64?) -> Bool) {
        for key in Array(causes.keys) {
            guard var cause = causes.removeValue(forKey: key) else { continue }
            cause.hits = cause.hits.filter { keep($0.key, $0.value.timeUS) }
            causes[key] = cause
        }
        ruledOut = ruledOut.filter { keep($0.subject, $0.timeUS) }
        undetermined = undetermined.filter { keep($0.key, nil) }
    }

    /// Lets no row claim more of these subjects than that.
    mutating func cap(_ subjects: Set<RowKey>, at most: Confidence) {
        for (key, cause) in causes {
            for (subject, hit) in cause.hits
            where hit.confidence > most && subjects.contains(subject) {
                causes[key]?.hits[subject]?.confidence = most
            }
        }
    }

    /// Turns subjects that a more specific rule explains into ruled-out ones.
    mutating func yield(_ subjects: Set<RowKey>, to other: Rule) {
        filter { key, _ in !subjects.contains(key) }
        let why = "\(other.id) explains it more closely."
        ruledOut += subjects.sorted().map {
            RuledOut(subject: $0, whyCode: "more-specific", why: why)
        }
    }

    /// Rules out the hits of a cause that argue from time alone.
    ///
    /// If none is left, and the rule speaks of trouble without victims, that is what remains: once
    /// for each package, since a hundred such times are one thing to look at.
    mutating func dropByTime(_ key: RowKey?, why: String, packages: Set<Int64>) {
        guard var cause = causes.removeValue(forKey: key) else { return }
        let dropped = cause.hits.filter(\.value.byTime)
        cause.hits = cause.hits.filter { !$0.value.byTime }
        ruledOut += dropped.sorted { $0.key < $1.key }.map {
            RuledOut(subject: $0.key, whyCode: "no-association", why: why, timeUS: $0.value.timeUS)
        }
        guard cause.hits.isEmpty, page.runsWithoutSymptoms, !dropped.isEmpty else {
            causes[key] = cause
            return
        }
        cause.values["victims"] = nil
        for package in packages {
            cause.hits[RowKey(kind: "package", id: package)] = Hit(
                timeUS: cause.span?.fromUS,
                confidence: dropped.values.map(\.confidence).max() ?? .possible,
                evidence: dropped.values.reduce(into: []) { $0.formUnion($1.evidence) },
                byTime: false
            )
        }
        guard let first = withoutVictims.first, var other = causes.removeValue(forKey: first) else {
            withoutVictims = [key]
            causes[key] = cause
            return
        }
        for (package, hit) in cause.hits {
            other.hits[package, default: hit].evidence.formUnion(hit.evidence)
        }
        causes[first] = other
    }

    private mutating func takeFit(_ reading: RowReading, _ subject: RowKey, _ time: Int64?)
        throws(RowFault)
    {
        let evidence = try reading.evidence()
        let byTime = (try reading.integer("by_time") ?? 0) != 0
        let span = try reading.span()
        let key = try reading.cause()
        let confidence = min(try reading.confidence() ?? page.confidence, page.confidence)
        let cells = reading.cells(placeholders.map(\.index))
        var cause =
            causes.removeValue(forKey: key)
            ?? Cause(
                key: key,
                values: reading.values(withEach: false),
                cells: cells,
                span: span,
                hits: [:]
            )
        if cause.cells != cells {
            let index = zip(cause.cells, cells).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
            let name = placeholders[index].name
            throw RowFault(
                "the placeholder \(name) differs between rows of one cause; name it each_\(name)"
            )
        }
        var hit =
            cause.hits[subject]
            ?? Hit(timeUS: time, confidence: confidence, evidence: [], byTime: true)
        if let time { hit.timeUS = min(hit.timeUS ?? time, time) }
        hit.confidence = min(hit.confidence, confidence)
        hit.evidence.insert(evidence)
        hit.byTime = hit.byTime && byTime
        if let severity = try reading.severity() {
            cause.severity = max(cause.severity ?? severity, severity)
        }
        cause.hits[subject] = hit
        causes[key] = cause
    }
}

/// What is wrong with a row of a rule.
struct RowFault: Error {
    var text: String

    init(_ text: String) {
        self.text = text
    }
}

extension String {
    /// A why code as words, where the page has no sentence for it.
    fileprivate func replacingHyphens() -> String {
        String(map { $0 == "-" ? " " : $0 })
    }
}
