/// How one MetaDefender Core is set up.
package struct CoreSettings: Sendable, Hashable, Described {
    package enum Platform: String, Sendable, Hashable, CaseIterable {
        case linux, windows
    }

    package var name = "core01"
    package var address = "10.20.0.10"
    package var version = "5.14.1"
    package var platform = Platform.linux
    package var queueSize = 500
    package var archivePercent = 25
    package var parallelScans = 20
    package var tracksRejected = false
    package var databaseMode = 1
    package var startTakesUS: Int64 = 12 * .second
    package var licenceDays = 212
    package var isLicenced = true
    package var historyAgeUS: Int64?
    package var quarantineAgeUS: Int64?
    package var cleanUpEveryUS: Int64 = .hour
    package var keepsStorage = true
    package var engines = ScanEngine.standard
    package var workflow = Workflow()
    package var quarantine = QuarantineSettings()
    package var threatIntelligence = ThreatIntelligence()

    /// Minutes its local time is ahead of UTC.
    ///
    /// The run does not care, its logs do.
    package var zoneMinutes = 120
    /// Milliseconds its clock is ahead of the true time.
    ///
    /// The run does not care, its logs do.
    package var clockErrorMS = 0

    package init() {}

    static var fields: [Field<Self>] { identity + queue + ageing + parts }

    private static var identity: [Field<Self>] {
        [
            .text("name", \.name, "how faults, actions and occurrences call it"),
            .text("address", \.address, "IP address"),
            .text("version", \.version, "product version, e.g. 5.14.1"),
            .choice("platform", \.platform, "operating system"),
            .whole("zone", \.zoneMinutes, -720...840, "minutes its logs are ahead of UTC"),
            .whole("clock_error", \.clockErrorMS, -604_800_000...604_800_000, "ms it is ahead"),
            .whole("licence_days", \.licenceDays, 0...9_999, "days until the licence ends"),
            .flag("licensed", \.isLicenced, "false: the licence has expired"),
        ]
    }

    private static var queue: [Field<Self>] {
        [
            .whole("queue_size", \.queueSize, 1...100_000, "places in the queue"),
            .whole("archive_percent", \.archivePercent, 1...75, "share archives may take of it"),
            .whole("parallel_scans", \.parallelScans, 1...10_000, "scans at the same time"),
            .flag("track_rejected", \.tracksRejected, "refused requests are in history, as 55"),
            .whole("dbmode", \.databaseMode, 1...4, "3: results are not stored"),
            .span("start_takes", \.startTakesUS, in: 0...(10 * .minute), "from start to ready"),
        ]
    }

    private static var ageing: [Field<Self>] {
        [
            .spanOrNone("history_age", \.historyAgeUS, "older history is removed"),
            .spanOrNone("quarantine_age", \.quarantineAgeUS, "older unpinned items are removed"),
            .span("clean_up_every", \.cleanUpEveryUS, in: .second...(24 * .hour), "how often"),
            .flag("keeps_storage", \.keepsStorage, "false: a container without a volume"),
        ]
    }

    private static var parts: [Field<Self>] {
        [
            .list("engines", \.engines, "the engines"),
            .table("workflow", \.workflow, "the one workflow rule"),
            .table("quarantine", \.quarantine, "the quarantine page's settings"),
            .table(
                "threat_intelligence",
                \.threatIntelligence,
                "the technology that hands items to the Cloud"
            ),
        ]
    }
}

extension CoreSettings {
    /// Whether the version is that one or a later one.
    func isSince(_ major: Int, _ minor: Int) -> Bool {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard let first = parts.first else { return false }
        return (first, parts.count > 1 ? parts[1] : 0) >= (major, minor)
    }

    /// The integration of MetaDefender Cloud came with 4.14.0.
    var hasHandOver: Bool { isSince(4, 14) }
}
