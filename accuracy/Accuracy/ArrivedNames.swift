internal import CaseStore
internal import GRDB
internal import Quarantine

/// What the packages that arrived name of files and scans: paths, names, ids and hashes.
struct ArrivedNames {
    private let names: Set<String>

    init(_ file: CaseFile) throws {
        names = try SealedReader(file).read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT path FROM file WHERE path <> '' UNION SELECT name FROM file
                    UNION SELECT lower(hex(sha256)) FROM file WHERE sha256 IS NOT NULL
                    UNION SELECT data_id_text FROM scan WHERE data_id IS NOT NULL
                    UNION SELECT file_name FROM scan WHERE file_name <> ''
                    UNION SELECT sha256_text FROM scan WHERE sha256 IS NOT NULL
                    UNION SELECT data_id_text FROM icap_request WHERE data_id IS NOT NULL
                    UNION SELECT connection_id FROM icap_request WHERE connection_id <> ''
                    UNION SELECT file_name FROM quarantine_item WHERE file_name <> ''
                    """
            )
        }
    }

    /// Whether anything that arrived is about the thing a row tells of.
    ///
    /// A name that another file has too counts, so that a row is rather missed than left out.
    func tell(of row: TruthRow) -> Bool {
        let name = row.path.split(separator: "/").last.map(String.init) ?? ""
        return (row.keys + [name]).contains(where: names.contains)
    }
}
