import CArchive
import CaseModel

/// One member of an archive, as its header describes it.
struct Member {
    enum Form { case regular, folder, link, device, encrypted }

    var name: [UInt8]
    var declaredBytes: Int64?
    var modifiedSeconds: Int64?
    var form: Form
}

/// An open archive; as a stream it gives the bytes of the member it has come to.
final class ArchiveStream: ByteStream {
    enum Step {
        case member(Member)
        case end
        /// Something was skipped; the next step goes on behind it.
        case damage(String)
        case failed(StreamFailure)
    }

    private(set) var format: ArchiveFormat
    private let feed: Feed
    private var handle: ReadHandle
    private let budget: Budget
    /// Why the member that is being read ended early.
    private(set) var failure: StreamFailure?
    private var memberBytes: Int64 = 0
    private var packedStart: Int64 = 0
    private var isAtMemberEnd = true
    /// Bytes of a sparse file before `pending`, which are zeros and in no archive.
    private var holeBytes: Int64 = 0
    private var pending = UnsafeRawBufferPointer(start: nil, count: 0)
    private lazy var zeros = Block(count: 256 << 10)
    private var restartOffset: Int64 = -1
    private var openResult: Int32
    private var hasMembers = false

    init(_ format: ArchiveFormat, source: any ByteStream, budget: Budget) {
        self.format = format
        self.budget = budget
        feed = Feed(source, padsDescriptor: format == .zipDirectory || format == .zipHeaders)
        handle = ReadHandle(format)
        // Only these need it; others would skip by it, past what a restart put in front.
        openResult = handle.open(feed, canSeek: format == .zipDirectory || format == .sevenZip)
    }

    /// The content of a compressed file, ready to be read.
    static func unpacking(
        _ format: ArchiveFormat,
        source: any ByteStream,
        budget: Budget
    ) -> ArchiveStream {
        let stream = ArchiveStream(format, source: source, budget: budget)
        if case .failed(let failure) = stream.nextMember() { stream.failure = failure }
        return stream
    }

    var packedBytes: Int64 {
        format == .tar ? feed.source.packedBytes : archive_filter_bytes(handle.pointer, -1)
    }

    /// Why the stream below ended early; that need not have hurt any member.
    var sourceFailure: StreamFailure? { feed.source.failure }

    func holdsMembers() { hasMembers = true }

    /// Goes on to the next member, past what was not read of this one.
    func nextMember() -> Step {
        guard openResult >= ARCHIVE_WARN else { return .failed(readFailure(openResult)) }
        isAtMemberEnd = true
        memberBytes = 0
        holeBytes = 0
        pending = UnsafeRawBufferPointer(start: nil, count: 0)
        var entry: OpaquePointer?
        let result = archive_read_next_header(handle.pointer, &entry)
        switch result {
        case ARCHIVE_EOF: return .end
        case ARCHIVE_RETRY: return .damage(handle.message)
        case ARCHIVE_OK, ARCHIVE_WARN: break
        // After a failure in a member the same is said again; it keeps its number.
        default: return .failed(failure ?? readFailure(result))
        }
        guard let entry else { return .end }
        failure = nil
        packedStart = packedBytes
        isAtMemberEnd = false
        return .member(Member(entry))
    }

    func next() -> UnsafeRawBufferPointer {
        if isAtMemberEnd { return finish(failure) }
        if holeBytes > 0 { return hole() }
        if !pending.isEmpty {
            defer { pending = UnsafeRawBufferPointer(start: nil, count: 0) }
            return metered(pending)
        }
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        var result = ARCHIVE_OK
        repeat {
            // Not archive_read_data: that drops what it has when the archive ends in the middle.
            result = archive_read_data_block(handle.pointer, &start, &count, &offset)
        } while result == ARCHIVE_OK && count == 0
        guard result == ARCHIVE_OK else {
            return finish(result == ARCHIVE_EOF ? nil : readFailure(result))
        }
        // SAFETY: libarchive keeps the block until it is asked for the next one.
        let run = UnsafeRawBufferPointer(start: start, count: count)
        guard offset > memberBytes else { return metered(run) }
        holeBytes = offset - memberBytes
        pending = run
        return hole()
    }

