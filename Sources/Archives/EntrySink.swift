package import CaseModel

/// What is known of an entry before its first byte.
package struct EntryHeader: Sendable, Hashable {
    /// Safe text; nested names are joined by `!`: `inner.zip!log/core.log`.
    ///
    /// A trailing `!` means the content inside a single compressed file:
    /// `log/core.log-20260628.gz!`.
    package var path: String
    /// What the archive or the file system says, true or not; nil where nobody says it.
    package var declaredBytes: Int64?
    /// Seconds since 1970; nil where it is not known.
    package var modifiedSeconds: Int64?

    package init(path: String, declaredBytes: Int64? = nil, modifiedSeconds: Int64? = nil) {
        self.path = path
        self.declaredBytes = declaredBytes
        self.modifiedSeconds = modifiedSeconds
    }
}

/// What is known of an entry after its last byte.
package struct EntryEnd: Sendable, Hashable {
    /// Bytes that were handed over.
    package var bytes: Int64
    /// False when the entry was truncated, damaged, encrypted or stopped at a limit.
    package var isWhole: Bool

    package init(bytes: Int64, isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }
}

/// Receives the entries of a package, one after another.
///
/// `begin`, then blocks of bytes, then `end`; entries never interleave. Notes on a name come
/// before `begin`, notes on the content before `end`.
package protocol EntrySink {
    mutating func begin(_ entry: EntryHeader)
    /// Blocks of 1 MiB, in order; only the last one of an entry is shorter.
    mutating func bytes(_ block: [UInt8])
    mutating func end(_ end: EntryEnd)
    /// The path is empty where the note is about the package itself; it can also name a nested
    /// archive, a link or a device, for which there is no entry.
    mutating func note(_ note: Note, at path: String)
    /// True once the consumer has given up: reading stops soon.
    var isCancelled: Bool { get }
}
