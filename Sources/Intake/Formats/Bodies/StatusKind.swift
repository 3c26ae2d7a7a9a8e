internal import CaseModel

/// Which status body a JSON value is, told by its keys.
enum StatusKind: String {
    case readyz
    case nodes = "stat.nodes"
    case engine = "stat.engines"
    case performance = "stat.activeperformance"
    case license = "admin.license"
    case version

    init?(_ value: JSONValue) {
        func has(_ keys: String...) -> Int { keys.count { value.member($0) != nil } }
        let states = ["database", "license"].count {
            value.descendant($0, "status") != nil
        }
        if states >= 1,
            has("scan_queue", "number_active_av_engines", "core_rules", "server_profiles") >= 1
                || states == 2
        {
            self = .readyz
        } else if has("statuses") == 1,
            has("max_node_count", "external_nodes_allowed") >= 1
                || value.member("statuses")?.elements.contains(where: Self.isNode) == true
        {
            self = .nodes
        } else if has("eng_id", "eng_name") >= 1, has("state", "engine_type", "eng_type") >= 1 {
            self = .engine
        } else if has("total_requests") == 1, has("success_results", "failed_results") >= 1 {
            self = .performance
        } else if has("licensed_engines", "online_activated", "days_left") >= 1,
            has("expiration", "product_id", "days_left", "deployment") >= 1
        {
            self = .license
        } else if has("product_id") == 1, has("version") == 1, value.members.count <= 6 {
            self = .version
        } else {
            return nil
        }
    }

    /// The product by the keys that only one of them has; nil if both have them.
    static func product(of value: JSONValue) -> Product? {
        if value.member("core_rules", "server_profiles") != nil { return .icap }
        let name = [value.member("product_id"), value.member("product_name")]
            .compactMap { $0?.text?.lowercased() }.joined(separator: " ")
        if name.contains("icap") { return .icap }
        // MSCL and MSCW are Core for Linux and for Windows.
        if name.contains("mscl") || name.contains("mscw") || name.contains("core") { return .core }
        let isCore =
            value.member(
                "scan_queue",
                "number_active_av_engines",
                "statuses",
                "eng_id",
                "success_results"
            )
            != nil
        return isCore ? .core : nil
    }

    private static func isNode(_ value: JSONValue) -> Bool {
        value.member("free_disk_space", "scan_queue", "total_scan_queue", "engines") != nil
    }
}
