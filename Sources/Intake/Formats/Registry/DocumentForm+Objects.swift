internal import CaseModel

/// JSON documents that are no tables; those lie beside the tables of CSV.
extension DocumentForm {
    static let objects =
        [
            DocumentForm(
                name: "nutanix-error",
                sample: Array(#"{"data": {"error": [{"message": "Prüfung"}]}}"#.utf8),
                needs: "an error behind data",
                why: { _ in "an error answer of the Nutanix interface: it lists no files" },
                sign: { $0.element(where: NutanixList.isErrorAnswer) },
                found: { keys(of: $0) },
                make: nil
            ),
            object(
                CloudBodies(),
                CloudBodies.format,
                #"{"error": {"code": 429000, "messages": ["Prüfung: rate limit exceeded"]}}"#,
                needs: "an error with a code of six digits, or the keys of a result or of limits",
                known: "MetaDefender Cloud's answers",
                { _ in .cloudAnswers },
                fits: { value, _ in CloudBodies.kind(of: value) != nil }
            ),
            object(
                ScanResultJSON(),
                ScanResultJSON.format,
                #"{"data_id": "0123456789abcdef", "file_info": {"display_name": "Prüfung.pdf"}, "#
                    + #""scan_results": {"scan_all_result_a": "Infected"}}"#,
                needs: "scan_results or process_info, and data_id or file_info",
                known: "a scan result",
                { _ in .coreHistory },
                fits: { value, _ in ScanResultJSON.fits(value) || ScanResultJSON.isNotFound(value) }
            ),
        ] + objectTables + settingObjects

    private static let settingObjects = [
        object(
            NutanixSettings(),
            NutanixSettings.format,
            #"{"data": {"scanTimeoutIntervalSecs": 60, "mountTargetReference": "Prüfung"}}"#,
            needs: "the keys of a policy, of an ICAP server with its connectionStatus, or of "
                + "statistics",
            known: "scanning on a Nutanix file server",
            { _ in .nutanixPolicy },
            fits: { value, _ in NutanixSettings.fits(value) }
        ),
        object(
            ConfigurationJSON(),
            ConfigurationJSON.format,
            #"{"config": {"policy.rule.rule": [{"name": "Prüfung", "enabled": true}]}}"#,
            needs: "dotted keys behind config, a ConfigMap's data, keys with a section and a "
                + "slash, a cleanuprange alone, or the name of an export",
            known: "an exported configuration",
            role: .settings,
            { $0.place.mentionsICAP ? .icapConfig : .coreConfig },
            fits: { ConfigurationJSON.fits($0, path: $1.place.path) }
        ),
        object(
            StatusBody(),
            StatusBody.format,
            #"{"product_id": "MSCL", "version": "5.14.1", "note": "Prüfung"}"#,
            needs: "the keys of /readyz, /stat/…, /admin/license or /version",
            known: "a status body",
            { head in
                let told = head.elements.lazy.map(\.value)
                    .first { StatusKind($0) != nil }
                    .flatMap { StatusKind.product(of: $0) }
                let isICAP = told.map { $0 == .icap } ?? head.place.mentionsICAP
                return isICAP ? .icapStatus : .coreStatus
            },
            fits: { value, _ in StatusKind(value) != nil }
        ),
    ]

    private static func object(
        _ form: some ElementForm,
        _ name: String,
        _ sample: String,
        needs: String,
        known: String,
        role: Recognition.Role = .document,
        _ source: @escaping @Sendable (DocumentHead) -> Source?,
        fits: @escaping @Sendable (JSONValue, DocumentHead) -> Bool
    ) -> DocumentForm {
        DocumentForm(
            name: name,
            sample: Array("\(sample)\n".utf8),
            needs: needs,
            why: { _ in "its keys are those of \(known)" },
            role: role,
            source: source,
            sign: { head in head.element { fits($0, head) } },
            found: { keys(of: $0) },
            make: { _ in { JSONDocument(form, $0) } }
        )
    }

    /// The keys of the first object, in a sentence.
    static func keys(of head: DocumentHead) -> String {
        guard let value = head.elements.first?.value, !value.members.isEmpty else {
            return "it has no JSON object"
        }
        let keys = value.members.prefix(12).map { String($0.key.prefix(40)) }
        return "its first object has the keys \(keys.joined(separator: ", "))"
    }
}
