/// Bodies of the interface that tell how a Core is, saved at the end.
struct StatusBodies: Sendable {
    let settings: CoreSettings
    let ending: Ending
    let rendition: Rendition
    /// Faults that are on at the end.
    let faults: [Fault]

    private var server: Ending.ServerEnd? {
        ending.servers.first { $0.name == settings.name }
    }

    func files() -> [WrittenFile] {
        guard let server, server.isRunning else { return [] }
        let stamps = Stamps(clock: rendition.clock(of: settings.name))
        return [
            file(
                "version",
                .object([
                    ("product_id", .text(settings.platform == .linux ? "MSCL" : "MSCW")),
                    ("version", .text(settings.version)),
                ])
            ),
            file("admin-license", licence(stamps)), file("stat-nodes", nodes(server)),
            file("stat-engines", .list(engines(stamps))), file("readyz", ready(server)),
        ]
    }

    private func file(_ name: String, _ body: JSONText) -> WrittenFile {
        WrittenFile("status/\(name).json", body.printed(isIndented: true) + "\n")
    }

    private func has(_ kind: Fault.Kind) -> Bool { faults.contains { $0.kind == kind } }

    private var isLicenced: Bool { settings.isLicenced && !has(.licenceExpired) }

    private func licence(_ stamps: Stamps) -> JSONText {
        let days = isLicenced ? settings.licenceDays : -1
        var licensed = settings.engines.filter(\.isLicensed).map { JSONText.text($0.id) }
        if settings.threatIntelligence.isLicensed {
            licensed.append(.text(ThreatIntelligence.name))
        }
        return .object([
            ("product_id", .text("MSCL-50")), ("product_name", .text("MetaDefender Core")),
            (
                "expiration",
                .text(stamps.american(ending.timeUS + Int64(days) * 24 * .hour))
            ),
            ("days_left", .whole(days)), ("online_activated", .flag(true)),
            ("licensed_engines", .list(licensed)), ("max_node_count", .text("1")),
        ])
    }

    private func nodes(_ server: Ending.ServerEnd) -> JSONText {
        let free: Int64 = has(.diskFull) ? 41 << 20 : 212 << 30
        let places = faults.first { $0.kind == .queueFilled }?.factor ?? 0
        return .object([
            (
                "statuses",
                .list([
                    .object([
                        ("address", .text(settings.address)), ("version", .text(settings.version)),
                        ("cpu_cores", .whole(8)), ("free_disk_space", .whole(free)),
                        ("total_disk_space", .whole(Int64(492) << 30)),
                        ("available_mem", .whole(19_420)), ("total_mem", .whole(32_098)),
                        (
                            "scan_queue",
                            .whole(min(settings.queueSize, server.queue + places))
                        ),
                        ("total_scan_queue", .whole(settings.queueSize)), ("issues", .list([])),
                    ])
                ])
            )
        ])
    }

    private func engines(_ stamps: Stamps) -> [JSONText] {
        var list = settings.engines.map { engine in
            let isBroken = faults.contains {
                $0.kind == .engineFailed
                    && ($0.engine == engine.name || $0.engine.isEmpty && engine.kind == .av)
            }
            return JSONText.object([
                ("eng_id", .text(engine.id)), ("eng_name", .text(engine.name)),
                ("eng_ver", .text(engine.version)), ("engine_type", .text(engine.kind.rawValue)),
                ("def_time", .text(stamps.iso(ending.timeUS - 15 * .hour))),
                ("active", .flag(!isBroken)),
                ("state", .text(isBroken ? "permanently failed" : "production")),
            ])
        }
        if settings.hasHandOver, settings.threatIntelligence.isLicensed {
            list.append(
                .object([
                    ("eng_id", .text(settings.platform.engineID("threat_intelligence_1_linux"))),
                    ("eng_name", .text(ThreatIntelligence.name)),
                    ("active", .flag(settings.threatIntelligence.isEnabled)),
                    ("state", .text("production")),
                ])
            )
        }
        return list
    }

    private func ready(_ server: Ending.ServerEnd) -> JSONText {
        .object([
            ("database", .object([("status", .flag(!has(.databaseLost)))])),
            ("license", .object([("status", .text(isLicenced ? "ok" : "expired"))])),
            (
                "scan_queue",
                .object([
                    ("max_number_in_queue", .whole(settings.queueSize)),
                    ("number_in_queue", .whole(server.queue)),
                    ("status", .flag(server.queue < settings.queueSize)),
                ])
            ),
        ])
    }
}
