package import CaseModel

/// `scanwhy.inspection/1`, what `scanwhy inspect --format json` prints.
extension JSONReport {
    package static func render(_ inspection: Inspection) -> [UInt8] {
        document(Inspection.schema, inspection.tool) { json in
            json.field("parsed_share", share: inspection.parsedShare)
            json.objects("packages", inspection.packages) { write($1, &$0) }
            json.objects("entries", inspection.entries) { write($1, &$0) }
            json.objects("coverage", inspection.coverage) { write($1, &$0) }
            json.objects("unknown_lines", inspection.unknownLines) { json, lines in
                json.field("package", lines.package)
                json.field("shape", lines.shape)
                json.field("count", lines.count)
                json.field("entry", lines.entry)
                json.field("line", lines.line)
            }
            json.objects("notes", inspection.notes) { write($1, &$0) }
            json.objects("limits_reached", inspection.limitsReached) { write($1, &$0) }
        }
    }

    private static func write(_ entry: Inspection.Entry, _ json: inout JSONWriter) {
        json.field("package", entry.package)
        json.field("path", entry.path)
        json.field("role", entry.role)
        json.field("format", entry.format)
        json.field("why", entry.why)
        json.field("size_bytes", entry.sizeBytes)
        json.optional("lines", entry.lines)
        json.optional("unparsed_lines", entry.unparsedLines)
        json.field("parsed_share", share: entry.parsedShare)
    }

    private static func write(_ coverage: Inspection.Coverage, _ json: inout JSONWriter) {
        json.field("package", coverage.package)
        json.field("source", coverage.source.rawValue)
        json.field("from", timeUS: coverage.fromUS)
        json.field("to", timeUS: coverage.toUS)
        json.field("complete", coverage.complete)
        json.field("why", coverage.why)
    }
}
