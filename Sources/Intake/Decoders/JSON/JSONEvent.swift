/// One step through a JSON document.
enum JSONEvent: Sendable, Hashable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    case key(String)
    case string(String)
    /// As it is written, so that no digit of it is lost.
    case number(String)
    case bool(Bool)
    case null
    /// Something of the innermost open container could not be read and is left out.
    case damaged
    /// The containers deeper than this end here without an end of their own.
    case abandoned(depth: Int)
}

/// Where an event begins in the inflated entry.
struct JSONPlace: Sendable, Hashable {
    /// Counted from 0.
    var byteOffset: Int64
    /// Counted from 1.
    var line: Int
}

/// Takes the events of a document in their order.
protocol JSONSink: Sendable {
    mutating func take(_ event: JSONEvent, at place: JSONPlace)
}
