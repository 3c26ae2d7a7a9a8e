internal import CaseModel
internal import CaseStore

/// Decides from a new shape which extractors look at its records.
enum ProductWords {
    /// - Parameters:
    ///   - row: The shape; values are blanked in its text.
    ///   - source: What the entry is evidence of; nil if not known yet.
    /// - Returns: Which extractors look at the records; empty for most shapes.
    static func interest(of row: ShapeRow, source: Source?) -> Interest {
        let component = (row.component ?? "").lowercased()
        let text = row.text.lowercased()
        var interest: Interest = []
        if isScan(row, component, text) { return .scan }
        if component.hasPrefix("icap."),
            text.contains("connectionid=") || text.contains("requestid=")
        {
            interest.insert(.icap)
        }
        if ServiceWords.matches(row, component, text) { interest.insert(.service) }
        if isEngine(row, component) { interest.insert(.engine) }
        if mayRefuse(row, component, text) { interest.insert(.refusal) }
        if CloudWords.matches(component, text) { interest.insert(.cloud) }
        return interest
    }

    /// Message id 82 is Core's; the words guard against another product's 82.
    private static func isScan(_ row: ShapeRow, _ component: String, _ text: String) -> Bool {
        guard component.hasPrefix("core.") || component.isEmpty else { return false }
        return (row.msgid ?? 82) == 82
            && (text.hasPrefix("processing finished") || text.hasPrefix("scan finished"))
    }

    /// Ids drift and are shared between products, so the component or the level must agree.
    private static func isEngine(_ row: ShapeRow, _ component: String) -> Bool {
        switch row.msgid {
        case 228, 5585, 5586, 5589: component == "engine_process"
        case 231: (row.level ?? 0) >= Level.error.rawValue
        default: false
        }
    }

    /// The words of a refusal stand in a value, which a shape does not show.
    private static func mayRefuse(_ row: ShapeRow, _ component: String, _ text: String) -> Bool {
        guard component.hasPrefix("core.") || component.hasPrefix("icap.") else { return false }
        return (row.level ?? 0) >= Level.warning.rawValue
            || text.contains("err='") || text.contains("error='")
    }
}
