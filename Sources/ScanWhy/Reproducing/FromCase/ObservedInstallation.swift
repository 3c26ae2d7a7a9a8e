internal import CaseModel
internal import GRDB
internal import Quarantine

/// Sets up the engine like the installation that a case shows; what it does not tell stays as the
/// engine has it.
struct ObservedInstallation {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    func installation() throws -> Installation {
        var installation = Installation()
        let sql = """
            SELECT package.id, package.product, package.version, clock.offset_us,
                coalesce(package.platform, '') AS platform
            FROM package LEFT JOIN clock ON clock.package_id = package.id ORDER BY package.id DESC
            """
        // The first package of a product comes last, and decides.
        for package in try Row.fetchAll(db, sql: sql) {
            let settings = try settings(of: package["id"])
            switch package["product"] as String {
            case "core":
                take(package, into: &installation.cores[0])
                take(settings, into: &installation.cores[0])
            case "icap":
                take(package, into: &installation.icaps[0])
                take(settings, into: &installation.icaps[0])
            default: break
            }
        }
        // What Core says of itself at some time counts more than what is configured.
        let places = try Int.fetchOne(
            db,
            sql: """
                SELECT number FROM fact WHERE key = 'readyz.scan_queue.max_number_in_queue'
                ORDER BY id
                """
        )
        if let places, (1...100_000).contains(places) { installation.cores[0].queueSize = places }
        return installation
    }

    /// By the last part of their keys, in small letters; the first of a name counts.
    private func settings(of package: Int64) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT key, value FROM setting WHERE package_id = ? ORDER BY id",
            arguments: [package]
        )
        var settings: [String: String] = [:]
        for row in rows {
            let key: String = row["key"]
            let name = key.split(separator: ".").last.map { $0.lowercased() } ?? key
            if settings[name] == nil { settings[name] = row["value"] }
        }
        return settings
    }

    private func take(_ package: Row, into core: inout CoreSettings) {
        if let version: String = package["version"] { core.version = version }
        if package["platform"] == "windows" { core.platform = .windows }
        if let minutes = minutes(package) { core.zoneMinutes = minutes }
    }

    private func take(_ package: Row, into icap: inout ICAPSettings) {
        if let version: String = package["version"] { icap.version = version }
        if package["platform"] == "windows" { icap.platform = .windows }
        if let minutes = minutes(package) { icap.zoneMinutes = minutes }
    }

    private func minutes(_ package: Row) -> Int? {
        let offsetUS: Int64? = package["offset_us"]
        return offsetUS.map { Int($0 / 60_000_000) }.flatMap {
            (-720...840).contains($0) ? $0 : nil
        }
    }

    private func take(_ settings: [String: String], into core: inout CoreSettings) {
        if let mode = Self.whole(settings["dbmode"], 1...4) { core.databaseMode = mode }
        if let size = Self.whole(settings["max_queue_per_agent"], 1...100_000) {
            core.queueSize = size
        }
    }

    private func take(_ settings: [String: String], into icap: inout ICAPSettings) {
        if let value = Self.whole(settings["polling_retry"], 0...1_000) {
            icap.pollingRetry = value
        }
        if let value = Self.whole(settings["polling_sleep"], 0...10_000) {
            icap.pollingSleepMS = value
        }
        if let value = Self.whole(settings["retry_sleepbase"], 0...100_000) {
            icap.retrySleepBaseMS = value
        }
        if let value = Self.whole(settings["retry_sleepincr"], 0...10_000) {
            icap.retrySleepStepMS = value
        }
    }

    private static func whole(_ text: String?, _ bounds: ClosedRange<Int>) -> Int? {
        text.flatMap { Int($0) }.flatMap { bounds.contains($0) ? $0 : nil }
    }
}
