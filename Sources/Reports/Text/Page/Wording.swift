import CaseModel

/// Numbers, kinds and people as a reader says them.
enum Wording {
    /// `18,220`.
    static func number(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        return value < 0 ? "-" + grouped : grouped
    }

    /// `1 file`, `412 files`.
    static func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number(count)) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// `12.3 MB`, in powers of a thousand.
    static func size(_ bytes: Int64) -> String {
        var unit = 0
        var tenths = max(bytes, 0)
        guard tenths >= 1_000 else { return "\(tenths) B" }
        tenths = tenths.multipliedReportingOverflow(by: 10).overflow ? .max : tenths * 10
        while tenths >= 10_000, unit < 4 {
            tenths /= 1_000
            unit += 1
        }
        return "\(tenths / 10).\(tenths % 10) \(["B", "kB", "MB", "GB", "TB"][unit])"
    }

    /// `99.8 %`, rounded down, so that 100 % means all.
    static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return "-" }
        let tenths = Int(min(max(share, 0), 1) * 1_000 + 1e-6)
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }

    static func product(_ product: Product) -> String {
        switch product {
        case .core: "Core"
        case .icap: "ICAP Server"
        case .nutanix: "Nutanix Files"
        case .unknown: "Unknown"
        }
    }

    static func actor(_ actor: Assessment.Step.Actor) -> String {
        switch actor {
        case .nutanixAdmin: "Nutanix administrator"
        case .icapAdmin: "ICAP Server administrator"
        case .coreAdmin: "Core administrator"
        case .nutanixSupport: "Nutanix support"
        case .opswatSupport: "OPSWAT support"
        }
    }

    static func risk(_ risk: Assessment.Step.Risk) -> String {
        switch risk {
        case .losesEvidence: "loses evidence"
        case .exposesUnscanned: "exposes unscanned files"
        case .weakensProtection: "weakens protection"
        case .uploadsData: "uploads data"
        case .interruptsScanning: "interrupts scanning"
        }
    }

    /// One word for subjects of these kinds; those that are files under some name are files.
    static func noun(_ kinds: Set<Assessment.Subject.Kind>) -> String {
        let files: Set<Assessment.Subject.Kind> = [.file, .nutanixFile]
        if kinds.isEmpty || !kinds.isSubset(of: files) {
            guard let only = kinds.first, kinds.count == 1 else { return "subject" }
            switch only {
            case .icapRequest: return "ICAP request"
            case .quarantineItem: return "quarantine item"
            default: return only.rawValue
            }
        }
        return "file"
    }

    /// What a product calls a file by, from the name that the JSON has for it.
    static func identity(_ name: String) -> String {
        switch name {
        case "path": "path"
        case "uri": "address"
        case "file_name": "file name"
        case "server": "file server"
        case "sha256": "SHA-256"
        case "data_id": "data id"
        case "connection_id": "connection id"
        case "request_id": "request id"
        case "nutanix_ext_id": "Nutanix id"
        default: String(name.map { $0 == "_" ? " " : $0 })
        }
    }

    static func severityInk(_ severity: Severity) -> Page.Ink {
        switch severity {
        case .critical, .error: .red
        case .warning: .yellow
        case .info: .plain
        }
    }
}
