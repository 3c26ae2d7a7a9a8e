package import CaseModel

/// `scanwhy.coverage/1`, what `scanwhy rules cover --format json` prints.
extension JSONReport {
    package static func render(_ coverage: RuleCoverage) -> [UInt8] {
        document(RuleCoverage.schema, coverage.tool) { json in
            write("mutants", coverage.mutants, &json)
            write("branches", coverage.branches, &json)
            json.objects("families", coverage.families) { json, family in
                json.field("family", family.name)
                json.field("rules", family.rules)
                json.field("fires", family.fires)
            }
            json.objects("rules", coverage.rules) { write($1, &$0) }
        }
    }

    private static func write(_ rule: RuleCoverage.Rule, _ json: inout JSONWriter) {
        json.field("rule", rule.id)
        json.field("fires", rule.fires)
        json.field("silent", rule.silent)
        json.field("undetermined", rule.undetermined)
        json.field("broken", rule.broken)
        write("mutants", rule.mutants, &json)
        write("branches", rule.branches, &json)
        json.field("equivalent", rule.equivalent)
        json.objects("survivors", rule.survivors) { json, one in
            json.field("change", one.change)
            json.field("file", one.file)
            json.field("line", one.line)
            json.field("text", one.text)
        }
    }

    private static func write(
        _ name: String,
        _ tally: RuleCoverage.Tally,
        _ json: inout JSONWriter
    ) {
        json.nested(name) { json in
            json.field("killed", tally.count)
            json.field("of", tally.of)
            json.field("share", share: tally.percent.map { $0 / 100 })
        }
    }
}
