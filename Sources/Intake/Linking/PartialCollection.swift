internal import CaseModel
internal import CaseStore
internal import GRDB

/// Notices packages of Core that hold less than a full one because somebody asked for less.
///
/// Nothing in a package says so, and what a lightweight one leaves out is not documented: all of
/// it is inferred, changes no verdict on what is there, and is told as such.
struct PartialCollection {
    let writer: CaseWriter

    /// The rotated files of one log.
    private struct Family {
        var files = 0
        var firstUS = Int64.max
    }

    private static let dayUS: Int64 = 86_400_000_000

    func write() throws {
        let packages = try writer.rows(
            """
            SELECT package_row.id AS id, coalesce(clock_row.offset_us, 0) AS offset_us
            FROM package_row LEFT JOIN clock_row ON clock_row.package_id = package_row.id
            WHERE package_row.product = 'core' AND lower(package_row.name) LIKE '%-support-%'
            ORDER BY package_row.id
            """
        )
        for package in packages {
            let id: Int64 = package["id"]
            let hints = try [missingFolders(id), cut(id, offsetUS: package["offset_us"])]
                .compactMap { $0 }
            guard !hints.isEmpty else { continue }
            try writer.execute(
                """
                UPDATE coverage_row SET why = why || ?
                WHERE package_id = ? AND source = 'core-log'
                """,
                [CoverageWhy.inferred + hints.joined(separator: "; "), id]
            )
        }
    }

    /// Folders that every full package is documented to have, where others of them are there.
    private func missingFolders(_ package: Int64) throws -> String? {
        let rows = try writer.rows("SELECT path FROM entry_row WHERE package_id = ?", [package])
        let folders = rows.reduce(into: Set<String>()) { folders, row in
            let parts = (row["path"] as String).lowercased().split { "/\\!".contains($0) }
            folders.formUnion(parts.dropLast().map(String.init))
        }
        guard folders.contains("log"), !folders.isDisjoint(with: ["config", "process"]),
            folders.isDisjoint(with: ["database", "enginelogs"])
        else { return nil }
        return "it has neither of the folders database and enginelogs, so it may be a Lightweight "
            + "package of the web console, which also makes Advanced ones"
    }

    /// Logs that begin in the middle and all at once, or that are there in the same number of
    /// files.
    private func cut(_ package: Int64, offsetUS: Int64) throws -> String? {
        let ran = try writer.rows(
            """
            SELECT 1 FROM service_run_row
            WHERE package_id = ? AND product = 'core' AND how_started = 'log-begins' LIMIT 1
            """,
            [package]
        )
        let families = try families(of: package)
        let files = Set(families.map(\.files))
        guard !ran.isEmpty, families.count > 1, let most = files.max(), most > 1,
            let first = families.map(\.firstUS).min(), let last = families.map(\.firstUS).max()
        else { return nil }
        var signs: [String] = []
        var options: [String] = []
        if files.count == 1 {
            signs.append("each log is there in \(most) files")
            options.append("-max-log \(most)")
        }
        let day = Self.day(first + offsetUS)
        if day == Self.day(last + offsetUS) {
            let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
            let date = CivilDate(days: Int(day))
            signs.append("all logs begin on \(date.year)-\(two(date.month))-\(two(date.day))")
            options.append("-start-date")
        }
        guard !signs.isEmpty else { return nil }
        return "\(signs.joined(separator: ", ")) and in the middle of a run, so it may have been "
            + "made with \(options.joined(separator: " or ")), unless Core itself keeps no more"
    }

    /// The logs that are written all the time; engines have theirs only since they were installed.
    private func families(of package: Int64) throws -> [Family] {
        let rows = try writer.rows(
            """
            SELECT path, first_us - offset_us AS first_us FROM entry_row
            WHERE package_id = ? AND source IN ('core-log', 'core-nginx') AND role = 'records'
                AND first_us IS NOT NULL
            """,
            [package]
        )
        var families: [String: Family] = [:]
        for row in rows {
            let path = (row["path"] as String).lowercased()
            // `core.log-20260627.gz` and `core.log.1` are files of `core.log`.
            let end = path.firstRange(of: ".log")?.upperBound ?? path.endIndex
            var family = families[String(path[..<end])] ?? Family()
            family.files += 1
            family.firstUS = min(family.firstUS, row["first_us"])
            families[String(path[..<end])] = family
        }
        return families.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func day(_ us: Int64) -> Int64 {
        (us - (us % dayUS + dayUS) % dayUS) / dayUS
    }
}
