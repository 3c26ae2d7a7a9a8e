extension Behaviour {
    static let icap = [
        Behaviour(
            "icap.failed-poll-blocks",
            .published,
            "with the default of no retries one failed poll ends a request as "
                + "Blocked",
            ["clean-but-locked", "polling-retry-survives"],
            "knowledge base, ICAP Blocked while Core scans"
        ),
        Behaviour(
            "icap.allow-if-down",
            .verified,
            "traffic passes while Core is down, if the setting says so",
            ["allow-if-core-down"],
            "ICAP changelog 5.2.0"
        ),
        Behaviour(
            "icap.profile-order",
            .verified,
            "failover takes the first Core that is there, round robin one after "
                + "the other",
            ["failover", "round-robin"],
            "ICAP manual, server profiles"
        ),
        Behaviour(
            "icap.strict-parser",
            .verified,
            "a request that breaks the rules is answered by 400, unless parsing "
                + "is permissive",
            ["malformed-request", "permissive-parsing"],
            "ICAP manual, other settings"
        ),
        Behaviour(
            "icap.callback",
            .published,
            "with the webhook Core calls back, and a lost call leaves the request "
                + "open",
            ["callback-lost"],
            "ICAP changelog 5.2.0"
        ),
    ]
}
