internal import CaseModel
internal import CaseStore
internal import GRDB

/// Notices packages whose paths or addresses were masked when they were made (`-enable-redact`).
///
/// Which mask the products write is not documented, so stars, hashes, crosses and the word itself
/// count. All values of a package are masked or none is: a part of them tells.
struct Masking {
    let writer: CaseWriter

    private static let sample = 500

    func write() throws {
        for row in try writer.rows("SELECT id FROM package_row ORDER BY id") {
            let package: Int64 = row["id"]
            let paths = try isMasked(Self.paths, of: package)
            let addresses = try isMasked(Self.addresses, of: package)
            guard paths || addresses else { continue }
            let what = [paths ? "paths" : nil, addresses ? "addresses" : nil].compactMap { $0 }
                .joined(separator: " and ")
            try writer.insert(
                NoteRow(
                    packageID: package,
                    entryPath: "",
                    kind: Note.Kind.redacted.rawValue,
                    text: "\(what) look masked in this package, perhaps by -enable-redact"
                        + (paths ? "; its files cannot be joined by name" : "")
                )
            )
            guard paths else { continue }
            try writer.execute(
                """
                UPDATE coverage_row
                SET complete = 0, why = 'its paths look masked, perhaps by -enable-redact'
                WHERE package_id = ? AND complete = 1 AND source IN ('core-log', 'icap-log')
                """,
                [package]
            )
        }
    }

    /// True if most of a package's values are masks.
    private func isMasked(_ sql: String, of package: Int64) throws -> Bool {
        let values: [String] = try writer.rows(sql, ["package": package, "most": Self.sample])
            .map { $0[0] }
        return values.count { Self.isMask($0) } * 2 > values.count
    }

    /// A package without a source of scans is not searched for them.
    private static let paths = """
        SELECT * FROM (SELECT file_name FROM scan_row
            WHERE package_id = :package AND file_name <> '' AND EXISTS (
                SELECT 1 FROM entry_row
                WHERE package_id = :package AND source IN ('core-log', 'core-history'))
            LIMIT :most)
        UNION ALL SELECT * FROM (SELECT coalesce(uri, file_name) FROM icap_request_row
            WHERE package_id = :package AND coalesce(uri, file_name) <> '' LIMIT :most)
        """

    private static let addresses = """
        SELECT client_ip FROM icap_request_row
        WHERE package_id = :package AND client_ip <> '' LIMIT :most
        """

    /// True if a part of a path or of an address is nothing but a mask.
    static func isMask(_ text: String) -> Bool {
        text.split { "/\\.:@".contains($0) }.contains { part in
            let inner = part.drop { "<[({".contains($0) }.prefix { !">])}".contains($0) }
                .lowercased()
            if ["redacted", "masked"].contains(inner) { return inner.count < part.count }
            guard let first = part.first, part.allSatisfy({ $0 == first }) else { return false }
            return switch first {
            case "*", "#": true
            // A name of one x or two is a name.
            case "x", "X": part.count >= 3
            default: false
            }
        }
    }
}
