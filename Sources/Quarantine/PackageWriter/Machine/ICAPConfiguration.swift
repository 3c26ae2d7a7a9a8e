/// The configuration an ICAP Server's package holds.
struct ICAPConfiguration: Sendable {
    let settings: ICAPSettings
    let cores: [CoreSettings]
    let wording: Wording
    let level: LogLevel

    func files() -> [WrittenFile] {
        var files: [WrittenFile] = []
        if settings.platform == .windows {
            files.append(
                WrittenFile(
                    "config/icap.reg",
                    bytes: startup(false).registry(under: "ICAP Server")
                )
            )
        } else {
            let hasProfile = wording.chance("profile-in-ini", percent: 50)
            files.append(WrittenFile("config/mdicapsrv.conf", startup(hasProfile).ini()))
        }
        if wording.chance("profiles", percent: 60) {
            files.append(
                WrittenFile("config/export.json", profiles.printed(isIndented: true) + "\n")
            )
        }
        return files
    }

    private func startup(_ hasProfile: Bool) -> StartupConfiguration {
        var sections: [(name: String, pairs: [(String, String)])] = [
            (
                "global",
                [
                    ("icapaddress", "0.0.0.0"), ("icapport", "1344"), ("icaps_port", "11344"),
                    ("restaddress", "0.0.0.0"), ("restport", "8048"),
                ]
            ),
            ("logger", [("loglevel", level.word.lowercased())]),
            ("internal", polling),
        ]
        if hasProfile {
            sections.append(
                ("serverprofile", [("name", "core"), ("uri", servers.first ?? "")])
            )
        }
        return StartupConfiguration(sections: sections)
    }

    /// Defaults may stand there or be absent.
    private var polling: [(String, String)] {
        let all = [
            ("polling_sleep", settings.pollingSleepMS, 20),
            ("polling_retry", settings.pollingRetry, 0),
            ("retry_sleepbase", settings.retrySleepBaseMS, 3_000),
            ("retry_sleepincr", settings.retrySleepStepMS, 2_000),
        ]
        let omits = wording.chance("omits-defaults", percent: 40)
        return all.filter { !omits || $0.1 != $0.2 }.map { ($0.0, String($0.1)) }
    }

    private var servers: [String] {
        let used = cores.filter { settings.cores.isEmpty || settings.cores.contains($0.name) }
        return used.map { "http://\($0.address):8008" }
    }

    private var profiles: JSONText {
        let down = wording.pick(
            "allow-down",
            ["allow_if_core_down", "allow_traffic_if_core_down", "allowTrafficIfCoreIsDown"]
        )
        let preference = settings.preference == .failover ? "FAILOVER" : "ROUND ROBIN"
        return .object([
            (
                "server_profiles",
                .list([
                    .object([
                        ("name", .text("core")), ("type", .text("MetaDefender Core")),
                        ("servers", .list(servers.map { .text($0) })),
                        ("preference", .text(preference)), (down, .flag(settings.allowsIfCoreDown)),
                        ("webhook", .flag(settings.usesWebhook)),
                    ])
                ])
            ),
            (
                "workflows",
                .list(
                    settings.hasWorkflow
                        ? [.object([("name", .text("Nutanix")), ("enabled", .flag(true))])] : []
                )
            ),
            ("global", .object([("permissive_parsing", .flag(settings.isPermissive))])),
        ])
    }
}
