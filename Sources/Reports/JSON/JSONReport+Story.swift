package import CaseModel

/// `scanwhy.story/1`, what `scanwhy explain --format json` prints.
extension JSONReport {
    package static func render(_ story: Story) -> [UInt8] {
        document(Story.schema, story.tool) { json in
            json.field("item", story.item)
            json.field("label", story.label)
            json.objects("identity", story.identity) { json, identity in
                json.field("name", identity.name)
                json.field("value", identity.value)
            }
            json.objects("packages", story.packages) { write($1, &$0) }
            json.objects("steps", story.steps) { write($1, &$0) }
            json.objects("explanations", story.explanations) { write($1, &$0) }
            json.objects("ruled_out", story.ruledOut) { write($1, &$0) }
            json.objects("remediation", story.remediation) { write($1, &$0) }
            json.objects("gaps", story.gaps) { write($1, &$0) }
            json.objects("other_matches", story.otherMatches) { write($1, &$0) }
        }
    }

    private static func write(_ step: Story.Step, _ json: inout JSONWriter) {
        json.field("time", timeUS: step.timeUS)
        json.field("product", step.product.rawValue)
        json.field("package", step.package)
        json.field("what", step.what)
        json.field("text", step.text)
        json.optional("documented", step.documented)
        json.field("location", step.location)
    }

    private static func write(_ explanation: Story.Explanation, _ json: inout JSONWriter) {
        json.field("finding", explanation.finding)
        json.field("rule", explanation.rule)
        json.field("title", explanation.title)
        json.field("severity", explanation.severity.name)
        json.field("confidence", explanation.confidence.name)
        json.field("explanation", explanation.explanation)
    }

    private static func write(_ gap: Story.Gap, _ json: inout JSONWriter) {
        json.field("source", gap.source?.rawValue)
        json.field("from", timeUS: gap.fromUS)
        json.field("to", timeUS: gap.toUS)
        json.field("why", gap.why)
        json.optional("collect", gap.collect)
    }
}
