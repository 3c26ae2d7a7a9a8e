import CaseModel

/// Opening what is an archive: compressed files, and archives with members.
extension EntryWalk {
    func unpack<Sink: EntrySink>(
        _ format: ArchiveFormat,
        _ source: any ByteStream,
        at place: Place,
        into sink: inout Sink
    ) {
        let stream = ArchiveStream.unpacking(format, source: source, budget: budget)
        unpack(stream, at: place, into: &sink)
    }

    /// Reads what a compressed file holds.
    ///
    /// An archive in it keeps the file's own place, so that `logs.tar.gz` has members and not one
    /// member with members.
    func unpack<Sink: EntrySink>(
        _ content: any ByteStream,
        at place: Place,
        into sink: inout Sink
    ) {
        var peek = PeekStream(content)
        var kind = ContentKind(head: peek.head)
        if kind == .plain { (peek, kind) = withDamagedTar(peek, at: place) }
        switch kind {
        case .tar, .zip, .sevenZip:
            content.holdsMembers()
            open(kind, peek, onto: nil, at: place, into: &sink)
        case .plain, .gzip, .xz, .zstd, .bzip2:
            var inside = place
            inside.header.path += "!"
            inside.header.declaredBytes = nil
            inside.depth = place.depthInside
            inside.isPackage = false
            read(peek, at: inside, into: &sink)
        }
        // What follows the archive is read for its checksum.
        while !budget.isStopped, !sink.isCancelled, !peek.next().isEmpty {}
        if let failure = content.failure { report(failure, at: place.notePath, into: &sink) }
    }

    /// Opens an archive with members; the stream under the peeked one is used if it can seek.
    func open<Sink: EntrySink>(
        _ kind: ContentKind,
        _ peek: PeekStream,
        onto file: (any ByteStream)?,
        at place: Place,
        into sink: inout Sink
    ) {
        var seekable: (any ByteStream)?
        // An end record alone is a zip without members, which libarchive takes by its front only.
        let isEmptyZip = kind == .zip && peek.head.starts(with: [0x50, 0x4B, 0x05, 0x06])
        if kind != .tar, !isEmptyZip, let file, file.sizeBytes != nil, file.seek(to: 0) {
            seekable = file
        }
        switch kind {
        case .zip:
            let format: ArchiveFormat = seekable == nil ? .zipHeaders : .zipDirectory
            readMembers(format, of: seekable ?? peek, at: place, into: &sink)
        case .sevenZip:
            if let seekable {
                readMembers(.sevenZip, of: seekable, at: place, into: &sink)
            } else {
                openBuffered(peek, at: place, into: &sink)
            }
        default:
            let tar = MendedTar(peek)
            readMembers(.tar, of: tar, mended: tar, at: place, into: &sink)
        }
    }

    /// Whether the package was stopped, and nothing is left of what it had been allowed.
    private func isOver(_ archive: ArchiveStream) -> Bool {
        guard let stop = budget.packageFailure else { return false }
        return archive.sourceFailure?.number != stop.number
    }

    /// A 7z keeps its directory at the end, so that one which cannot seek is held in memory.
    private func openBuffered<Sink: EntrySink>(
        _ stream: any ByteStream,
        at place: Place,
        into sink: inout Sink
    ) {
        let limit = budget.limits.bufferedMemberBytes
        let held = PeekStream(stream, upTo: limit + 1)
        guard held.head.count > limit else {
            readMembers(.sevenZip, of: MemoryStream(held.head), at: place, into: &sink)
            if let failure = held.failure { report(failure, at: place.notePath, into: &sink) }
            return
        }
        let text = "It is larger than the \(limit) bytes that are held in memory to open it."
        note(Note(.limit, text, limit: "bufferedMemberBytes"), at: place.notePath, into: &sink)
        deliver(held, place.header, into: &sink)
    }

    private func readMembers<Sink: EntrySink>(
        _ format: ArchiveFormat,
        of source: any ByteStream,
        mended: MendedTar? = nil,
        at place: Place,
        into sink: inout Sink
    ) {
        let archive = ArchiveStream(format, source: source, budget: budget)
        // Members that the directory led to, by name: local headers tell of them again.
        var delivered: [[UInt8]: Int] = [:]
        var isInDamage = false
        var isSalvaged = false
        while !isOver(archive), !sink.isCancelled {
            let step = archive.nextMember()
            for gap in mended?.takeGaps() ?? [] { note(gap, at: place, into: &sink) }
            switch step {
            case .end:
                if let failure = archive.sourceFailure {
                    report(failure, at: place.notePath, into: &sink)
                }
                return
            case .damage(let said):
                // One note for a run of bad headers, which libarchive skips one by one.
                if !isInDamage {
                    let text = "A part without a valid header was skipped: \(said)."
                    note(Note(.damaged, text), at: place.notePath, into: &sink)
                }
                isInDamage = true
            case .failed(let failure):
                let hasDirectory = archive.format == .zipDirectory
                guard failure.kind != .encrypted, archive.salvage(fromStart: hasDirectory) else {
                    // After a restart the end is always missing; that has its note already.
                    if !isSalvaged { report(failure, at: place.notePath, into: &sink) }
                    return
                }
                if hasDirectory {
                    let text = "Central directory missing or broken; read by local headers."
                    note(Note(.damaged, text), at: place.notePath, into: &sink)
                } else {
                    report(failure, at: place.notePath, into: &sink)
                }
                isSalvaged = true
            case .member(let member):
                isInDamage = false
                if isSalvaged, let times = delivered[member.name], times > 0 {
                    delivered[member.name] = times - 1
                    continue
                }
                if archive.format == .zipDirectory { delivered[member.name, default: 0] += 1 }
                guard budget.takeEntry() else { return }
                read(member, of: archive, at: place, into: &sink)
            }
        }
    }

    private func note<Sink: EntrySink>(
        _ gap: Range<Int64>,
        at place: Place,
        into sink: inout Sink
    ) {
        let text =
            "No valid header stands in bytes \(gap.lowerBound) to \(gap.upperBound) of the tar;"
            + " they were skipped."
        let note = Note(.damaged, text, byteOffset: gap.lowerBound)
        self.note(note, at: place.notePath, into: &sink)
    }

    private func read<Sink: EntrySink>(
        _ member: Member,
        of archive: ArchiveStream,
        at place: Place,
        into sink: inout Sink
    ) {
        let name = EntryName(member.name, limitBytes: budget.limits.nameBytes)
        let header = EntryHeader(
            path: place.prefix + name.text,
            declaredBytes: member.declaredBytes,
            modifiedSeconds: member.modifiedSeconds
        )
        if member.form == .folder { return }
        for found in name.notes { note(found, at: header.path, into: &sink) }
        switch member.form {
        case .folder: break
        case .link:
            note(Note(.notRegular, "It is a link; not followed."), at: header.path, into: &sink)
        case .device:
            note(Note(.notRegular, "It is a device or pipe."), at: header.path, into: &sink)
        case .encrypted:
            sink.begin(header)
            let text = "It is encrypted and was not read."
            note(Note(.encrypted, text), at: header.path, into: &sink)
            sink.end(EntryEnd(bytes: 0, isWhole: false))
        case .regular:
            let inside = Place(header: header, depth: place.depthInside, isPackage: false)
            read(archive, at: inside, into: &sink)
            if let failure = archive.failure { report(failure, at: header.path, into: &sink) }
        }
    }
}
