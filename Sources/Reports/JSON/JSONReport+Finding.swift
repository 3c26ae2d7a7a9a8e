import CaseModel

/// A finding with its evidence.
extension JSONReport {
    static func write(_ finding: Assessment.Finding, _ json: inout JSONWriter) {
        write(finding, &json) { json in
            json.objects("subjects", finding.subjects) { write($1, &$0) }
        }
    }

    /// A finding whose subjects the caller writes, whole or by their ids.
    static func write(
        _ finding: Assessment.Finding,
        _ json: inout JSONWriter,
        subjects: (inout JSONWriter) -> Void
    ) {
        json.field("id", finding.id)
        json.field("rule", finding.rule)
        json.field("rule_version", finding.ruleVersion)
        json.field("family", finding.family)
        json.field("severity", finding.severity.name)
        json.field("confidence", finding.confidence.name)
        json.field("inferred", finding.inferred)
        json.field("title", finding.title)
        json.field("explanation", finding.explanation)
        json.objects("remediation", finding.remediation) { write($1, &$0) }
        json.field("false_positives", finding.falsePositives)
        json.field("references", finding.references)
        subjects(&json)
        json.field("count", finding.count)
        json.field("first", timeUS: finding.firstUS)
        json.field("last", timeUS: finding.lastUS)
        if let contrast = finding.contrast { write(contrast, &json) }
        json.objects("evidence", finding.evidence) { write($1, &$0) }
        json.optional("evidence_total", finding.evidenceTotal)
        writeCauses(of: finding, &json)
        json.field("depends_on_clock", finding.dependsOnClock)
    }

    private static func write(_ contrast: Assessment.Finding.Contrast, _ json: inout JSONWriter) {
        json.nested("contrast") { json in
            json.key("inside")
            json.value([contrast.inside.count, contrast.inside.of])
            json.key("outside")
            json.value([contrast.outside.count, contrast.outside.of])
        }
    }

    private static func writeCauses(
        of finding: Assessment.Finding,
        _ json: inout JSONWriter
    ) {
        json.field("caused_by", finding.causedBy)
        if !finding.causesBySubject.isEmpty {
            json.objects("causes_by_subject", finding.causesBySubject) { json, cause in
                json.field("finding", cause.finding)
                json.field("subjects", cause.subjects)
            }
        }
        json.objects("ruled_out", finding.ruledOut) { write($1, &$0) }
    }

    private static func write(_ evidence: Assessment.Evidence, _ json: inout JSONWriter) {
        switch evidence {
        case .passage(let passage): write(passage, &json)
        case .absence(let absence): write(absence, &json)
        }
    }

    private static func write(
        _ passage: Assessment.Evidence.Passage,
        _ json: inout JSONWriter
    ) {
        json.field("kind", passage.kind.rawValue)
        json.field("package", passage.package)
        json.field("entry", passage.entry)
        json.optional("line", passage.line)
        json.optional("byte_offset", passage.byteOffset)
        json.optional("row", passage.row)
        json.optional("key", passage.key)
        json.optional("time", timeUS: passage.timeUS)
        json.optional("msgid", passage.msgid)
        json.optional("documented", passage.documented)
        json.field("text", passage.text)
    }

    private static func write(
        _ absence: Assessment.Evidence.Absence,
        _ json: inout JSONWriter
    ) {
        json.field("kind", "absence")
        json.field("source", absence.source.rawValue)
        json.field("from", timeUS: absence.fromUS)
        json.field("to", timeUS: absence.toUS)
        write("last_before", absence.lastBefore, &json)
        write("first_after", absence.firstAfter, &json)
        json.field("searched_for", absence.searchedFor)
    }

    private static func write(
        _ name: String,
        _ edge: Assessment.Evidence.Absence.Edge?,
        _ json: inout JSONWriter
    ) {
        guard let edge else { return json.field(name, nil as String?) }
        json.nested(name) { json in
            json.field("package", edge.package)
            json.field("entry", edge.entry)
            json.field("line", edge.line)
        }
    }
}
