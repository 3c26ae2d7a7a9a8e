/// The configuration a Core package holds: the startup file, and an export of the settings.
struct CoreConfiguration: Sendable {
    let settings: CoreSettings
    let wording: Wording
    let level: LogLevel

    func files() -> [WrittenFile] {
        let isFive = settings.isSince(5, 0)
        let folder = isFive ? "config" : "configuration"
        var files: [WrittenFile] = []
        if settings.platform == .windows {
            files.append(
                WrittenFile("\(folder)/Metascan.reg", bytes: startup.registry(under: "Metascan"))
            )
        } else {
            files.append(WrittenFile("\(folder)/ometascan.conf", startup.ini()))
        }
        if isFive {
            let name = wording.pick("export", ["settings_export.json", "export_settings.json"])
            files.append(WrittenFile("\(folder)/\(name)", export.printed(isIndented: true) + "\n"))
        } else {
            let old = JSONText.object([
                ("config", .object([("policy.rule.rule", .object([("items", .list([rule]))]))]))
            ])
            files.append(WrittenFile("\(folder)/export.json", old.printed(isIndented: true) + "\n"))
        }
        return files
    }

    private var startup: StartupConfiguration {
        let data =
            settings.platform == .linux
            ? "/var/lib/ometascan" : "C:\\Program Files\\OPSWAT\\MetaDefender Core\\data"
        return StartupConfiguration(sections: [
            (
                "global",
                [
                    ("restaddress", "*"), ("restport", "8008"),
                    ("dbmode", String(settings.databaseMode)), ("instance_name", settings.name),
                    ("quarantinepath", data + "/quarantine"),
                ]
            ),
            ("logger", [("loglevel", level.word.lowercased())]),
            (
                "dbserver",
                [
                    ("type", "local"), ("host", "localhost"), ("port", "5432"),
                    ("user", "postgres"), ("password", "made-up-database-password"),
                ]
            ),
            (
                "user",
                [("name", "admin"), ("password", "made-up-admin-password")]
            ),
            (
                "internal",
                [
                    ("data_directory", data), ("parallelcount", String(settings.parallelScans)),
                ]
            ),
        ])
    }

    /// General settings: keys of the API where it documents them, else plausible ones.
    private var export: JSONText {
        let retention = wording.pick(
            "retention",
            [
                ("scanhistory", "quarantine"), ("scan_history", "quarantined_files"),
            ]
        )
        let tracked = wording.pick(
            "tracked",
            ["track_rejected_requests", "trackRejectedRequests", "track_rejected"]
        )
        return .object([
            ("version", .text(settings.version)),
            (
                "settings",
                .object([
                    ("scan", .object([("max_queue_per_agent", .whole(settings.queueSize))])),
                    (
                        "general",
                        .object([
                            (tracked, .flag(settings.tracksRejected)),
                            ("queue_ratio_for_archive", .whole(settings.archivePercent)),
                        ])
                    ),
                    (
                        "retention",
                        .object([
                            (retention.0, cleanup(settings.historyAgeUS)),
                            (retention.1, cleanup(settings.quarantineAgeUS)),
                        ])
                    ),
                    ("quarantine", quarantine),
                ])
            ),
            ("engines", .list(engines)),
            ("workflows", .list([rule])),
        ])
    }

    /// Hours, as `cleanuprange` has them; 0: never.
    private func cleanup(_ ageUS: Int64?) -> JSONText {
        .object([("cleanuprange", .whole((ageUS ?? 0) / .hour))])
    }

    private var quarantine: JSONText {
        let automatic = wording.pick(
            "automatic",
            ["auto_send", "automatically_send_items", "automaticSending"]
        )
        return .object([
            (automatic, .flag(settings.quarantine.isAutomatic)),
            ("check_interval", .whole(settings.quarantine.checkSeconds)),
            ("result_polling", .whole(settings.quarantine.pollingSeconds)),
        ])
    }

    private var engines: [JSONText] {
        var list = settings.engines.map { engine in
            JSONText.object([
                ("name", .text(engine.name)), ("engine_id", .text(engine.id)),
                ("enabled", .flag(true)), ("licensed", .flag(engine.isLicensed)),
            ])
        }
        if settings.hasHandOver {
            let intelligence = settings.threatIntelligence
            list.append(
                .object([
                    ("name", .text(ThreatIntelligence.name)),
                    ("enabled", .flag(intelligence.isEnabled)),
                    ("licensed", .flag(intelligence.isLicensed)),
                    ("api_key", .text(intelligence.apiKey)),
                ])
            )
        }
        return list
    }

    /// Keys of workflow options that are documented, and one that is not.
    private var rule: JSONText {
        let workflow = settings.workflow
        let metascan = wording.pick(
            "metascan",
            ["scan.filescan.enabled", "scan.filescan.active", "metascan.enabled"]
        )
        var members: [(String, JSONText)] = [
            ("name", .text(workflow.name)), ("active", .flag(true)),
            (metascan, .flag(workflow.usesMetascan)),
            ("scan.filescan.check_av_engine", .whole(workflow.minimumEngines)),
            ("archive.archive_handling.max_recursion_level", .whole(workflow.archiveDepth)),
            ("archive.archive_handling.max_number_files", .whole(workflow.archiveFiles)),
            ("archive.archive_handling.max_size_files", .whole(workflow.archiveBytes >> 20)),
            ("process_info.quarantine", .flag(workflow.quarantinesBlocked)),
            (
                wording.pick("hash", ["process_info.calculate_hash", "hash_calculation"]),
                .flag(workflow.calculatesHashes)
            ),
            (
                wording.pick(
                    "undetected",
                    ["filetype_analysis.skip_undetected", "filetype.skip_if_not_detected"]
                ),
                .flag(workflow.skipsUndetected)
            ),
        ]
        if let limit = workflow.maximumFileBytes {
            members.append(("process_info.max_file_size", .whole(limit >> 20)))
        }
        if let timeout = workflow.archiveTimeoutUS {
            members.append(("archive.archive_handling.timeout", .whole(timeout / .second)))
        }
        if let timeout = workflow.engineTimeoutUS {
            // Minutes, of which the engine's seconds are a part; 0 would be none at all.
            let minutes = (timeout + .minute - 1) / .minute
            members.append(("scan.filescan.per_engine_scan_timeout", .whole(minutes)))
        }
        members.append(("process_info.global_timeout", .flag(workflow.globalTimeoutUS != nil)))
        if let timeout = workflow.globalTimeoutUS {
            members.append(("process_info.global_timeout.value", .whole(timeout / .second)))
        }
        return .object(members)
    }
}
