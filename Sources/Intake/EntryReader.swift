internal import CaseModel

/// Reads one entry that was recognised, block by block.
protocol EntryReader {
    mutating func read(_ block: [UInt8], into state: inout IntakeState)
    /// Takes where lines of the next block stand in the entry, if the block was decoded.
    mutating func take(_ origins: [LineOrigin])
    /// Reads what is left and says what was counted.
    mutating func finish(into state: inout IntakeState) -> EntryTally
}

extension EntryReader {
    /// Most readers keep no offsets of lines.
    mutating func take(_ origins: [LineOrigin]) {}
}

extension LogReader: EntryReader {}

/// The entry a reader is made for.
struct EntryContext: Sendable {
    var entryID: Int64
    var packageID: Int64
    var path: String
    var source: Source?
    var limits: Limits
    /// When the package was made, or else the latest time read so far; nil if nothing tells it.
    ///
    /// Years that a stamp does not have are taken from it.
    var newestUS: Int64?
    /// The place whose clock the user says that times without a zone show; nil if none was named.
    var zone: NamedZone?
}

/// What the first bytes of an entry were recognised as.
struct Recognition: Sendable {
    /// As in `entry.role`.
    enum Role: String {
        case records, document, settings, empty, unread
    }

    /// Makes the reader of an entry.
    typealias Make = @Sendable (EntryContext) -> any EntryReader

    var role: Role
    /// The name in `entry.format`; nil if nobody claims the entry.
    var format: String?
    var source: Source?
    /// A sentence: how it was recognised, or why it is not read.
    var why: String
    /// nil if the entry is only listed.
    var make: Make?

    /// True for text that no format claims.
    var isUnknownText = false

    static func unread(_ why: String) -> Recognition {
        Recognition(role: .unread, format: nil, source: nil, why: why, make: nil)
    }
}
