internal import CSQLite
package import CaseModel
internal import GRDB
internal import Glibc

/// A case file: one SQLite database per case, written once by intake, read by rules and people.
package struct CaseFile: Sendable, Hashable {
    /// "ScWy" in ASCII, kept in the database header: a case file is recognised by it.
    package static let applicationID: Int32 = 0x5363_5779
    /// The version of the views that rules and people see.
    package static let viewsVersion = 1
    static let pageBytes = 16_384

    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The file name alone, for messages.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Builds a case file aside and renames it into place when `body` has returned.
    ///
    /// The file is created with mode 0600, since it holds customer data. If `body` throws, nothing
    /// is left behind and an older file at `path` stays as it was.
    package static func create<Result>(
        at path: String,
        limits: Limits,
        maxPages: Int? = nil,
        _ body: (CaseWriter) throws -> Result
    ) throws -> (CaseFile, Result) {
        let file = CaseFile(path: path)
        let aside = path + ".building"
        let descriptor = try makePrivate(aside, for: file)
        do {
            do {
                // Before SQLite opens it: closing any descriptor of a file drops its locks.
                defer { close(descriptor) }
                try BlankCase.write(to: descriptor, for: file)
            }
            let result = try build(aside, limits: limits, maxPages: maxPages, body)
            guard rename(aside, path) == 0 else {
                throw StoreError(
                    .cannotCreate,
                    "rename the finished case file",
                    on: file.name,
                    message: String(cString: strerror(errno))
                )
            }
            return (file, result)
        } catch {
            unlink(aside)
            // What else `body` throws has its own words, and is not about the case file.
            guard error is DatabaseError else { throw error }
            throw StoreError(wrapping: error, "write the case file", on: file.name)
        }
    }

    /// True if the first bytes are those of a case file of ours.
    package static func isCaseFile(header: some Collection<UInt8>) -> Bool {
        let bytes = Array(header.prefix(72))
        guard bytes.count == 72, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            return false
        }
        // The application id stands big-endian at offset 68 of the database header.
        let id = bytes[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
        return id == applicationID
    }

    private static func makePrivate(_ path: String, for file: CaseFile) throws -> Int32 {
        unlink(path)
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .cannotCreate,
                "create a case file",
                on: file.name,
                message: String(cString: strerror(errno))
            )
        }
        return descriptor
    }

    private static func build<Result>(
        _ path: String,
        limits: Limits,
        maxPages: Int?,
        _ body: (CaseWriter) throws -> Result
    ) throws -> Result {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        // When `body` throws, its transaction goes with the file; GRDB would end the process.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            // The file is built aside: a crash leaves rubbish that is never renamed into place.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA cache_size = -49152;
                    PRAGMA temp_store = FILE;
                    PRAGMA trusted_schema = OFF;
                    """
            )
            if let maxPages { try db.execute(sql: "PRAGMA max_page_count = \(maxPages)") }
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let result = try queue.writeWithoutTransaction { db in
            let writer = try CaseWriter(db, limits: limits)
            try db.execute(sql: "BEGIN")
            let result = try body(writer)
            try writer.finish()
            try db.execute(sql: "COMMIT")
            return result
        }
        try queue.close()
        return result
    }
}
