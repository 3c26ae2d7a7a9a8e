/// The bodies of `/version`, `/stat/…` and `/admin/license` as MetaDefender Core documents them.
///
/// What the engine does not simulate, such as memory, has fixed values.
enum StatusAnswers {
    static func version(_ status: CoreStatus) -> JSON {
        .object(["product_id": .text(status.productID), "version": .text(status.version)])
    }

    static func engines(_ status: CoreStatus) -> JSON {
        .list(
            status.engines.map { engine in
                .object([
                    "active": .truth(engine.isActive),
                    "def_time": time(engine.definitionsUS),
                    "download_progress": .number(100),
                    "download_time": time(engine.definitionsUS),
                    "eng_id": .text(engine.id),
                    "eng_name": .text(engine.name),
                    "eng_type": .text("Bundled engine"),
                    "eng_ver": .text(engine.version),
                    "engine_type": .text(engine.kind),
                    "state": .text(engine.state),
                ])
            }
        )
    }

    static func nodes(_ status: CoreStatus) -> JSON {
        .object([
            "external_nodes_allowed": .truth(false),
            "max_node_count": .number(1),
            "statuses": .list([node(status)]),
        ])
    }

    static func license(_ status: CoreStatus) -> JSON {
        let end = UTCTime(us: status.nowUS + Int64(status.licenceDays) * 86_400_000_000)
        let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return .object([
            "days_left": .number(status.licenceDays),
            "deployment": .text(status.productID + String(repeating: "0", count: 32)),
            "expiration": .text("\(digits(end.month))/\(digits(end.day))/\(end.year)"),
            "licensed_engines": .text("*"),
            "licensed_to": .text("ScanWhy"),
            "max_node_count": .text("1"),
            "online_activated": .truth(true),
            "product_id": .text("\(status.productID)-4-unlimited"),
            "product_name": .text("Metadefender Core 5 \(status.platform.capitalized)"),
        ])
    }

    private static func node(_ status: CoreStatus) -> JSON {
        .object([
            "address": .text(""),
            "available_mem": .number(8_192),
            "cpu_cores": .number(4),
            "engines": .list(status.engines.map(summary)),
            "free_disk_space": .number(status.isDiskFull ? 0 : 128 << 30),
            "id": .text(":1"),
            "issues": .list(
                status.issues.map {
                    .object(["description": .text($0), "severity": .text("warning")])
                }
            ),
            "load": .number(0),
            "os": .text(status.platform.capitalized),
            "scan_queue": .number(status.queued),
            "total_disk_space": .number(256 << 30),
            "total_mem": .number(16_384),
            "total_scan_queue": .number(status.queueSize),
            "uptime": .number(Int((status.nowUS - status.startedUS) / 1_000_000)),
            "version": .text(status.version),
        ])
    }

    private static func summary(_ engine: CoreStatus.Engine) -> JSON {
        .object([
            "active": .truth(engine.isActive),
            "db_ver": .text(engine.database),
            "def_time": time(engine.definitionsUS),
            "eng_name": .text(engine.name),
            "eng_ver": .text(engine.version),
            "engine_type": .text(engine.kind),
            "id": .text(engine.id),
        ])
    }

    private static func time(_ us: Int64) -> JSON { .text(UTCTime(us: us).rfc3339) }
}

extension String {
    /// With a capital letter in front.
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
