internal import CaseModel
internal import CaseStore

/// Reads what Core and ICAP Server say of themselves: `/readyz`, `/stat/…`, `/admin/license`,
/// `/version`.
struct StatusBody: ElementForm {
    static let wrapperKeys: [String] = []
    static let format = "status-body"

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard let kind = StatusKind(element.value) else { return }
        let value = element.value
        let place = DocumentPlace(
            line: element.line,
            byteOffset: element.byteOffset,
            row: element.index
        )
        var key = kind.rawValue
        switch kind {
        case .engine:
            addEngine(value, at: place, &document, &state)
            key += "." + (FactTree.engineID(of: value) ?? String(element.index))
        case .license: addLicense(value, at: place, &document, &state)
        case .readyz: addReadiness(value, at: place, &document, &state)
        case .version: takeVersion(value, &state)
        case .nodes, .performance: break
        }
        FactTree(row: element.index).add(value, key: key, &document, &state)
    }

    private func addEngine(
        _ value: JSONValue,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard let name = value.member("eng_name")?.filledText ?? FactTree.engineID(of: value),
            let word = value.member("state")?.filledText
        else { return }
        var row = EngineRow(
            packageID: state.package.id,
            engine: state.clean(name),
            state: state.clean(word)
        )
        row.version = state.clean(value.member("eng_ver")?.filledText)
        row.locatorID = document.locate(
            place,
            text: JSONRendering.text(of: value, &state),
            in: &state
        )
        state.sideRows.add(row)
        document.records += 1
        _ = document.times.us(value.member("def_time")?.text, line: place.line, isEvent: false)
    }

    private func addLicense(
        _ value: JSONValue,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let text = JSONRendering.text(of: value, &state)
        let locator = document.locate(place, text: text, in: &state)
        var row = LicenseRow(packageID: state.package.id, locatorID: locator)
        row.status = state.clean(value.member("status", "license_status")?.filledText)
        row.expires = state.clean(value.member("expiration", "expires")?.filledText)
        row.daysLeft = value.member("days_left")?.integer
        let engines = Self.names(in: value.member("licensed_engines")).map { state.clean($0) }
        row.engines = engines.isEmpty ? nil : engines.joined(separator: "\n")
        state.sideRows.add(row)
        document.records += 1
    }

    /// A health check names the licence's state alone.
    private func addReadiness(
        _ value: JSONValue,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard let license = value.member("license"),
            let status = license.member("status")?.filledText
        else { return }
        let text = JSONRendering.text(of: license, &state)
        let locator = document.locate(
            place.at(license, key: "license"),
            text: text,
            in: &state
        )
        var row = LicenseRow(packageID: state.package.id, locatorID: locator)
        row.status = state.clean(status)
        state.sideRows.add(row)
        document.records += 1
    }

    private func takeVersion(_ value: JSONValue, _ state: inout IntakeState) {
        guard let version = value.member("version")?.filledText, version.utf8.count <= 40 else {
            return
        }
        if state.package.identity.version == nil { state.package.identity.version = version }
    }

    /// Names of a list of texts or objects, or of an object whose keys they are.
    private static func names(in value: JSONValue?) -> [String] {
        guard let value else { return [] }
        if case .object(let members) = value.content {
            return members.filter { $0.value.bool != false }.map(\.key)
        }
        if let text = value.filledText { return [text] }
        return value.elements.compactMap {
            $0.filledText
                ?? $0.member("name", "eng_name", "engine_name", "id", "eng_id")?.filledText
        }
    }
}
