internal import CaseModel

/// Reads what a Nutanix file server says of its scanning: policies, its ICAP servers, statistics.
struct NutanixSettings: ElementForm {
    static var wrapperKeys: [String] { JSONElements.listKeys }
    static let format = "nutanix-policy"

    private enum Kind {
        case policy, server, statistics
    }

    /// Keys that only these objects have (API v4 of Nutanix Files).
    private static let policyKeys = [
        "scantimeoutintervalsecs", "isfileaccessblocked", "isscanonwriteenabled",
        "isscanonreadenabled", "isantivirusenabled", "maxfilesizethresholdbytes",
    ]
    private static let statisticsKeys = [
        "disconnectcount", "icapdaemonqueuelength", "scannedfilecount", "avscannedfilecount",
        "quarantinedfilecount", "cleanedfilecount",
    ]

    static func fits(_ value: JSONValue) -> Bool { kind(of: inner(value)) != nil }

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let value = Self.inner(element.value)
        guard let kind = Self.kind(of: value) else { return }
        // A policy without a mount target is that of the whole file server.
        let name =
            ["address", "mountTargetReference", "extId"].lazy
            .compactMap { value.member($0)?.text }.first ?? ""
        switch kind {
        case .policy, .server:
            let word = kind == .policy ? "nutanix-policy" : "nutanix-icap-server"
            let tree = SettingTree(section: name.isEmpty ? word : word + "." + name, place: nil)
            tree.add(value, key: "", &document, &state)
        case .statistics:
            let word = name.isEmpty ? "" : "." + name
            FactTree(row: element.index)
                .add(value, key: "nutanix.statistics" + word, &document, &state)
        }
    }

    /// A single object stands behind `data` where a list would.
    private static func inner(_ value: JSONValue) -> JSONValue {
        guard let data = value.member("data"), !data.members.isEmpty else { return value }
        return data
    }

    private static func kind(of value: JSONValue) -> Kind? {
        let names = Set(value.members.map { HeaderNames.normalised($0.key) })
        if policyKeys.contains(where: names.contains) { return .policy }
        if statisticsKeys.contains(where: names.contains) { return .statistics }
        let isServer =
            names.contains("connectionstatus")
            && (names.contains("address") || names.contains("partnerservicename"))
        return isServer ? .server : nil
    }
}
