internal import Glibc

/// An open file of the data folder, for its owner alone.
final class OwnFile: Sendable {
    let descriptor: Int32

    /// - Throws: What the system says if it cannot be opened.
    init(_ path: String, flags: Int32) throws(LiveProblem) {
        descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure("a file of the data folder", "opened") }
    }

    deinit { close(descriptor) }

    /// Writes all of it at the end, or where the file stands.
    func write(_ bytes: [UInt8]) throws(LiveProblem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("a file of the data folder", "written") }
            rest = rest.dropFirst(count)
        }
    }

    var sizeBytes: Int { max(0, Int(lseek(descriptor, 0, SEEK_END))) }

    /// Waits until it is on the disk.
    func sync() throws(LiveProblem) {
        guard fdatasync(descriptor) == 0 else {
            throw Self.failure("a file of the data folder", "synced")
        }
    }

    func readAll(most: Int) throws(LiveProblem) -> [UInt8] {
        var all: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 256 << 10)
        while all.count <= most {
            let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure("a file of the data folder", "read") }
            if count == 0 { return all }
            all += block.prefix(count)
        }
        throw LiveProblem("a file of the data folder is too large", help: "use another folder")
    }

    static func failure(_ what: String, _ verb: String) -> LiveProblem {
        LiveProblem(
            "\(what) could not be \(verb): \(String(cString: strerror(errno)))",
            help: "check the folder, its rights and its free space"
        )
    }
}
