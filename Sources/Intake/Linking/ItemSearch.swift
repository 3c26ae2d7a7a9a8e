package import GRDB
internal import CaseModel

/// Finds the files that a person's words may mean: path, name, hash, data id, connection id.
package enum ItemSearch {
    /// - Parameters:
    ///   - text: The words.
    ///   - rows: Runs a query over the tables.
    /// - Returns: Row ids of `file`, ascending; empty if no file fits.
    package static func fileIDs(
        of text: String,
        rows: (String, StatementArguments) throws -> [Row]
    ) rethrows -> [Int64] {
        let key = PathKey(text)
        var ids: Set<Int64> = []
        for (sql, arguments) in queries(text, key) {
            for row in try rows(sql, arguments) { ids.insert(row["file_id"]) }
            // The strongest kind of match that finds something decides.
            if !ids.isEmpty { return ids.sorted() }
        }
        return []
    }

    private static func queries(_ text: String, _ key: PathKey) -> [(String, StatementArguments)] {
        let id = Identifier(text: text)
        return [
            (
                """
                SELECT file_link_row.file_id FROM scan_row
                JOIN file_link_row ON file_link_row.kind = 'scan'
                    AND file_link_row.row_id = scan_row.id
                WHERE scan_row.data_id = ?1 OR scan_row.sha256 = ?1
                UNION SELECT file_link_row.file_id FROM icap_request_row
                JOIN file_link_row ON file_link_row.kind = 'icap-request'
                    AND file_link_row.row_id = icap_request_row.id
                WHERE icap_request_row.data_id = ?1 OR icap_request_row.connection_id = ?2
                    OR icap_request_row.request_id = ?2
                """, [id, text]
            ),
            ("SELECT id AS file_id FROM file_row WHERE path_key = ?", [key.key]),
            (
                """
                SELECT id AS file_id FROM file_row
                WHERE substr('/' || path_key, -length('/' || ?1)) = '/' || ?1
                """, [key.key]
            ),
        ]
    }
}
