extension Behaviour {
    static let share = [
        Behaviour(
            "share.sent-each-time",
            .verified,
            "a file is sent each time it is uploaded or opened, as the policy "
                + "says",
            ["sent-on-upload-and-download", "sent-on-upload-only", "sent-on-download-only"],
            "knowledge base, Nutanix"
        ),
        Behaviour(
            "share.blocked-locks",
            .verified,
            "a Blocked verdict locks the file for good",
            ["use-case-one", "blocked-ends-the-sending", "blocked-is-quarantined-at-once"],
            "knowledge base, Nutanix"
        ),
        Behaviour(
            "share.unknown-locks",
            .verified,
            "any other answer, or none, locks it as Unknown for good",
            [
                "unknown-ends-the-sending",
                "unknown-is-quarantined-at-once",
                "icap-stopped-is-unknown",
                "icap-drops-is-unknown",
            ],
            "knowledge base, Nutanix"
        ),
        Behaviour(
            "share.never-rescanned",
            .verified,
            "a locked file is never sent again by itself",
            ["never-rescanned"],
            "knowledge base, Nutanix"
        ),
        Behaviour(
            "share.administrator",
            .verified,
            "UNQUARANTINE lifts the lock, RESET has the next access scanned, "
                + "RESCAN scans now",
            [
                "unquarantine-frees",
                "reset-frees",
                "rescan-all-quarantined",
                "quarantine-by-hand",
            ],
            "Nutanix API v4"
        ),
        Behaviour(
            "share.not-eligible",
            .verified,
            "excluded types, large files and NFS are never sent",
            ["excluded-extension", "too-large-for-the-share", "nfs-is-not-sent"],
            "Nutanix API v4"
        ),
        Behaviour(
            "share.connections",
            .verified,
            "ten connections a client and ICAP Server, then a queue",
            ["connections-queue"],
            "Nutanix tech note"
        ),
    ]
}