    /// Starts again behind a place where a zip could not be read, by the local headers.
    ///
    /// - Returns: False where nothing more can be gained.
    func salvage(fromStart: Bool = false) -> Bool {
        guard format == .zipDirectory || format == .zipHeaders, !budget.isStopped else {
            return false
        }
        let consumed = fromStart ? 0 : archive_filter_bytes(handle.pointer, 0)
        guard !feed.isSpent(after: consumed) else { return false }
        // The mark of a data descriptor: the format test takes it, and the search for the next
        // local header, which libarchive then begins, passes over it.
        let opening: [UInt8] = [0x50, 0x4B, 0x07, 0x08]
        let offset = feed.restart(after: consumed, opening: opening)
        guard offset > restartOffset else { return false }
        restartOffset = offset
        format = .zipHeaders
        handle = ReadHandle(.zipHeaders)
        openResult = handle.open(feed, canSeek: false)
        failure = nil
        return true
    }

    private func hole() -> UnsafeRawBufferPointer {
        let count = Int(min(holeBytes, Int64(zeros.bytes.count)))
        holeBytes -= Int64(count)
        return metered(UnsafeRawBufferPointer(rebasing: zeros.bytes[..<count]))
    }

    private func metered(_ run: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        memberBytes += Int64(run.count)
        if !hasMembers, budget.isTooMuch(memberBytes, from: packedBytes - packedStart) {
            return finish(budget.ratioFailure())
        }
        guard format.isDecoder else { return run }
        let allowed = budget.takeInflated(run.count)
        if allowed < run.count {
            failure = budget.packageFailure
            isAtMemberEnd = true
        }
        return UnsafeRawBufferPointer(rebasing: run[..<allowed])
    }

    private func finish(_ failure: StreamFailure?) -> UnsafeRawBufferPointer {
        isAtMemberEnd = true
        self.failure = failure
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// libarchive hands over full blocks only, and forgets what it has when the data end badly.
    private var keptBack: String {
        switch format {
        case .bzip2: " Up to 65536 bytes before that could not be had."
        case .zstd: " Up to 131072 bytes before that could not be had."
        case .tar, .zipDirectory, .zipHeaders, .sevenZip: ""
        }
    }

    private func readFailure(_ result: Int32) -> StreamFailure {
        if let below = feed.source.failure { return below }
        // libarchive 3.6.2 may be asked this only once it knows the format: before, it follows a
        // pointer behind the end of its table.
        if archive_format(handle.pointer) != 0,
            archive_read_has_encrypted_entries(handle.pointer) > 0
        {
            return budget.failure(.encrypted, "It is encrypted and was not read.")
        }
        let message = handle.message
        if message.contains("nsupported") {
            return budget.failure(.partlyRead, "It is packed in a way not read here: \(message).")
        }
        // libarchive has one error code for both; its texts are "Truncated tar archive" and such.
        let canMeetEnd = format != .zipDirectory && format != .sevenZip
        let isCut = message.contains("runcated") || (canMeetEnd && feed.isAtEnd)
        let what = isCut ? "It stops in the middle" : "It is damaged"
        return budget.failure(isCut ? .truncated : .damaged, "\(what): \(message).\(keptBack)")
    }
}

extension Member {
    fileprivate init(_ entry: OpaquePointer) {
        let isSized = archive_entry_size_is_set(entry) != 0
        let isTimed = archive_entry_mtime_is_set(entry) != 0
        name = Self.name(of: entry)
        declaredBytes = isSized ? archive_entry_size(entry) : nil
        modifiedSeconds = isTimed ? Int64(archive_entry_mtime(entry)) : nil
        let looksLikeFolder = name.last == UInt8(ascii: "/") || name.last == UInt8(ascii: "\\")
        switch UInt32(archive_entry_filetype(entry)) {
        case 0o040000: form = .folder
        case 0o120000: form = .link
        case 0o100000, 0:
            if archive_entry_is_encrypted(entry) != 0 {
                form = .encrypted
            } else if archive_entry_hardlink(entry) != nil, declaredBytes ?? 0 == 0 {
                form = .link
            } else if looksLikeFolder, declaredBytes ?? 0 == 0 {
                form = .folder
            } else {
                form = .regular
            }
        default: form = .device
        }
    }

    private static func name(of entry: OpaquePointer) -> [UInt8] {
        guard let text = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry) else {
            return []
        }
        // SAFETY: a C string that the entry owns; its bytes are copied.
        return Array(cBytes: text)
    }
}

extension [UInt8] {
    /// The bytes of a C string, unchanged, without the closing zero.
    init(cBytes text: UnsafePointer<CChar>) {
        self.init()
        var index = 0
        // SAFETY: reads up to the closing zero, which every C string has.
        while text[index] != 0 {
            append(UInt8(bitPattern: text[index]))
            index += 1
        }
    }
}
