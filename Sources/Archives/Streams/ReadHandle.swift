import CArchive

/// The formats that libarchive reads for us, one at a time: with all of them on, a log is soon
/// taken for an mtree or a raw file.
enum ArchiveFormat: Hashable, Sendable {
    case tar, sevenZip
    /// By the central directory at the end; needs a stream that can seek.
    case zipDirectory
    /// By the local headers, from front to back.
    case zipHeaders
    /// A compressed file that holds no more than its content.
    case zstd, bzip2

    /// Whether bytes come out of a decoder; those of a tar lie in it as they are.
    var isDecoder: Bool { self != .tar }
}

/// One libarchive reader, freed with its owner.
struct ReadHandle: ~Copyable {
    let pointer: OpaquePointer

    init(_ format: ArchiveFormat) {
        guard let pointer = archive_read_new() else {
            preconditionFailure("libarchive has no memory for a reader.")
        }
        self.pointer = pointer
        switch format {
        case .tar:
            archive_read_support_format_tar(pointer)
            // An archive that was appended to another is read as well.
            archive_read_set_option(pointer, "tar", "read_concatenated_archives", "1")
        case .sevenZip: archive_read_support_format_7zip(pointer)
        case .zipDirectory: archive_read_support_format_zip_seekable(pointer)
        case .zipHeaders: archive_read_support_format_zip_streamable(pointer)
        case .zstd: archive_read_support_filter_zstd(pointer)
        case .bzip2: archive_read_support_filter_bzip2(pointer)
        }
        if [.zstd, .bzip2].contains(format) {
            archive_read_support_format_raw(pointer)
            archive_read_support_format_empty(pointer)
        }
    }

    deinit { archive_read_free(pointer) }

    /// Connects the reader with a feed, which must outlive it.
    func open(_ feed: Feed, canSeek: Bool) -> Int32 {
        // SAFETY: the feed is kept by the object that owns this handle, so the unretained pointer
        // is valid in every callback; the runs it gives stay valid until it is asked again.
        archive_read_set_callback_data(pointer, Unmanaged.passUnretained(feed).toOpaque())
        archive_read_set_read_callback(pointer) { _, context, block in
            guard let context, let block else { return Int(ARCHIVE_FATAL) }
            let run = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue().next()
            block.pointee = run.baseAddress
            return run.count
        }
        if canSeek {
            archive_read_set_seek_callback(pointer) { _, context, offset, whence in
                guard let context else { return Int64(ARCHIVE_FATAL) }
                let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
                return feed.seek(by: offset, whence: whence) ?? Int64(ARCHIVE_FATAL)
            }
        }
        return archive_read_open1(pointer)
    }

    /// What libarchive says about its last failure.
    var message: String {
        guard let text = archive_error_string(pointer) else { return "unknown error" }
        // SAFETY: libarchive keeps the C string until the next call; it is copied.
        return String(cString: text)
    }
}

extension Feed {
    /// Seeks as lseek(2) does and gives the new offset; nil where that cannot be done.
    fileprivate func seek(by offset: Int64, whence: Int32) -> Int64? {
        let start: Int64
        switch whence {
        case 0: start = 0
        case 1: start = offsetBytes
        default: start = source.sizeBytes ?? 0
        }
        let (target, isTooFar) = start.addingReportingOverflow(offset)
        guard !isTooFar, seek(to: target) else { return nil }
        return target
    }
}
