import CaseModel

/// A finding as a result, and its evidence as locations.
extension SARIFReport {
    func writeResult(_ finding: Assessment.Finding, _ json: inout JSONWriter) {
        json.field("ruleId", finding.rule)
        json.optional("ruleIndex", ruleIndexes[finding.rule])
        json.field("kind", "fail")
        json.field("level", Self.level(finding.severity))
        json.nested("message") { json in
            let explanation = Prose.unwrapped(finding.explanation)
            json.field("text", "\(finding.title)\n\n\(explanation)")
            var page = MarkdownPage()
            page.line(MarkdownText.escaped(finding.title))
            page.prose(finding.explanation)
            json.field("markdown", page.document)
        }
        // The standard wants one location in most cases; what else can be opened is related.
        let places = finding.evidence.map { place($0, finding) }
        json.objects("locations", Array(places.prefix(1))) { $1.write(&$0, id: nil) }
        if places.count > 1 {
            json.objects("relatedLocations", Array(places.dropFirst().enumerated())) { json, item in
                item.element.write(&json, id: item.offset + 1)
            }
        }
        json.field("occurrenceCount", max(1, finding.count))
        json.nested("partialFingerprints") { $0.field("findingId/v1", finding.id) }
        json.nested("properties") { json in
            json.field("severity", finding.severity.name)
            json.field("confidence", finding.confidence.name)
            json.field("inferred", finding.inferred)
            json.optional("first", timeUS: finding.firstUS)
            json.optional("last", timeUS: finding.lastUS)
            json.field("subjects", finding.subjects.map(\.label))
            json.field("causedBy", finding.causedBy)
        }
    }

    private func place(_ evidence: Assessment.Evidence, _ finding: Assessment.Finding)
        -> SARIFPlace
    {
        switch evidence {
        case .passage(let passage):
            var place = SARIFPlace(uri: uris.entry(passage.entry, in: passage.package))
            place.line = passage.line
            place.byteOffset = passage.byteOffset
            place.snippet = passage.text
            if let row = passage.row { place.logical = ("row \(row)", "row") }
            if let key = passage.key { place.logical = (key, "member") }
            return place
        case .absence(let absence):
            let edge = absence.lastBefore ?? absence.firstAfter
            let span = book.clock(of: finding).span(absence.fromUS, absence.toUS)
            var place = SARIFPlace(uri: edge.map { uris.entry($0.entry, in: $0.package) })
            place.line = edge?.line
            place.message =
                "nothing in \(absence.source.rawValue), \(span); "
                + "searched for: \(absence.searchedFor)"
            return place
        }
    }
}

/// A location of a result.
struct SARIFPlace {
    /// nil where nothing can be opened: a source that is silent all the time.
    var uri: String?
    var line: Int?
    var byteOffset: Int64?
    var snippet: String?
    /// A row or key, and what it is.
    var logical: (name: String, kind: String)?
    var message: String?

    init(uri: String?) {
        self.uri = uri
    }

    func write(_ json: inout JSONWriter, id: Int?) {
        json.optional("id", id)
        if let uri {
            json.nested("physicalLocation") { json in
                json.nested("artifactLocation") { $0.field("uri", uri) }
                let hasLine = line.map { $0 > 0 } ?? false
                if hasLine || byteOffset != nil { json.nested("region") { writeRegion(&$0) } }
            }
        }
        if let logical {
            json.objects("logicalLocations", [logical]) { json, logical in
                json.field("name", logical.name)
                json.field("kind", logical.kind)
            }
        }
        if let message { json.nested("message") { $0.field("text", message) } }
    }

    private func writeRegion(_ json: inout JSONWriter) {
        if let line, line > 0 { json.field("startLine", line) }
        json.optional("byteOffset", byteOffset)
        if let snippet, !snippet.isEmpty {
            json.nested("snippet") { $0.field("text", snippet) }
        }
    }
}
