package import CaseModel

/// `--format ndjson`: one object a line, for cases too large to be held as one document.
extension JSONReport {
    /// The same values as `render`, each line with a `type`; findings name their subjects by id.
    ///
    /// The last line is of type `end` and counts the lines before it, so that a cut file shows.
    package static func lines(_ assessment: Assessment) -> [UInt8] {
        var json = JSONWriter(breaksLines: false)
        var count = 0
        func line(_ type: String, _ body: (inout JSONWriter) -> Void) {
            json.object { json in
                json.field("type", type)
                body(&json)
            }
            json.end()
            count += 1
        }
        line("assessment") { json in
            json.field("schema", Assessment.schema)
            write(assessment.tool, &json)
            write(assessment.options, &json)
            write(assessment.answer, &json)
            write(assessment.summary, &json)
        }
        for package in assessment.packages { line("package") { write(package, &$0) } }
        for subject in assessment.subjects { line("subject") { write(subject, &$0) } }
        for finding in assessment.findings {
            line("finding") { json in
                write(finding, &json) { $0.field("subjects", finding.subjects.map(\.id)) }
            }
        }
        for outcome in assessment.outcomes { line("outcome") { write(outcome, &$0) } }
        for note in assessment.notes { line("note") { write(note, &$0) } }
        for reached in assessment.limitsReached { line("limit") { write(reached, &$0) } }
        let before = count
        line("end") { $0.field("lines", before) }
        return json.bytes
    }
}
