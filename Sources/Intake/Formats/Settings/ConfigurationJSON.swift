internal import CaseModel

/// Reads exported configurations: of version 4 (`{"config":{"policy.rule.rule":…}}`), of version 5
/// (`settings_export.json`), the answers for an installation (`"global/restport": "8008"`), and
/// bodies of `GET /admin/config/…` that tell an age for clean-up.
struct ConfigurationJSON: ElementForm {
    static let wrapperKeys: [String] = []
    static let format = "configuration-json"

    /// Names of the file in the archive that version 5 exports.
    private static let names = ["settings_export", "export_settings"]
    /// Keys at the top of an export of version 5.
    private static let exportKeys: Set = ["pickupfolder", "requiredengines"]
    /// Sections of configuration files; in the answers for an installation they precede the key.
    private static let sections: Set = ["global", "logger", "internal", "icap", "rest", "nginx"]

    static func fits(_ value: JSONValue, path: String) -> Bool {
        guard !value.members.isEmpty else { return false }
        let name = LogPlace.name(of: path)
        if names.contains(where: { name.hasPrefix($0) }) || isVersion4(value) || isMap(value)
            || isRetention(value)
        {
            return true
        }
        return value.members.contains { member in
            exportKeys.contains(HeaderNames.normalised(member.key))
                || (section(of: member.key).map(sections.contains) ?? false)
        }
    }

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        var value = element.value
        var prefix = ""
        if Self.isVersion4(value), let inner = value["config"] { value = inner }
        if Self.isMap(value), let inner = value["data"] {
            prefix = value.descendant("metadata", "name")?.text ?? "configmap"
            value = inner
        }
        if Self.isRetention(value) { prefix = Self.retained(path: document.entry.path) }
        for member in value.members {
            if let section = Self.section(of: member.key) {
                let tree = SettingTree(section: section, place: nil)
                let key = String(member.key.dropFirst(section.count + 1))
                tree.add(member.value, key: key, &document, &state)
            } else if !prefix.isEmpty || member.value.text != nil {
                let tree = SettingTree(section: prefix, place: nil)
                tree.add(member.value, key: member.key, &document, &state)
            } else {
                let tree = SettingTree(section: member.key, place: nil)
                tree.add(member.value, key: "", &document, &state)
            }
        }
    }

    /// Keys of the inner object are dotted: `policy.rule.rule`.
    private static func isVersion4(_ value: JSONValue) -> Bool {
        value["config"]?.members.contains { $0.key.contains(".") } == true
    }

    /// A map of settings as Kubernetes keeps them.
    private static func isMap(_ value: JSONValue) -> Bool {
        value["kind"]?.text == "ConfigMap" && value["data"] != nil
    }

    /// `{"cleanuprange":24}`, in hours.
    private static func isRetention(_ value: JSONValue) -> Bool {
        value.members.count == 1 && value.member("cleanuprange")?.integer != nil
    }

    /// What is cleaned up, by the name of the file that holds the answer; empty if it tells none.
    private static func retained(path: String) -> String {
        let name = HeaderNames.normalised(LogPlace.name(of: path))
        let known = ["quarantine", "scanhistory", "auditlog", "sanitized", "history"]
        return known.first { name.contains($0) } ?? ""
    }

    /// `global` of `global/restport`; nil for other keys.
    private static func section(of key: String) -> String? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty ? String(parts[0]) : nil
    }
}
