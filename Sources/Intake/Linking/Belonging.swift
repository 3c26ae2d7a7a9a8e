internal import CaseModel
internal import CaseStore
internal import GRDB

/// Finds the package that a loose file beside it belongs to, by the ids that both hold.
///
/// A result body, an exported history or a single log has neither a zone nor a name of its own
/// that tells whose it is; the package that knows its ids gives it both.
struct Belonging {
    let writer: CaseWriter

    private struct Owner {
        var id: Int64
        var how: String
    }

    private struct Shared {
        var owner: Int64
        var kind: String
        var count: Int
        var all: Int
    }

    /// Ids of one case's loose files that are looked at; more make nothing surer.
    private static let most = 20_000
    private static let hash = "hash"
    private static let name = "instance name"
    private static let address = "address"

    func write() throws {
        try writer.execute("DROP TABLE IF EXISTS temp.loose_package")
        try writer.execute(Self.loosePackages)
        let loose = try writer.rows("SELECT id, product FROM loose_package ORDER BY id")
        let hasOwners = try !writer.rows(Self.owners).isEmpty
        if !loose.isEmpty, hasOwners {
            try writer.execute("DROP TABLE IF EXISTS temp.known_name")
            try writer.execute(Self.knownNames)
            try writer.execute("DROP TABLE IF EXISTS temp.loose_id")
            try writer.execute(Self.looseIDs, ["most": Self.most])
            let shared = try sharedIDs()
            for row in loose {
                let found = try Self.owner(shared[row["id"]] ?? []) ?? onlyOne(of: row["product"])
                if let found { try give(row["id"], to: found) }
            }
            try writer.execute("DROP TABLE temp.loose_id")
            try writer.execute("DROP TABLE temp.known_name")
        }
        try writer.execute("DROP TABLE temp.loose_package")
    }

    private func sharedIDs() throws -> [Int64: [Shared]] {
        try writer.rows(Self.shared).reduce(into: [:]) { found, row in
            let shared = Shared(
                owner: row["owner"],
                kind: row["kind"],
                count: row["shared"],
                all: row["number"]
            )
            found[row["loose"], default: []].append(shared)
        }
    }

    /// Ids tell it first, then the name and the addresses of an instance; hashes tell it last,
    /// since several products see one content.
    private static let ranks = ["data id": 0, "connection": 0, name: 1, address: 2, hash: 3]

    private static func owner(_ shared: [Shared]) -> Owner? {
        let sorted = shared.sorted {
            (ranks[$0.kind] ?? 0, -$0.count, $0.owner) < (ranks[$1.kind] ?? 0, -$1.count, $1.owner)
        }
        guard let best = sorted.first else { return nil }
        let isSure = ranks[best.kind] == 0
        if !isSure, let next = sorted.dropFirst().first, next.kind == best.kind,
            next.count == best.count
        {
            return nil
        }
        let plural = best.kind + (best.kind == hash || best.kind == address ? "es" : "s")
        return Owner(
            id: best.owner,
            how: "\(best.count) of its \(best.all) \(plural) are there too"
        )
    }

    private func onlyOne(of product: String) throws -> Owner? {
        let known = try writer.rows("\(Self.owners) AND product = ? LIMIT 2", [product])
        guard known.count == 1, product != Product.unknown.rawValue else { return nil }
        return Owner(id: known[0]["id"], how: "no other package of its product was given")
    }

    private func give(_ loose: Int64, to owner: Owner) throws {
        try writer.execute(
            "UPDATE package_row SET owner_id = ?, owner_how = ? WHERE id = ?",
            [owner.id, owner.how, loose]
        )
        for table in ["package_row", "coverage_row"] {
            let key = table == "package_row" ? "id" : "package_id"
            try writer.execute(
                """
                UPDATE \(table) SET product = (SELECT product FROM package_row WHERE id = ?)
                WHERE \(key) = ? AND product = 'unknown'
                """,
                [owner.id, loose]
            )
        }
        let clocks = try writer.rows(
            """
            SELECT own.offset_us AS own_us, owner.offset_us AS owner_us FROM clock_row AS own
            JOIN clock_row AS owner ON owner.package_id = ? AND owner.how <> 'none'
            WHERE own.package_id = ? AND own.how = 'none'
            """,
            [owner.id, loose]
        )
        guard let clock = clocks.first else { return }
        let (own, others): (Int64, Int64) = (clock["own_us"], clock["owner_us"])
        try LocalTimes.shift(localOf: loose, by: others - own, writer)
        try writer.execute(
            """
            UPDATE clock_row SET (zone, offset_us) =
                (SELECT owner.zone, owner.offset_us FROM clock_row AS owner
                    WHERE owner.package_id = ?),
                how = 'package that it belongs to'
            WHERE package_id = ?
            """,
            [owner.id, loose]
        )
        try writer.execute(
            "DELETE FROM note_row WHERE package_id = ? AND kind = ? AND text = ?",
            [loose, Note.Kind.clock.rawValue, PackageClock.zoneUnknown]
        )
    }

