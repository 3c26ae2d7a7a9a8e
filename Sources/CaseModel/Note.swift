/// What intake could not read, and why.
///
/// Notes lower coverage and are shown in every report.
package struct Note: Sendable, Hashable {
    /// The closed list of reasons; rules and tests match on it, never on the text.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case truncated
        case damaged
        case encrypted
        case limit
        case unsafeName = "unsafe-name"
        case notRegular = "not-regular"
        case unrecognised
        case empty
        case partlyRead = "partly-read"
        case unknownColumn = "unknown-column"
        case encoding
        case clock
        case redacted
        case ambiguous
        case overlap
    }

    package var kind: Kind
    /// A sentence without customer data beyond the entry's own name.
    package var text: String
    /// Counted from 1; nil where the note is about the whole entry.
    package var line: Int?
    /// Counted from 0 in the inflated entry.
    package var byteOffset: Int64?
    /// The name of the limit in `Limits` when `kind` is `.limit`.
    package var limit: String?

    package init(
        _ kind: Kind,
        _ text: String,
        line: Int? = nil,
        byteOffset: Int64? = nil,
        limit: String? = nil
    ) {
        self.kind = kind
        self.text = text
        self.line = line
        self.byteOffset = byteOffset
        self.limit = limit
    }
}
