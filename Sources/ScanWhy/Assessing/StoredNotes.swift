package import CaseModel
internal import GRDB
internal import Rules

/// What an assessment was asked to do, as the case file keeps it beside the results.
package struct StoredNotes {
    private let values: [String: String]

    init(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM assessment_row ORDER BY key")
        values = Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(key: String) -> String? { values[key] }

    /// Options that the rules do not know, for `ResultStore.write`.
    package static func extra(of options: Assessment.Options) throws -> [String: String] {
        var extra = [
            "files": try StoredJSON.text(of: options.files),
            "rule_folders": try StoredJSON.text(of: options.ruleFolders),
            "imports": try StoredJSON.text(of: options.imports),
            "strict": options.strict ? "1" : "0",
            "redact": options.redact ? "1" : "0",
        ]
        extra["zone"] = options.zone
        extra["pg_restore"] = options.pgRestore
        return extra
    }

    var sinceUS: Int64? { self[ResultStore.Key.since].flatMap { Int64($0) } }
    var untilUS: Int64? { self[ResultStore.Key.until].flatMap { Int64($0) } }

    /// The family that each rule explains.
    var explains: [String: String] { suffixed(ResultStore.Key.explains) }

    var options: Assessment.Options {
        let parameters = decoded([String: String].self, ResultStore.Key.parameters) ?? [:]
        return Assessment.Options(
            zone: self["zone"],
            sinceUS: sinceUS,
            untilUS: untilUS,
            families: decoded([String].self, ResultStore.Key.families) ?? [],
            files: decoded([String].self, "files") ?? [],
            parameters: parameters.sorted { $0.key < $1.key }.map {
                Assessment.Options.Parameter(name: $0.key, value: $0.value)
            },
            ruleFolders: decoded([String].self, "rule_folders") ?? [],
            imports: decoded([String].self, "imports") ?? [],
            pgRestore: self["pg_restore"],
            strict: self["strict"] == "1",
            redact: self["redact"] == "1"
        )
    }

    private func suffixed(_ prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (key, value) in values where key.hasPrefix(prefix) {
            found[String(key.dropFirst(prefix.count))] = value
        }
        return found
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ key: String) -> Value? {
        guard let text = values[key] else { return nil }
        // A case file of another version may keep it differently; the option is then not shown.
        return try? StoredJSON.value(type, of: text)
    }
}