    /// A single file, under no name that the products give to packages.
    private static let loosePackages = """
        CREATE TEMP TABLE loose_package AS
        SELECT package_row.id AS id, package_row.product AS product FROM package_row
        JOIN entry_row ON entry_row.package_id = package_row.id
        WHERE lower(package_row.name) NOT LIKE '%-support-%'
        GROUP BY package_row.id
        HAVING count(*) = 1 AND (min(entry_row.path) = package_row.name
            OR package_row.name LIKE '%.gz' OR package_row.name LIKE '%.xz'
            OR package_row.name LIKE '%.zst' OR package_row.name LIKE '%.bz2')
        """

    private static let owners = """
        SELECT id FROM package_row WHERE id NOT IN (SELECT id FROM loose_package)
        """

    private static let isLoose = "package_id IN (SELECT id FROM loose_package)"

    private static let looseIDs = """
        CREATE TEMP TABLE loose_id AS
        SELECT DISTINCT package_id, kind, value FROM (
            SELECT package_id, 'data id' AS kind, data_id AS value FROM scan_row WHERE \(isLoose)
            UNION ALL SELECT package_id, 'data id', data_id FROM icap_request_row WHERE \(isLoose)
            UNION ALL SELECT package_id, 'data id', data_id FROM quarantine_item_row
                WHERE \(isLoose)
            UNION ALL SELECT package_id, 'connection', connection_id FROM icap_request_row
                WHERE \(isLoose)
            UNION ALL SELECT package_id, kind, value FROM known_name WHERE \(isLoose)
            UNION ALL SELECT package_id, 'hash', sha256 FROM scan_row WHERE \(isLoose)
            UNION ALL SELECT package_id, 'hash', sha256 FROM icap_request_row WHERE \(isLoose)
            UNION ALL SELECT package_id, 'hash', sha256 FROM quarantine_item_row WHERE \(isLoose)
        ) WHERE value IS NOT NULL LIMIT :most
        """

    /// What each package says of its instance: the name that was given to it, that of its machine
    /// without a domain, and the machine's addresses.
    private static let knownNames = """
        CREATE TEMP TABLE known_name AS
        SELECT DISTINCT package_id, kind, value FROM (
            SELECT package_id, '\(name)' AS kind, lower(value) AS value FROM setting_row
            WHERE replace(lower(key), '_', '') IN ('instancename', 'mdinstancename')
            UNION ALL SELECT package_id, '\(name)',
                lower(substr(value, 1, instr(value || '.', '.') - 1)) FROM fact_row
            WHERE key = 'os.host' AND value GLOB '*[A-Za-z]*'
            UNION ALL SELECT package_id, '\(address)', lower(value) FROM fact_row
            WHERE (key = 'network.address' OR key LIKE 'stat.nodes.%.address')
                AND value NOT LIKE '127.%' AND value <> '::1' AND value NOT LIKE 'fe80:%'
        ) WHERE value NOT IN ('', 'localhost')
        """

    /// What knows an id: a table, its column, and the kind of id.
    private static let knowing = [
        ("scan_row", "data_id", "data id"), ("icap_request_row", "data_id", "data id"),
        ("icap_request_row", "connection_id", "connection"), ("scan_row", "sha256", "hash"),
        ("known_name", "value", name), ("known_name", "value", address),
    ]

    /// How many ids of each kind a loose file shares with a package of its own product, if it has
    /// one.
    private static let shared = """
        SELECT loose, kind, owner, count(*) AS shared, (SELECT count(*) FROM loose_id
            WHERE loose_id.package_id = loose AND loose_id.kind = found.kind) AS number
        FROM (\(knowing.map { table, column, kind in
            """
            SELECT loose_id.package_id AS loose, loose_id.kind AS kind, loose_id.value AS value,
                \(table).package_id AS owner
            FROM loose_id CROSS JOIN \(table) ON \(table).\(column) = loose_id.value
            WHERE loose_id.kind = '\(kind)'
            """
        }.joined(separator: " UNION "))) AS found
        JOIN loose_package ON loose_package.id = loose
        JOIN package_row ON package_row.id = owner
        WHERE owner NOT IN (SELECT id FROM loose_package)
            AND loose_package.product IN ('unknown', package_row.product)
        GROUP BY loose, kind, owner ORDER BY loose, kind, owner
        """
}
