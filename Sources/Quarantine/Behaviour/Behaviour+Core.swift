extension Behaviour {
    static let core = [
        Behaviour(
            "core.queue-full",
            .verified,
            "a full queue refuses with 503 and leaves no row of history",
            ["queue-filled", "queue-full-by-load", "refused-503-locks-unknown"],
            "Core manual, queue mechanism"
        ),
        Behaviour(
            "core.refusals",
            .verified,
            "no licence, no rule, no room, wrong key, too large, internal: "
                + "refused, with the documented words",
            [
                "licence-expired",
                "no-rule",
                "disk-full",
                "bad-api-key",
                "too-large-for-core",
                "internal-error",
            ],
            "Core API 5.6.1"
        ),
        Behaviour(
            "core.tracks-rejected",
            .verified,
            "refused requests are in history, as 55, only if they are tracked",
            ["rejected-is-tracked"],
            "Core manual, general settings"
        ),
        Behaviour(
            "core.non-persistent",
            .verified,
            "dbmode 3 stores no results",
            ["non-persistent"],
            "Core manual, configuration"
        ),
        Behaviour(
            "core.restart-reason",
            .verified,
            "a scan cut by a restart has an empty block reason before 5.19, an "
                + "explicit one since",
            ["restart-cuts-a-scan-before-5-19", "restart-cuts-a-scan-since-5-19"],
            "release notes 5.19.0"
        ),
        Behaviour(
            "core.timeouts",
            .verified,
            "global timeout 31, archive timeout 16",
            ["global-timeout", "archive-timeout"],
            "Core manual, result codes"
        ),
        Behaviour(
            "core.archive-limits",
            .verified,
            "depth 9, size 13, files 14, encrypted 12, extraction 24",
            [
                "archive-depth",
                "archive-size",
                "archive-files",
                "encrypted-archive",
                "disk-full-archive",
            ],
            "Core manual, result codes"
        ),
        Behaviour(
            "core.metascan-off",
            .verified,
            "without Metascan everything is Not Scanned",
            ["metascan-off"],
            "Core manual, result codes"
        ),
        Behaviour(
            "core.file-type-skips",
            .verified,
            "with the skip option, a file type engine that is down makes files "
                + "Not Scanned",
            ["file-type-engine-down"],
            "Core manual, File Type engine"
        ),
        Behaviour(
            "core.cancelled",
            .verified,
            "a cancelled scan is 19",
            ["client-cancels"],
            "Core manual, result codes"
        ),
        Behaviour(
            "core.history-ages",
            .verified,
            "history older than the setting is removed",
            ["history-is-cleaned"],
            "Core manual, data retention"
        ),
        Behaviour(
            "core.no-volume",
            .inferred,
            "a container without a volume (`keeps_storage: false`) loses its "
                + "items",
            ["storage-lost"],
            "container documentation"
        ),
    ]
}
