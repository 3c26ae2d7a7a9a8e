import CaseModel

/// The parts that several documents hold.
extension JSONReport {
    static func write(_ package: Assessment.Package, _ json: inout JSONWriter) {
        json.field("id", package.id)
        json.field("name", package.name)
        json.optional("bundle", package.bundle)
        json.optional("belongs", package.belongs)
        json.field("product", package.product.rawValue)
        json.field("version", package.version)
        json.field("instance", package.instance)
        json.field("sha256", package.sha256)
        json.field("complete", package.complete)
        json.field("from", timeUS: package.fromUS)
        json.field("to", timeUS: package.toUS)
        json.field("entries", package.entries)
        json.field("records", package.records)
        json.field("parsed_share", share: package.parsedShare)
        json.nested("clock") { json in
            json.field("zone", package.clock.zone)
            json.field("offset_ms", package.clock.offsetMS)
            json.field("how", package.clock.how)
        }
    }

    static func write(_ subject: Assessment.Subject, _ json: inout JSONWriter) {
        json.field("kind", subject.kind.rawValue)
        json.field("id", subject.id)
        json.field("label", subject.label)
        json.optional("time", timeUS: subject.timeUS)
        json.optional("data_id", subject.dataID)
        json.optional("sha256", subject.sha256)
        json.optional("path", subject.path)
        json.optional("server", subject.server)
        json.optional("package", subject.package)
    }

    static func write(_ step: Assessment.Step, _ json: inout JSONWriter) {
        json.field("step", step.step)
        json.field("actor", step.actor.rawValue)
        json.field("risk", step.risk.map(\.rawValue))
        json.optional("before", step.before)
        json.optional("check", step.check)
    }

    static func write(_ excluded: Assessment.Finding.RuledOut, _ json: inout JSONWriter) {
        json.field("rule", excluded.rule)
        json.field("subjects", excluded.subjects)
        json.field("why_code", excluded.whyCode)
        json.field("why", excluded.why)
    }

    static func write(_ placed: Assessment.PlacedNote, _ json: inout JSONWriter) {
        json.field("package", placed.package)
        json.field("entry", placed.entry ?? "")
        json.optional("line", placed.note.line)
        json.field("kind", placed.note.kind.rawValue)
        json.field("text", placed.note.text)
    }

    static func write(_ reached: Assessment.LimitReached, _ json: inout JSONWriter) {
        json.field("limit", reached.limit)
        json.field("value", reached.value)
        json.field("where", reached.place)
    }
}
