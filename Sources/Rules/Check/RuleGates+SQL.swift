internal import CaseModel
internal import CaseStore

/// The gates that look into a rule's queries.
extension RuleGates {
    static let contrastColumns = [
        "cause", "inside_hits", "inside_all", "outside_hits", "outside_all",
    ]

    mutating func checkQueries() {
        let detect = SQLToken.tokens(of: rule.detect)
        var used = Set(detect.filter { $0.kind == .parameter }.map(\.text))
        if let columns = checkQuery("detect.sql", rule.detect, detect, RuleRows.required) {
            checkPlaceholders(columns)
        }
        checkWhyCodes(detect)
        if let sql = rule.contrast {
            let contrast = SQLToken.tokens(of: sql)
            used.formUnion(contrast.filter { $0.kind == .parameter }.map(\.text))
            _ = checkQuery("contrast.sql", sql, contrast, Self.contrastColumns)
        }
        for parameter in rule.page.parameters where !used.contains(parameter.name) {
            report(
                "rule.md",
                line("parameters"),
                "no query uses \(parameter.name)",
                "write :\(parameter.name) in it or drop the parameter"
            )
        }
    }

    /// The columns of a query; nil if it does not run.
    private mutating func checkQuery(
        _ file: String,
        _ sql: String,
        _ tokens: [SQLToken],
        _ required: [String]
    ) -> [String]? {
        checkText(file, sql, tokens)
        let names = Set(rule.page.parameters.map(\.name))
        for token in tokens where token.kind == .parameter && !names.contains(token.text) {
            report(
                file,
                token.line,
                "nobody declares :\(token.text)",
                "add it to parameters: in rule.md"
            )
            return nil
        }
        let query = RuleQuery(sql: sql, parameters: rule.page.parameters, subject: rule.id)
        do {
            let columns = try query.columns(in: reader)
            for name in required where !columns.contains(name) {
                report(file, 1, "no column \(name)", "select … AS \(name)")
            }
            for step in try query.plan(in: reader) where Self.scansRecords(step) {
                report(
                    file,
                    1,
                    "it reads all records or scans (\(step))",
                    "start from shape, symptom or unclean_scan and fetch by id"
                )
            }
            return columns
        } catch {
            let message = (error as? StoreError)?.message ?? "\(error)"
            report(file, 1, "SQLite refuses it: \(message)", "write one SELECT over the views")
            return nil
        }
    }

    /// True for a step that goes through the whole table, if only to make an index of it.
    private static func scansRecords(_ step: String) -> Bool {
        ["record_row", "scan_row"].contains { table in
            step == "SCAN \(table)" || step.hasPrefix("SCAN \(table) ")
                || step.hasPrefix("SEARCH \(table) USING AUTOMATIC ")
        }
    }

    private mutating func checkText(_ file: String, _ sql: String, _ tokens: [SQLToken]) {
        if tokens.first?.kind != .comment {
            report(file, 1, "no comment opens it", "say in a sentence what it selects")
        }
        if !sql.hasSuffix("\n") || sql.hasSuffix("\n\n") {
            report(file, 1, "it does not end with one line break", "end it with one")
        }
        for token in tokens where token.kind == .word && token.text.hasSuffix("_row") {
            report(
                file,
                token.line,
                "it reads the table \(token.text)",
                "read the view \(token.text.dropLast(4))"
            )
        }
        for token in tokens where Self.changesFromRunToRun(token) {
            report(
                file,
                token.line,
                "\(token.text) differs from run to run",
                "take times from the case alone"
            )
        }
        let words = Set(tokens.filter { $0.kind == .word }.map(\.text))
        if words.contains("msgid"), !words.isDisjoint(with: ["record", "shape"]),
            words.isDisjoint(with: ["component", "level"])
        {
            report(
                file,
                tokens.first { $0.text == "msgid" }?.line ?? 1,
                "a message id alone names no message, since products share them",
                "restrict component or level too"
            )
        }
    }

    private static func changesFromRunToRun(_ token: SQLToken) -> Bool {
        switch token.kind {
        case .word:
            [
                "random", "randomblob", "current_time", "current_date", "current_timestamp",
            ].contains(token.text)
        case .string: token.text.lowercased() == "now"
        default: false
        }
    }

    private mutating func checkPlaceholders(_ columns: [String]) {
        let placeholders = columns.filter { !RuleRows.reserved.contains($0) }
        let short = placeholders.filter { $0.hasSuffix("_us") }.map { String($0.dropLast(3)) }
        let perRow = Set(placeholders + short)
        let perFinding = perRow.filter { !$0.hasPrefix("each_") }
            .union(["count", "first", "last"])
        let texts = [
            ("title", rule.page.title), ("Meaning", rule.page.meaning),
            ("When this is wrong", rule.page.whenWrong),
        ]
        for (key, text) in texts {
            for placeholder in text.placeholders where !perFinding.contains(placeholder.name) {
                reportPlaceholder(placeholder, line(key) + placeholder.line)
            }
        }
        for text in rule.page.why.sorted(by: { $0.key < $1.key }).map(\.value) {
            for placeholder in text.placeholders where !perRow.contains(placeholder.name) {
                reportPlaceholder(placeholder, line("why"))
            }
        }
    }

    private mutating func reportPlaceholder(_ placeholder: RuleText.Placeholder, _ line: Int) {
        report(
            "rule.md",
            line,
            "{{\(placeholder.name)}} is no column of detect.sql",
            "select it there, the same in all rows of a cause"
        )
    }

    private mutating func checkWhyCodes(_ tokens: [SQLToken]) {
        for token in Self.whyCodes(in: tokens) where rule.page.why[token.text] == nil {
            report(
                "detect.sql",
                token.line,
                "no sentence says what \(token.text) means",
                "add it to why: in rule.md"
            )
        }
        let strings = Set(tokens.filter { $0.kind == .string }.map(\.text))
        for code in rule.page.why.keys.sorted() where !strings.contains(code) {
            report(
                "rule.md",
                line("why"),
                "no row has the why code \(code)",
                "select it as why_code or drop the sentence"
            )
        }
    }

    /// Literals that become the column why_code: alone, or as results of a CASE.
    static func whyCodes(in tokens: [SQLToken]) -> [SQLToken] {
        let tokens = tokens.filter { $0.kind != .comment }
        var codes: [SQLToken] = []
        for index in tokens.indices.dropFirst(2)
        where tokens[index].text == "why_code" && tokens[index - 1].text == "as" {
            var at = index - 2
            if tokens[at].kind == .string { codes.append(tokens[at]) }
            guard tokens[at].text == "end" else { continue }
            var depth = 0
            while at > 0 {
                if tokens[at].kind == .word, tokens[at].text == "end" { depth += 1 }
                if tokens[at].kind == .word, tokens[at].text == "case" { depth -= 1 }
                if depth == 0 { break }
                if tokens[at].kind == .string, ["then", "else"].contains(tokens[at - 1].text) {
                    codes.append(tokens[at])
                }
                at -= 1
            }
        }
        return codes
    }
}
