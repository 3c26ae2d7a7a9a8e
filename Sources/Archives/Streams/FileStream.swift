import CaseModel
import Crypto
import Glibc

/// A file that is closed with its owner.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    private let isOwned: Bool

    /// Takes over a descriptor; one that is only lent is not closed.
    init(descriptor: Int32, isOwned: Bool) {
        self.descriptor = descriptor
        self.isOwned = isOwned
    }

    deinit {
        if isOwned { close(descriptor) }
    }
}

/// A regular file or the standard input, read by plain `read`.
final class FileStream: ByteStream {
    private let file: OpenFile
    /// The size of a regular file; nil for a pipe.
    let sizeBytes: Int64?
    let modifiedSeconds: Int64?
    private(set) var failure: StreamFailure?
    private var position: Int64 = 0
    private let block = Block(count: 512 << 10)
    private let budget: Budget
    private var hasher: SHA256?

    /// Opens a regular file.
    static func open(_ path: [UInt8], budget: Budget) throws(OpenFailure) -> FileStream {
        // O_NONBLOCK: a pipe put in place of the file must not hold us. O_NOFOLLOW is the
        // folder's rule, checked there by lstat; a path that a user names may be a link.
        let terminated = path.map { CChar(bitPattern: $0) } + [0]
        let descriptor = Glibc.open(terminated, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw OpenFailure(reason: SystemError.current) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw OpenFailure(reason: "it is not a regular file")
        }
        budget.open(Int64(status.st_size))
        return FileStream(
            file: OpenFile(descriptor: descriptor, isOwned: true),
            size: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec),
            budget: budget,
            hasher: nil
        )
    }

    /// The standard input, or another pipe in its place; hashed while it is read.
    static func pipe(_ descriptor: Int32, budget: Budget) -> FileStream {
        FileStream(
            file: OpenFile(descriptor: descriptor, isOwned: false),
            size: nil,
            modified: nil,
            budget: budget,
            hasher: SHA256()
        )
    }

    private init(
        file: consuming OpenFile,
        size: Int64?,
        modified: Int64?,
        budget: Budget,
        hasher: SHA256?
    ) {
        self.file = file
        sizeBytes = size
        modifiedSeconds = modified
        self.budget = budget
        self.hasher = hasher
    }

    var packedBytes: Int64 { position }

    func next() -> UnsafeRawBufferPointer {
        guard failure == nil else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let count = fill()
        // SAFETY: the first `count` bytes were written by read(2); the block outlives the run.
        let run = UnsafeRawBufferPointer(rebasing: block.bytes[..<count])
        hasher?.update(bufferPointer: run)
        position += Int64(count)
        let allowed = budget.takePacked(count)
        if allowed < count { failure = budget.packageFailure }
        return UnsafeRawBufferPointer(rebasing: run[..<allowed])
    }

    func seek(to offset: Int64) -> Bool {
        guard sizeBytes != nil, offset >= 0, lseek(file.descriptor, Int(offset), SEEK_SET) >= 0
        else { return false }
        position = offset
        return true
    }

    func tail(_ count: Int) -> [UInt8]? {
        guard let sizeBytes else { return nil }
        let wanted = Int(min(Int64(count), sizeBytes))
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { target, filled in
            // SAFETY: pread writes at most `wanted` bytes, for which the array has room.
            filled = max(
                0,
                pread(file.descriptor, target.baseAddress, wanted, Int(sizeBytes) - wanted)
            )
        }
        return bytes.count == wanted ? bytes : nil
    }

    /// Reads what nobody asked for, up to a bound, and gives the hash of everything; nil for a
    /// file, and for a pipe that was longer than the bound.
    func finishHash(upTo limitBytes: Int64) -> [UInt8]? {
        guard hasher != nil else { return nil }
        while true {
            let count = fill()
            if count == 0 { break }
            hasher?.update(bufferPointer: UnsafeRawBufferPointer(rebasing: block.bytes[..<count]))
            position += Int64(count)
            if position > limitBytes { return nil }
        }
        guard let digest = hasher?.finalize() else { return nil }
        return Array(digest)
    }

    /// Reads until the block is full or the file ends; a pipe gives small pieces.
    private func fill() -> Int {
        var count = 0
        while count < block.bytes.count {
            // SAFETY: writes at most the rest of the block.
            let got = read(
                file.descriptor,
                block.bytes.baseAddress.map { $0 + count },
                block.bytes.count - count
            )
            if got > 0 {
                count += got
            } else if got == 0 {
                break
            } else if errno == EAGAIN {
                // A standard input that another program left in non-blocking mode.
                var wait = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
                poll(&wait, 1, -1)
            } else if errno != EINTR {
                failure = budget.failure(.damaged, "Reading failed: \(SystemError.current).")
                break
            }
        }
        return count
    }
}

/// Why a file of a package could not be opened.
struct OpenFailure: Error {
    var reason: String
}
