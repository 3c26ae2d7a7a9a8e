/// How one MetaDefender ICAP Server is set up.
package struct ICAPSettings: Sendable, Hashable, Described {
    package enum Preference: String, Sendable, Hashable, CaseIterable {
        case failover
        case roundRobin = "round-robin"
    }

    package var name = "icap01"
    package var address = "10.20.0.20"
    package var version = "5.14.0"
    package var platform = CoreSettings.Platform.linux
    /// Names of Cores, in the order of the server profile; empty: all.
    package var cores: [String] = []
    package var preference = Preference.failover
    package var allowsIfCoreDown = false
    package var pollingSleepMS = 20
    package var pollingRetry = 0
    package var retrySleepBaseMS = 3_000
    package var retrySleepStepMS = 2_000
    package var coreTimeoutUS: Int64 = 10 * .second
    package var maxConnections = 100
    package var hasWorkflow = true
    package var isPermissive = false
    package var isLicenced = true
    package var historyAgeUS: Int64?
    package var usesWebhook = false

    /// Minutes its local time is ahead of UTC.
    ///
    /// The run does not care, its logs do.
    package var zoneMinutes = 120
    /// Milliseconds its clock is ahead of the true time.
    ///
    /// The run does not care, its logs do.
    package var clockErrorMS = 0

    package init() {}

    static var fields: [Field<Self>] { identity + polling + rest }

    private static var identity: [Field<Self>] {
        [
            .text("name", \.name, "how faults, actions and occurrences call it"),
            .text("address", \.address, "IP address"),
            .text("version", \.version, "product version"),
            .choice("platform", \.platform, "operating system"),
            .whole("zone", \.zoneMinutes, -720...840, "minutes its logs are ahead of UTC"),
            .whole("clock_error", \.clockErrorMS, -604_800_000...604_800_000, "ms it is ahead"),
            .texts("cores", \.cores, "names in the server profile; empty: all"),
            .choice("preference", \.preference, "which Core is taken"),
            .flag("allow_if_core_down", \.allowsIfCoreDown, "allow traffic if Core is down"),
        ]
    }

    private static var polling: [Field<Self>] {
        [
            .whole("polling_sleep", \.pollingSleepMS, 0...10_000, "milliseconds between polls"),
            .whole("polling_retry", \.pollingRetry, 0...1_000, "failed polls that are forgiven"),
            .whole("retry_sleepbase", \.retrySleepBaseMS, 0...100_000, "milliseconds"),
            .whole("retry_sleepincr", \.retrySleepStepMS, 0...10_000, "milliseconds"),
            .span("core_timeout", \.coreTimeoutUS, in: .second...(10 * .minute), "for one answer"),
            .flag("webhook", \.usesWebhook, "Core calls back; no polling"),
        ]
    }

    private static var rest: [Field<Self>] {
        [
            .whole("max_connections", \.maxConnections, 1...100_000, "as OPTIONS says"),
            .flag("workflow", \.hasWorkflow, "false: none is configured"),
            .flag("permissive_parsing", \.isPermissive, "takes requests that break the rules"),
            .flag("licensed", \.isLicenced, "false: its licence has expired"),
            .spanOrNone("history_age", \.historyAgeUS, "older history is removed"),
        ]
    }
}
