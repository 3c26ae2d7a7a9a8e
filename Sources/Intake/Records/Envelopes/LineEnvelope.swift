/// What another program puts around the lines of a log that it passes on.
protocol LineEnvelope: Sendable {
    /// The name in `entry.format`.
    static var name: String { get }
    /// Whole lines of the form, for tests.
    static var samples: [String] { get }
    init()
    /// The time year-less stamps lie before: microseconds since 1970, as the stamps' own clock.
    var newestUS: Int64? { get set }
    /// What the line holds, without its line break; nil for a line without an envelope.
    mutating func open(_ line: ArraySlice<UInt8>) -> EnvelopeContent?
    /// What is worth a note once an entry was read.
    var assumption: String? { get }
    /// The system the products ran on, where the lines tell.
    var platform: String? { get }
}

extension LineEnvelope {
    var assumption: String? { nil }
    var platform: String? { nil }
}

/// What one line in an envelope holds.
struct EnvelopeContent {
    enum Kind {
        /// A line as the product wrote it, with a stamp of its own or none.
        case line
        /// A part of such a line; the rest follows.
        case part
        /// A line made here of what stood in the envelope: its stamp is that of the envelope.
        case made
    }

    var kind: Kind
    var text: [UInt8]
    /// When the line was passed on; nil if the envelope does not say.
    var stamp: TimeText?
    /// True for a line that plainly is a product's.
    var isProduct = false
    /// Who wrote it, where several programs write into one log; nil where the line does not say.
    var stream: [UInt8]?
}
