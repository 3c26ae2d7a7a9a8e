internal import CaseModel

/// Reads one entry that was recognised, block by block.
protocol EntryReader {
    mutating func read(_ block: [UInt8], into state: inout IntakeState)
    /// Reads what is left and says what was counted.
    mutating func finish(into state: inout IntakeState) -> EntryTally
}

extension LogReader: EntryReader {}

/// The entry a reader is made for.
struct EntryContext: Sendable {
    var entryID: Int64
    var packageID: Int64
    var path: String
    var source: Source?
    var limits: Limits
}

/// What the first bytes of an entry were recognised as.
struct Recognition: Sendable {
    /// As in `entry.role`.
    enum Role: String {
        case records, document, settings, empty, unread
    }

    var role: Role
    /// The name in `entry.format`; nil if nobody claims the entry.
    var format: String?
    var source: Source?
    /// A sentence: how it was recognised, or why it is not read.
    var why: String
    /// nil if the entry is only listed.
    var make: (@Sendable (EntryContext) -> any EntryReader)?
    /// True for XML, which says itself how its bytes are to be read.
    var readsUTF16 = false

    static func unread(_ why: String) -> Recognition {
        Recognition(role: .unread, format: nil, source: nil, why: why, make: nil)
    }
}
