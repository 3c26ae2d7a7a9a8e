internal import CaseModel
internal import GRDB

/// The SQL that makes a case file, embedded from `Schema/*.sql`, in the order it runs.
package enum Schema {
    static var tables: String { text(PackageResources.tables_sql) }
    static var views: String { text(PackageResources.views_sql) }
    static var results: String { text(PackageResources.results_sql) }
    static var resultViews: String { text(PackageResources.result_views_sql) }
    static var reference: String { text(PackageResources.reference_sql) }
    static var indexes: String { text(PackageResources.indexes_sql) }
    static var links: String { text(PackageResources.links_sql) }

    /// Every version of the schema, oldest first; a case file of an older version is brought
    /// forward before results are written into it.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: tables)
            try db.execute(sql: reference)
            try db.execute(sql: views)
            try db.execute(sql: results)
            try db.execute(sql: resultViews)
            for code in ResultCode.all {
                try db.execute(
                    sql: "INSERT INTO result_code_row VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        code.code, code.label, code.kind.rawValue, code.wantsReason, code.byPolicy,
                    ]
                )
            }
            try db.execute(
                sql: """
                    PRAGMA application_id = \(CaseFile.applicationID);
                    PRAGMA user_version = \(CaseFile.viewsVersion);
                    """
            )
        }
        return migrator
    }

    /// Changes with any word of the SQL: FNV-1a of 64 bits, in hex.
    static var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for sql in [tables, views, results, resultViews, reference, indexes, links] {
            for byte in sql.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
