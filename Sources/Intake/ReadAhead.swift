internal import Archives
internal import CaseModel
internal import Dispatch

/// Decodes a package on a thread of its own, a few blocks ahead of the sink that parses it.
///
/// Inflating is a third of what reading a package costs.
struct ReadAhead {
    private enum Event: Sendable {
        case begin(EntryHeader)
        case bytes([UInt8])
        case end(EntryEnd)
        case note(Note, path: String)
        case done
    }

    private let limits: Limits
    private let events = BoundedQueue<Event>(slots: 2)

    init(limits: Limits) {
        self.limits = limits
    }

    /// The same as `ArchiveReader.read`; the sink is called on this thread.
    func read<Sink: EntrySink>(
        _ input: Input,
        into sink: inout Sink
    ) throws(ArchiveError) -> PackageEnd {
        let outcome = Outcome<PackageEnd, ArchiveError>()
        let (reader, events) = (ArchiveReader(limits: limits), events)
        // A thread of its own: decoding blocks on the queue, which a shared one must not do.
        DispatchQueue(label: "scanwhy.decoder").async {
            var putting = Putting(events: events)
            outcome.set(
                Result { () throws(ArchiveError) in try reader.read(input, into: &putting) }
            )
            events.put(.done)
        }
        taking: while true {
            switch events.take() {
            case .begin(let header): sink.begin(header)
            case .bytes(let block): sink.bytes(block)
            case .end(let end): sink.end(end)
            case .note(let note, let path): sink.note(note, at: path)
            case .done: break taking
            }
            if sink.isCancelled { events.cancel() }
        }
        return try outcome.get()
    }

    /// The sink on the decoder's side.
    private struct Putting: EntrySink {
        let events: BoundedQueue<Event>

        func begin(_ entry: EntryHeader) { events.put(.begin(entry)) }
        func bytes(_ block: [UInt8]) { events.put(.bytes(block)) }
        func end(_ end: EntryEnd) { events.put(.end(end)) }
        func note(_ note: Note, at path: String) { events.put(.note(note, path: path)) }
        var isCancelled: Bool { events.isCancelled }
    }
}
