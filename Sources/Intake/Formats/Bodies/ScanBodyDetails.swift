internal import CaseModel
internal import CaseStore

/// Keeps what a result body says besides result and engines: how unpacking went, how long each
/// step took, how many engines there were.
struct ScanBodyDetails {
    let scanID: Int64
    /// Of the body.
    let place: DocumentPlace

    private static let unpacking: Set = [
        "errcategory", "errcode", "errdetails", "isencryptedfile", "decryptedstatus",
    ]
    /// More steps than any version has; a hostile object may name a million.
    private static let mostSteps = 32

    func store(
        _ body: JSONValue,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let unpacked = body.member("extraction_info")
        add(unpacked, "extraction_info", &document, &state) { Self.unpacking.contains($0) }
        add(body.member("extracted_files"), "extracted_files", &document, &state) {
            $0 == "filesextractedcount"
        }
        let steps = body.descendant("process_info", "processing_time_details")
        add(steps, "process_info.processing_time_details", &document, &state) {
            $0.hasSuffix("time")
        }
        add(body.member("scan_results"), "scan_results", &document, &state) { $0 == "totalavs" }
    }

    /// Stores the plain members of an object whose names, in comparison form, are wanted; several
    /// of them share one place.
    private func add(
        _ object: JSONValue?,
        _ key: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState,
        where isWanted: (String) -> Bool
    ) {
        var wanted: [JSONValue.Member] = []
        for member in object?.members ?? [] where wanted.count < Self.mostSteps {
            guard member.value.filledText != nil else { continue }
            if isWanted(HeaderNames.normalised(member.key)) { wanted.append(member) }
        }
        guard let object, let first = wanted.first else { return }
        let isOne = wanted.count == 1
        let spot = isOne ? first.value : object
        let path = isOne ? "\(key).\(state.clean(first.key))" : key
        let locator = document.locate(
            place.at(spot, key: place.key.map { "\($0).\(path)" } ?? path),
            text: isOne
                ? state.clean(first.value.filledText ?? "", of: first.key)
                : JSONRendering.text(of: object, &state),
            in: &state
        )
        for member in wanted {
            guard let text = member.value.filledText else { continue }
            let value = state.clean(text, of: member.key).unicodeScalars
                .prefix(DocumentState.locatorCharacters)
            state.sideRows.add(
                ScanValueRow(
                    scanID: scanID,
                    key: "\(key).\(state.clean(member.key))",
                    value: String(String.UnicodeScalarView(value)),
                    locatorID: locator
                )
            )
        }
    }
}
