extension Behaviour {
    static let cloud = [
        Behaviour(
            "cloud.since-4-14",
            .verified,
            "the integration of MetaDefender Cloud is there since 4.14.0",
            ["cloud-before-4-14", "cloud-since-4-14"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.automatic-sends-new",
            .verified,
            "automatic sending uploads all new items",
            ["automatic-sends-all-new", "automatic-off-sends-nothing"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.check-interval",
            .verified,
            "new items are looked for every so many seconds",
            ["check-interval", "check-interval-changed"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.polling-interval",
            .verified,
            "results are asked for every so many seconds",
            ["polling-interval"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.states",
            .verified,
            "Uploading, then the progress, then the results",
            [
                "uploading-by-hand",
                "uploading-automatically",
                "progress-is-shown",
                "results-are-shown",
            ],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.result-details",
            .verified,
            "result, verdict, engines, total time and link",
            ["result-details"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.page-per-upload",
            .verified,
            "each upload adds a page of results",
            ["several-result-pages"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.unavailable-unlicensed",
            .verified,
            "without the licence of the technology the result is Unavailable",
            ["not-licensed-is-unavailable", "licence-obtained"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.unavailable-disabled",
            .verified,
            "while the technology is not enabled the result is Unavailable",
            ["not-enabled-is-unavailable", "enabled-by-toggle"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.three-tries",
            .verified,
            "automatic sending tries three times in a row, then the result is "
                + "Unavailable",
            ["cloud-down-three-tries", "two-failures-then-success"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.no-fourth-try",
            .verified,
            "there is no fourth automatic try; by hand the item can be sent again",
            ["no-fourth-automatic-try", "manual-send-after-recovery"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.key-missing",
            .verified,
            "without a key: Add the API key for cloud analysis",
            ["api-key-missing", "api-key-saved"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.daily-limit",
            .verified,
            "over the Prevention limit: API calls per day limit reached",
            ["daily-limit", "limit-raised", "used-by-others"],
            "Core manual, Quarantine"
        ),
        Behaviour(
            "cloud.window-24-hours",
            .verified,
            "the limit is over 24 hours after the first call; an upload is one "
                + "call",
            ["limit-over-next-day"],
            "Cloud API, rate limiting"
        ),
        Behaviour(
            "cloud.throttling",
            .verified,
            "too many requests a minute are refused apart from the daily limit",
            ["throttled"],
            "Cloud API, throttling"
        ),
    ]
}
