internal import CaseModel
internal import GRDB
internal import Rules

/// Reads the packages of a case with the time they cover and how well they were understood.
struct PackageReading {
    let packages: [Assessment.Package]

    init(_ db: Database, _ labels: PackageLabels) throws {
        let rows = try Row.fetchAll(db, sql: Self.sql)
        packages = rows.map { Self.package($0, labels) }.sorted { $0.id < $1.id }
    }

    private static let sql = """
        SELECT package.id AS id, package.name AS name, package.bundle AS bundle,
            package.product AS product, package.version AS version,
            package.instance AS instance, package.sha256 AS sha256,
            package.complete AS complete, package.belongs_to_id AS belongs_to_id,
            package.belongs_how AS belongs_how, clock.zone AS zone, clock.offset_us AS offset_us,
            clock.how AS how, clock.skew_us AS skew_us, clock.spread_us AS spread_us,
            clock.anchors AS anchors, clock.against_id AS against_id,
            count(entry.id) AS entries, sum(entry.records) AS records,
            sum(iif(entry.role IN ('records', 'unread'), entry.lines, NULL)) AS lines,
            sum(iif(entry.role IN ('records', 'unread'), entry.unparsed_lines, NULL)) AS unparsed,
            min(entry.first_us) AS first_us, max(entry.last_us) AS last_us
        FROM package
        LEFT JOIN clock ON clock.package_id = package.id
        LEFT JOIN entry ON entry.package_id = package.id
        GROUP BY package.id
        """

    private static func package(_ row: Row, _ labels: PackageLabels) -> Assessment.Package {
        let lines: Int = row["lines"] ?? 0
        let unparsed: Int = row["unparsed"] ?? 0
        let hash: Identifier = row["sha256"]
        return Assessment.Package(
            id: labels.id(of: row["id"]) ?? "",
            name: row["name"],
            bundle: row["bundle"],
            belongs: belongs(row, labels),
            product: Product(rawValue: row["product"]) ?? .unknown,
            version: row["version"],
            instance: row["instance"],
            sha256: Identifier.hex(of: hash.bytes),
            complete: row["complete"],
            fromUS: row["first_us"],
            toUS: row["last_us"],
            entries: row["entries"],
            records: row["records"] ?? 0,
            parsedShare: lines > 0 ? 1 - Double(unparsed) / Double(lines) : nil,
            clock: clock(row, labels)
        )
    }

    private static func belongs(_ row: Row, _ labels: PackageLabels) -> String? {
        guard let owner: Int64 = row["belongs_to_id"], let label = labels.label(of: owner),
            let how: String = row["belongs_how"]
        else { return nil }
        return "\(label): \(how)"
    }

    private static func clock(_ row: Row, _ labels: PackageLabels) -> Assessment.Package.Clock {
        let how: String = row["how"] ?? "none"
        let offset: Int64 = row["offset_us"] ?? 0
        let sentence =
            switch how {
            case "none": "nothing tells the time zone; times are read as UTC"
            case "option": "the time zone was given by option"
            case "own stamps": "its times carry their zone"
            case "same lines": "taken from a package that holds the same lines"
            default: "taken from the \(how)"
            }
        return Assessment.Package.Clock(
            zone: how == "none" ? nil : row["zone"],
            offsetMS: (offset + (row["skew_us"] ?? 0)) / 1000,
            how: sentence + agreement(row, labels)
        )
    }

    /// What comparing the clock with another package's has shown; empty where none was compared.
    private static func agreement(_ row: Row, _ labels: PackageLabels) -> String {
        guard let against: Int64 = row["against_id"], let label = labels.label(of: against) else {
            return ""
        }
        let anchors: Int = row["anchors"] ?? 0
        let skewUS: Int64 = row["skew_us"] ?? 0
        let told = "\(anchors) things both tell of"
        guard skewUS != 0 else { return "; agrees with \(label) (\(told))" }
        let spread = SpanText.words(us: row["spread_us"] ?? 0)
        return "; \(SpanText.words(us: skewUS)) \(skewUS > 0 ? "ahead of" : "behind") \(label) "
            + "(\(told), within \(spread)), and set right by that"
    }
}
