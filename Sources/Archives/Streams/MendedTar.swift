/// A tar without its damaged parts.
///
/// libarchive gives up where zeros or other bytes stand in the place of a header. This finds the
/// next header whose checksum holds, and hands over members with valid headers only.
final class MendedTar: ByteStream {
    private enum Stage {
        case header
        /// Blocks of a sparse file's map, then so many bytes.
        case map(Int64)
        case content(Int64)
        case ended
    }

    /// What stands before a header and belongs to it: names and pax records, bounded as in
    /// libarchive.
    private static let leadBytes: Int64 = 1 << 20

    private let source: any ByteStream
    /// Bytes behind damage that were read already.
    private var replay: MemoryStream?
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Where in the tar `rest` begins.
    private var offset: Int64 = 0
    /// Where headers begin, modulo 512: other than 0 once bytes are missing.
    private var alignment: Int64 = 0
    /// Set by the first pax header, as in libarchive.
    private var isPax = false
    private var stage = Stage.header
    private var served: MemoryStream?
    private var gaps: [Range<Int64>] = []

    init(_ source: any ByteStream) {
        self.source = source
    }

    var failure: StreamFailure? { source.failure }
    var packedBytes: Int64 { source.packedBytes }
    func holdsMembers() { source.holdsMembers() }

    /// The parts that were left out since this was asked last, as offsets in the tar.
    func takeGaps() -> [Range<Int64>] {
        defer { gaps.removeAll() }
        return gaps
    }

    func next() -> UnsafeRawBufferPointer {
        while true {
            if let run = served?.next(), !run.isEmpty { return run }
            served = nil
            switch stage {
            case .header:
                readHeader()
            case .map(let contentBytes):
                let block = collect(TarHeader.blockBytes)
                serve(block)
                // The last byte of the map that is used says whether another block follows.
                let goesOn = block.count == TarHeader.blockBytes && block[504] != 0
                stage = goesOn ? .map(contentBytes) : .content(contentBytes)
            case .content(0):
                stage = .header
            case .content(let left):
                let run = take(left)
                stage = run.isEmpty ? .ended : .content(left - Int64(run.count))
                return run
            case .ended:
                return UnsafeRawBufferPointer(start: nil, count: 0)
            }
        }
    }

    /// Reads up to the next member: zeros of an end that was no end, names, and the header.
    private func readHeader() {
        let start = offset
        var lead: [UInt8] = []
        var zeroBlocks = 0
        var paxBytes: Int64?
        while true {
            let block = collect(TarHeader.blockBytes)
            guard block.count == TarHeader.blockBytes else {
                // The zeros that end a tar are two blocks.
                lead += [UInt8](repeating: 0, count: min(zeroBlocks, 2) * TarHeader.blockBytes)
                serve(lead + block)
                stage = .ended
                return
            }
            if lead.isEmpty, block.allSatisfy({ $0 == 0 }) {
                zeroBlocks += 1
                continue
            }
            guard let header = TarHeader(block),
                let padded = TarHeader.padded(
                    header.isAboutNext ? header.contentBytes : paxBytes ?? header.contentBytes
                ),
                !header.isAboutNext || padded + Int64(lead.count) <= Self.leadBytes
            else { return resume(behind: block, gapStart: start) }
            guard header.isAboutNext else {
                if zeroBlocks == 1 { gaps.append(start..<start + Int64(TarHeader.blockBytes)) }
                begin(header, padded: padded)
                return serve(lead + block)
            }
            alignment = (offset - Int64(TarHeader.blockBytes)) % Int64(TarHeader.blockBytes)
            let body = collect(Int(padded))
            lead += block + body
            if !"LK".utf8.contains(header.type) { isPax = true }
            if "xX".utf8.contains(header.type) {
                paxBytes = TarHeader.paxSize(Array(body.prefix(Int(header.contentBytes))))
            }
        }
    }

    private func begin(_ header: TarHeader, padded: Int64) {
        alignment = (offset - Int64(TarHeader.blockBytes)) % Int64(TarHeader.blockBytes)
        // Only pax has hard links with content.
        let isBareLink = header.type == UInt8(ascii: "1") && !isPax
        let content = header.isWithoutContent || isBareLink ? 0 : padded
        stage = header.hasMoreMap ? .map(content) : .content(content)
    }

    /// Looks for the next header, and remembers what lies before it as a gap.
    private func resume(behind block: [UInt8], gapStart: Int64) {
        var held = block
        var heldOffset = offset - Int64(block.count)
        var searched = 1
        while true {
            if let found = header(in: held, at: heldOffset, from: searched) {
                replay = MemoryStream(Array(held[found...]))
                offset = heldOffset + Int64(found)
                gaps.append(gapStart..<offset)
                stage = .header
                return
            }
            let dropped = max(0, held.count - (TarHeader.blockBytes - 1))
            held.removeFirst(dropped)
            heldOffset += Int64(dropped)
            searched = dropped == 0 ? searched : 0
            let count = held.count
            appendRest(to: &held)
            guard held.count > count else { break }
        }
        offset = heldOffset + Int64(held.count)
        gaps.append(gapStart..<offset)
        stage = .ended
    }

    /// All that was read already, or else the next run.
    private func appendRest(to held: inout [UInt8]) {
        held += rest
        var isRead = !rest.isEmpty
        rest = UnsafeRawBufferPointer(start: nil, count: 0)
        while let run = replay?.next(), !run.isEmpty {
            held += run
            isRead = true
        }
        replay = nil
        if !isRead { held += source.next() }
    }

    /// The index of a valid header; one without the magic must stand where headers begin.
    private func header(in held: [UInt8], at heldOffset: Int64, from start: Int) -> Int? {
        guard held.count >= TarHeader.blockBytes else { return nil }
        let magic = Array("ustar".utf8)
        return (start..<max(start, held.count - TarHeader.blockBytes + 1)).first { index in
            let isAligned = (heldOffset + Int64(index)) % Int64(TarHeader.blockBytes) == alignment
            guard isAligned || held[index + 257] == magic[0] else { return false }
            guard isAligned || held[(index + 257)...].starts(with: magic) else { return false }
            let block = Array(held[index..<index + TarHeader.blockBytes])
            return TarHeader.beginsTar(block) && TarHeader(block) != nil
        }
    }

    private func serve(_ bytes: [UInt8]) { served = MemoryStream(bytes) }

    /// So many bytes, or fewer where the source ends.
    private func collect(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let run = take(Int64(count - bytes.count))
            if run.isEmpty { break }
            bytes += run
        }
        return bytes
    }

    private func take(_ limit: Int64) -> UnsafeRawBufferPointer {
        if rest.isEmpty {
            rest = replay?.next() ?? rest
            if rest.isEmpty {
                replay = nil
                rest = source.next()
            }
        }
        let count = Int(min(Int64(rest.count), limit))
        // SAFETY: the run stays valid until its stream is asked again, after it is used up.
        let run = UnsafeRawBufferPointer(rebasing: rest[..<count])
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        offset += Int64(count)
        return run
    }
}
