package import CaseModel

/// Renders an assessment, a story or an inspection as JSON, in the order of the contract.
package enum JSONReport {
    /// UTF-8, ended by a line break; the shape is `docs/output.schema.json`.
    package static func render(_ assessment: Assessment) -> [UInt8] {
        document(Assessment.schema, assessment.tool) { json in
            write(assessment.options, &json)
            write(assessment.answer, &json)
            json.objects("packages", assessment.packages) { write($1, &$0) }
            write(assessment.summary, &json)
            json.objects("subjects", assessment.subjects) { write($1, &$0) }
            json.objects("findings", assessment.findings) { write($1, &$0) }
            json.objects("outcomes", assessment.outcomes) { write($1, &$0) }
            json.objects("notes", assessment.notes) { write($1, &$0) }
            json.objects("limits_reached", assessment.limitsReached) { write($1, &$0) }
        }
    }

    static func document(
        _ schema: String,
        _ tool: Assessment.Tool,
        _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("schema", schema)
            write(tool, &json)
            body(&json)
        }
        json.end()
        return json.bytes
    }

    static func write(_ tool: Assessment.Tool, _ json: inout JSONWriter) {
        json.nested("tool") { json in
            json.field("name", tool.name)
            json.field("version", tool.version)
            json.field("rules_digest", tool.rulesDigest)
        }
    }

    static func write(_ options: Assessment.Options, _ json: inout JSONWriter) {
        json.nested("options") { json in
            json.field("zone", options.zone)
            json.field("since", timeUS: options.sinceUS)
            json.field("until", timeUS: options.untilUS)
            json.field("families", options.families)
            json.field("files", options.files)
            json.objects("parameters", options.parameters) { json, parameter in
                json.field("name", parameter.name)
                json.field("value", parameter.value)
            }
            json.field("rule_folders", options.ruleFolders)
            json.field("imports", options.imports)
            json.field("pg_restore", options.pgRestore)
            json.field("strict", options.strict)
            json.field("redact", options.redact)
        }
    }

    static func write(_ answer: Assessment.Answer, _ json: inout JSONWriter) {
        json.nested("answer") { json in
            json.field("headline", answer.headline)
            json.objects("root_causes", answer.rootCauses) { json, cause in
                json.field("finding", cause.finding)
                json.field("subject_count", cause.subjectCount)
                json.field("confidence", cause.confidence.name)
            }
            json.nested("locked") { json in
                json.field("by_verdict", answer.locked.byVerdict)
                json.field("without_verdict", answer.locked.withoutVerdict)
                json.field("unknown", answer.locked.unknown)
            }
            json.objects("collect", answer.collect) { json, wanted in
                json.field("what", wanted.what)
                json.field("command", wanted.command)
                json.field("unlocks", wanted.unlocks)
            }
        }
    }

    static func write(_ summary: Assessment.Summary, _ json: inout JSONWriter) {
        json.nested("summary") { json in
            json.field("found", summary.found)
            json.field("clear", summary.clear)
            json.field("not_applicable", summary.notApplicable)
            json.field("undetermined", summary.undetermined)
            json.field("failed", summary.failed)
            json.objects("symptoms", summary.symptoms) { json, symptoms in
                json.field("family", symptoms.family)
                json.field("subjects", symptoms.subjects)
                json.field("explained", symptoms.explained)
                json.field("policy", symptoms.policy)
                json.field("unexplained", symptoms.unexplained)
                if !symptoms.ruledOut.isEmpty {
                    json.objects("ruled_out", symptoms.ruledOut) { write($1, &$0) }
                }
            }
        }
    }

    static func write(_ outcome: Assessment.Outcome, _ json: inout JSONWriter) {
        json.field("rule", outcome.rule)
        json.field("outcome", outcome.outcome.rawValue)
        json.optional("why", outcome.why)
        json.optional("collect", outcome.collect)
        if !outcome.undeterminedFor.isEmpty {
            json.field("undetermined_for", outcome.undeterminedFor)
        }
    }
}
