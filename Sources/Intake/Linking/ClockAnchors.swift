internal import CaseStore
internal import GRDB

/// Things that two packages tell of, each with its own time: shared ids first, else names that
/// stand once in both.
struct ClockAnchors {
    /// Two packages and how the second's times lie to the first's.
    struct Pair: Hashable {
        var first: Int64
        var second: Int64
        var order: ClockEstimate.Order
    }

    let writer: CaseWriter

    /// Names are weaker than ids, and so more of them have to agree.
    private static let leastIDs = 3
    private static let leastNames = 5
    /// Anchors of one kind that are looked at; more make no estimate better.
    private static let most = 20_000

    func estimates() throws -> [Pair: ClockEstimate] {
        var estimates = try estimates(Self.scans, .same, minimum: Self.leastIDs)
        let ids = try self.estimates(Self.answers, .later, minimum: Self.leastIDs)
        let known = try packagesOfKnownZone()
        // A job that takes the same files each night looks like a clock that is a day off. So names
        // alone move no clock of which the zone is known, and only confirm it.
        let names = try self.estimates(Self.names, .later, minimum: Self.leastNames)
            .filter { pair, estimate in
                estimate.skewUS == 0 || !known.isSuperset(of: [pair.first, pair.second])
            }
        let locks = try self.estimates(Self.locks, .later, minimum: Self.leastNames)
        for found in [ids, names, locks] { estimates.merge(found) { stronger, _ in stronger } }
        return estimates
    }

    private func packagesOfKnownZone() throws -> Set<Int64> {
        Set(try writer.rows("SELECT package_id FROM clock_row WHERE how <> 'none'").map { $0[0] })
    }

    private func estimates(_ sql: String, _ order: ClockEstimate.Order, minimum: Int) throws
        -> [Pair: ClockEstimate]
    {
        var differences: [Pair: [Int64]] = [:]
        for row in try writer.rows(sql, ["most": Self.most]) {
            let pair = Pair(first: row["first"], second: row["second"], order: order)
            differences[pair, default: []].append(row["difference"])
        }
        return differences.compactMapValues { ClockEstimate($0, order, minimum: minimum) }
    }

    /// When a scan was over, as the views have it.
    private static func end(of scan: String, _ record: String, _ entry: String) -> String {
        "coalesce(\(scan).finished_us, \(record).time_us - \(entry).offset_us)"
    }

    /// One scan in two packages, such as a log and an exported history.
    private static let scans = """
        SELECT one.package_id AS first, other.package_id AS second,
            \(end(of: "other", "other_record", "other_entry"))
                - \(end(of: "one", "one_record", "one_entry")) AS difference
        FROM scan_row AS other
        JOIN scan_row AS one ON one.data_id = other.data_id AND one.package_id < other.package_id
        LEFT JOIN record_row AS one_record ON one_record.id = one.id
        LEFT JOIN entry_row AS one_entry ON one_entry.id = one_record.entry_id
        LEFT JOIN record_row AS other_record ON other_record.id = other.id
        LEFT JOIN entry_row AS other_entry ON other_entry.id = other_record.entry_id
        WHERE other.package_id > (SELECT min(id) FROM package_row) AND difference IS NOT NULL
        LIMIT :most
        """

    /// An answer that waited for the scan: one that gave up may come before its end.
    private static let hasWaited = """
        icap_request_row.error IS NULL AND (icap_request_row.status = 204
            OR lower(coalesce(icap_request_row.response_info, '')) LIKE 'allow%'
            OR coalesce(icap_request_row.profile, '') <> ''
            OR coalesce(icap_request_row.blocked_reason, '') <> '')
        """

    /// A scan, and the answer of ICAP Server that names it.
    private static let answers = """
        SELECT scan_row.package_id AS first, icap_request_row.package_id AS second,
            icap_request_row.answered_us - \(end(of: "scan_row", "record_row", "entry_row"))
                AS difference
        FROM icap_request_row
        JOIN scan_row ON scan_row.data_id = icap_request_row.data_id
            AND scan_row.package_id <> icap_request_row.package_id
        LEFT JOIN record_row ON record_row.id = scan_row.id
        LEFT JOIN entry_row ON entry_row.id = record_row.entry_id
        WHERE icap_request_row.data_id IS NOT NULL AND difference IS NOT NULL AND \(hasWaited)
        LIMIT :most
        """

    /// A name that ICAP Server was asked about once and Core scanned once.
    private static let names = """
        SELECT scan_row.package_id AS first, asked.package_id AS second,
            asked.answered_us - \(end(of: "scan_row", "record_row", "entry_row")) AS difference
        FROM (
            SELECT package_id, file_name, min(answered_us) AS answered_us FROM icap_request_row
            WHERE file_name <> '' GROUP BY package_id, file_name
            HAVING count(*) = 1 AND min(answered_us) IS NOT NULL AND \(hasWaited) LIMIT :most
        ) AS asked
        JOIN scan_row ON scan_row.file_name = asked.file_name COLLATE NOCASE
            AND scan_row.package_id <> asked.package_id
        LEFT JOIN record_row ON record_row.id = scan_row.id
        LEFT JOIN entry_row ON entry_row.id = record_row.entry_id
        GROUP BY asked.package_id, asked.file_name, scan_row.package_id
        HAVING count(*) = 1 AND difference IS NOT NULL
        """

    /// A file that Nutanix locked once, after the one answer about a file of that name.
    private static let locks = """
        SELECT icap_request_row.package_id AS first, locked.package_id AS second,
            locked.scan_time_us - icap_request_row.answered_us AS difference
        FROM (
            SELECT package_id, base_name, min(scan_time_us) AS scan_time_us FROM nutanix_file_row
            GROUP BY package_id, base_name
            HAVING count(*) = 1 AND min(scan_time_us) IS NOT NULL LIMIT :most
        ) AS locked
        JOIN icap_request_row ON icap_request_row.base_name = locked.base_name
            AND icap_request_row.package_id <> locked.package_id
        GROUP BY locked.package_id, locked.base_name, icap_request_row.package_id
        HAVING count(*) = 1 AND difference IS NOT NULL
        """
}
