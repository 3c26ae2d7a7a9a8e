internal import CaseModel

/// Decides what a JSON document is by the keys of its first elements.
struct JSONHead {
    private let elements: [JSONElements.Element]
    private let path: String
    private let product: Product?

    /// Elements looked at; a list of one kind shows it in its first.
    private static let looked = 20

    init(_ head: [UInt8], path: String, product: Product?) {
        var reader = JSONElements(wrapperKeys: ScanResultJSON.wrapperKeys)
        // A cut element still has the keys that stand before the cut.
        elements = reader.read(head) + reader.finish()
        self.path = path
        self.product = product
    }

    var recognition: Recognition? {
        for element in elements.prefix(Self.looked) {
            if let found = recognition(of: element.value) { return found }
        }
        let wrapper = elements.first { $0.role == .wrapper }
        let isBare = elements.isEmpty && DocumentFormats.name(of: path).contains("infected")
        let isEmptyPage = wrapper.map { NutanixList.isEmptyPage($0.value, path: path) } ?? false
        guard isBare || (elements.count == 1 && isEmptyPage) else { return nil }
        return table(NutanixList.self, NutanixList.format, .nutanixList, "it is an empty list")
    }

    private func recognition(of value: JSONValue) -> Recognition? {
        if NutanixList.isErrorAnswer(value) {
            return .unread("an error answer of the Nutanix interface: it lists no files")
        }
        if CloudBodies.kind(of: value) != nil {
            return document(
                CloudBodies(),
                CloudBodies.format,
                .cloudAnswers,
                "its keys are those of MetaDefender Cloud's answers"
            )
        }
        if ScanResultJSON.fits(value) || ScanResultJSON.isNotFound(value) {
            return document(
                ScanResultJSON(),
                ScanResultJSON.format,
                .coreHistory,
                "its keys are those of a scan result"
            )
        }
        if let found = tableRecognition(of: value) { return found }
        if let found = settingRecognition(of: value) { return found }
        guard StatusKind(value) != nil else { return nil }
        return document(
            StatusBody(),
            StatusBody.format,
            statusSource(of: value),
            "its keys are those of a status body"
        )
    }

    private func settingRecognition(of value: JSONValue) -> Recognition? {
        if NutanixSettings.fits(value) {
            return document(
                NutanixSettings(),
                NutanixSettings.format,
                .nutanixPolicy,
                "its keys are those of scanning on a Nutanix file server"
            )
        }
        guard ConfigurationJSON.fits(value, path: path) else { return nil }
        let isICAP = product == .icap || path.lowercased().contains("icap")
        var found = document(
            ConfigurationJSON(),
            ConfigurationJSON.format,
            isICAP ? .icapConfig : .coreConfig,
            "its keys are those of an exported configuration"
        )
        found.role = .settings
        return found
    }

    private func tableRecognition(of value: JSONValue) -> Recognition? {
        let names = FlatObject(value).names
        let why = "its objects have the keys of such a list"
        if NutanixList.isHeader(TableColumns(names)) {
            return table(NutanixList.self, NutanixList.format, .nutanixList, why)
        }
        if QuarantineList.isHeader(TableColumns(names)) {
            return table(QuarantineList.self, QuarantineList.format, .quarantineList, why)
        }
        if ICAPHistory.isHeader(TableColumns(names)) {
            return table(ICAPHistory.self, ICAPHistory.format, .icapHistory, why)
        }
        guard CoreHistory.isHeader(TableColumns(names)) else { return nil }
        return table(CoreHistory.self, CoreHistory.format, .coreHistory, why)
    }

    private func statusSource(of value: JSONValue) -> Source {
        if let told = StatusKind.product(of: value) {
            return told == .icap ? .icapStatus : .coreStatus
        }
        return product == .icap || path.lowercased().contains("icap") ? .icapStatus : .coreStatus
    }

    private func document(
        _ form: some ElementForm,
        _ format: String,
        _ source: Source,
        _ why: String
    ) -> Recognition {
        Recognition(
            role: .document,
            format: format,
            source: source,
            why: why,
            make: { JSONDocument(form, $0) }
        )
    }

    private func table<Form: TableForm>(
        _ form: Form.Type,
        _ format: String,
        _ source: Source,
        _ why: String
    ) -> Recognition {
        document(TableElements<Form>(), format + "-json", source, why)
    }
}
