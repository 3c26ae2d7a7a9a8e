extension Behaviour {
    static let quarantine = [
        Behaviour(
            "quarantine.keeps-blocked",
            .verified,
            "blocked files are kept apart, if the workflow says so",
            ["blocked-is-kept-apart", "quarantine-off-in-workflow"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "quarantine.details",
            .verified,
            "each item shows its details",
            ["item-details"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "quarantine.pinned-stays",
            .verified,
            "clean-ups by age spare pinned items",
            ["pinned-survives-clean-up", "unpinned-is-cleaned-up"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "quarantine.bin",
            .verified,
            "the bin icon removes an item",
            ["bin-removes", "bulk-delete"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "quarantine.download",
            .verified,
            "items can be downloaded",
            ["download"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "quarantine.bulk",
            .verified,
            "send, pin, unpin and delete work on many items at once",
            ["bulk-send", "bulk-pin", "bulk-unpin", "bulk-delete"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "quarantine.one-per-hash",
            .verified,
            "the same content is kept once, while hashes are calculated",
            ["duplicate-is-not-added", "duplicate-without-hashes"],
            "knowledge base, quarantine of the same file"
        ),
    ]
}
