import CaseModel

/// Where in a package a stream stands.
struct Place {
    /// What the entry would be called if the stream is no archive.
    var header: EntryHeader
    /// How many archives were opened around it; the package itself does not count.
    var depth: Int
    /// The package itself: its name is in no path of an entry.
    var isPackage: Bool

    var notePath: String { isPackage ? "" : header.path }
    /// What stands before the names of its members.
    var prefix: String { isPackage ? "" : header.path + "!" }
    var depthInside: Int { isPackage ? 0 : depth + 1 }
}

/// Decides by content what each stream is, opens what is an archive and hands over what is not.
struct EntryWalk {
    /// Entries are handed over in pieces of this size.
    static let blockBytes = 1 << 20

    let budget: Budget
    private var limits: Limits { budget.limits }

    init(limits: Limits) {
        budget = Budget(limits: limits)
    }

    /// Reads one stream, whatever it holds.
    func read<Sink: EntrySink>(
        _ stream: any ByteStream,
        at place: Place,
        into sink: inout Sink
    ) {
        var peek = PeekStream(stream)
        var kind = ContentKind(head: peek.head)
        if kind == .plain, place.isPackage, ZipTail.isPresent(in: stream) { kind = .zip }
        if kind == .plain { (peek, kind) = withDamagedTar(peek, at: place) }
        guard kind != .plain else { return deliver(peek, place.header, into: &sink) }
        guard place.isPackage || place.depth < limits.nestingDepth else {
            let text = "It lies deeper than \(limits.nestingDepth) archives and was not opened."
            note(Note(.limit, text, limit: "nestingDepth"), at: place.notePath, into: &sink)
            return deliver(peek, place.header, into: &sink)
        }
        switch kind {
        case .gzip: unpack(GzipStream(peek, budget: budget), at: place, into: &sink)
        case .xz: unpack(XZStream(peek, budget: budget), at: place, into: &sink)
        case .zstd: unpack(.zstd, peek, at: place, into: &sink)
        case .bzip2: unpack(.bzip2, peek, at: place, into: &sink)
        case .tar, .zip, .sevenZip, .plain:
            open(kind, peek, onto: stream, at: place, into: &sink)
        }
    }

    /// Notes why a stream ended early, once, however many streams stand on it.
    func report<Sink: EntrySink>(
        _ failure: StreamFailure,
        at path: String,
        offset: Int64? = nil,
        into sink: inout Sink
    ) {
        let isOfPackage = failure.number == budget.packageFailure?.number
        guard budget.isNews(failure) else { return }
        let place = offset.map { " It was read up to byte \($0)." } ?? ""
        let text = failure.reason + (isOfPackage ? "" : place)
        let note = Note(
            failure.kind,
            text,
            byteOffset: isOfPackage ? nil : offset,
            limit: failure.limit
        )
        self.note(note, at: isOfPackage ? "" : path, into: &sink)
    }

    /// Hands over a note, and remembers whether it means that something is missing.
    func note<Sink: EntrySink>(_ note: Note, at path: String, into sink: inout Sink) {
        switch note.kind {
        case .truncated, .damaged, .encrypted, .partlyRead: budget.isComplete = false
        case .limit where note.limit != "nameBytes": budget.isComplete = false
        default: break
        }
        sink.note(note, at: path)
    }

    /// Hands over a stream as one entry.
    func deliver<Sink: EntrySink>(
        _ stream: any ByteStream,
        _ header: EntryHeader,
        into sink: inout Sink
    ) {
        sink.begin(header)
        var sent: Int64 = 0
        var rest = UnsafeRawBufferPointer(start: nil, count: 0)
        var isAtEnd = false
        while !isAtEnd, sent < limits.bytesPerEntry, !sink.isCancelled {
            let room = Int(min(Int64(Self.blockBytes), limits.bytesPerEntry - sent))
            let block = Self.block(room, from: stream, rest: &rest, isAtEnd: &isAtEnd)
            sent += Int64(block.count)
            if !block.isEmpty { sink.bytes(block) }
        }
        var failure = isAtEnd ? stream.failure : nil
        if !isAtEnd, !sink.isCancelled {
            isAtEnd = rest.isEmpty && stream.next().isEmpty
            let reason = "It is longer than \(limits.bytesPerEntry) bytes."
            failure =
                isAtEnd
                ? stream.failure : budget.failure(.limit, reason, limit: "bytesPerEntry")
        }
        if let failure {
            report(failure, at: header.path, offset: sent, into: &sink)
        } else if isAtEnd, sent == 0 {
            note(Note(.empty, "It holds no bytes."), at: header.path, into: &sink)
        }
        sink.end(EntryEnd(bytes: sent, isWhole: isAtEnd && failure == nil))
    }

    /// Fills a block from as many runs as it takes; the only copy between decoder and consumer.
    private static func block(
        _ room: Int,
        from stream: any ByteStream,
        rest: inout UnsafeRawBufferPointer,
        isAtEnd: inout Bool
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: room) { target, count in
            let bytes = UnsafeMutableRawBufferPointer(target)
            while count < room {
                if rest.isEmpty { rest = stream.next() }
                if rest.isEmpty {
                    isAtEnd = true
                    return
                }
                let part = min(rest.count, room - count)
                // SAFETY: `part` fits both into the run, which is valid until the stream is asked
                // again, and into what is left of the array's new memory.
                bytes[count...].copyBytes(from: rest[..<part])
                rest = UnsafeRawBufferPointer(rebasing: rest[part...])
                count += part
            }
        }
    }
}
