package import CaseModel

/// Renders an assessment as SARIF 2.1.0, for the code scanning pages of a forge.
///
/// Each finding is a result of its rule; what intake could not read, rules that could not tell and
/// limits are notifications of the run.
package struct SARIFReport {
    static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    let assessment: Assessment
    let book: PackageBook
    let uris: PackageURI
    /// The rules that results and notifications name, by id.
    let rules: [SARIFRule]
    let ruleIndexes: [String: Int]

    /// `cards` are what the rules say of themselves; a rule without card is named alone.
    package init(_ assessment: Assessment, rules cards: [RuleCard]) {
        self.assessment = assessment
        book = PackageBook(assessment.packages)
        uris = PackageURI(book)
        let byID = Dictionary(cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = Set(assessment.outcomes.map(\.rule) + assessment.findings.map(\.rule))
        rules = ids.sorted().map { SARIFRule(id: $0, card: byID[$0]) }
        ruleIndexes = Dictionary(
            zip(rules.map(\.id), 0...),
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// UTF-8, ended by a line break.
    package func render() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("$schema", Self.schema)
            json.field("version", "2.1.0")
            json.list("runs", [assessment]) { json, _ in json.object { writeRun(&$0) } }
        }
        json.end()
        return json.bytes
    }

    private func writeRun(_ json: inout JSONWriter) {
        json.nested("tool") { json in
            json.nested("driver") { json in
                json.field("name", assessment.tool.name)
                json.field("version", assessment.tool.version)
                json.objects("rules", rules) { $1.write(&$0) }
                json.nested("properties") { json in
                    json.field("rulesDigest", assessment.tool.rulesDigest)
                }
            }
        }
        json.objects("invocations", [assessment]) { json, _ in
            json.field("executionSuccessful", true)
            json.objects("toolExecutionNotifications", notifications) { $1.write(&$0) }
        }
        json.objects("artifacts", assessment.packages) { json, package in
            json.nested("location") { $0.field("uri", uris.package(package.id)) }
            json.field("roles", ["analysisTarget"])
            json.nested("hashes") { $0.field("sha-256", package.sha256) }
        }
        json.objects("results", assessment.findings) { writeResult($1, &$0) }
        json.nested("properties") { $0.field("headline", assessment.answer.headline) }
    }

    private var notifications: [SARIFNotification] {
        let notes = assessment.notes.map { placed in
            SARIFNotification(
                id: "note/\(placed.note.kind.rawValue)",
                level: placed.note.kind == .unrecognised ? "note" : "warning",
                text: placed.note.text,
                uri: placed.entry.map { uris.entry($0, in: placed.package) }
                    ?? uris.package(placed.package),
                line: placed.entry == nil ? nil : placed.note.line
            )
        }
        let limits = assessment.limitsReached.map { reached in
            SARIFNotification(
                id: "limit/\(reached.limit)",
                level: "warning",
                text:
                    "the limit \(reached.limit), \(reached.value), was reached in \(reached.place)"
            )
        }
        let open = assessment.outcomes.compactMap { outcome -> SARIFNotification? in
            let why = outcome.why.map { ": \($0)" } ?? ""
            switch outcome.outcome {
            case .undetermined, .failed:
                return SARIFNotification(
                    id: "rule/\(outcome.outcome.rawValue)",
                    level: outcome.outcome == .failed ? "error" : "note",
                    text: "\(outcome.rule) \(outcome.outcome.rawValue)\(why)",
                    rule: outcome.rule,
                    ruleIndex: ruleIndexes[outcome.rule]
                )
            case .found, .clear, .notApplicable: return nil
            }
        }
        return notes + limits + open
    }

    static func level(_ severity: Severity) -> String {
        switch severity {
        case .info: "note"
        case .warning: "warning"
        case .error, .critical: "error"
        }
    }
}

/// Something that happened while the run was made, beside its results.
struct SARIFNotification {
    var id: String
    var level: String
    var text: String
    var uri: String?
    var line: Int?
    var rule: String?
    var ruleIndex: Int?

    func write(_ json: inout JSONWriter) {
        json.nested("descriptor") { $0.field("id", id) }
        json.field("level", level)
        json.nested("message") { $0.field("text", text) }
        if let rule {
            json.nested("associatedRule") { json in
                json.field("id", rule)
                json.optional("index", ruleIndex)
            }
        }
        if let uri {
            json.objects("locations", [uri]) { json, uri in
                json.nested("physicalLocation") { json in
                    json.nested("artifactLocation") { $0.field("uri", uri) }
                    if let line, line > 0 {
                        json.nested("region") { $0.field("startLine", line) }
                    }
                }
            }
        }
    }
}
