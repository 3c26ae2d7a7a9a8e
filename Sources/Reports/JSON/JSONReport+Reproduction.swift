package import CaseModel

/// `scanwhy.reproduction/1`, what `scanwhy reproduce --format json` prints.
extension JSONReport {
    package static func render(_ one: Reproduction) -> [UInt8] {
        document(Reproduction.schema, one.tool) { json in
            json.field("name", one.name)
            json.field("about", one.about)
            if let basis = one.basis {
                json.nested("basis") { json in
                    json.field("finding", basis.finding)
                    json.field("title", basis.title)
                    json.field("consistent", one.differences.isEmpty)
                    json.field("played", basis.played)
                    json.field("of", basis.of)
                    json.field("contrast", basis.contrast)
                    json.field("assumed", basis.assumed)
                }
            }
            json.objects("files", one.files) { json, file in
                json.field("path", file.path)
                json.nested("state") { write(file.state, &$0) }
                if let seen = file.observed { json.nested("observed") { write(seen, &$0) } }
                if let fixed = file.fixed { json.nested("fixed") { write(fixed, &$0) } }
            }
            json.field("differences", one.differences)
            json.objects("fixes", one.fixes) { json, fix in
                json.field("name", fix.name)
                json.field("about", fix.about)
                json.field("changes", fix.changes)
            }
            json.field("remedies", one.remedies)
            json.field("scenario", one.scenario)
        }
    }

    private static func write(_ state: Reproduction.State, _ json: inout JSONWriter) {
        json.field("lock", state.lock)
        json.field("result", state.result)
        json.field("cloud", state.cloud)
        json.field("cause", state.cause)
    }
}
