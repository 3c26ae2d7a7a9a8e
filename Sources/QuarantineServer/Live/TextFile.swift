internal import Glibc

/// A small file that the user names, such as a scenario or a key.
package enum TextFile {
    /// - Throws: Why it cannot be read; what it holds is not told.
    package static func read(_ path: String, mostBytes: Int) throws(LiveProblem) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= mostBytes {
            let count = block.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += block.prefix(count)
        }
        throw LiveProblem("\(path) is too large", help: "name the right file")
    }

    /// A key or a password: the first line of a file.
    package static func secret(_ path: String) throws(LiveProblem) -> String {
        let text = try read(path, mostBytes: 4_096)
        let line = text.prefix { !$0.isNewline }
        guard line.utf8.count >= 16 else {
            throw LiveProblem(
                "the secret in \(path) is too short",
                help: "put at least 16 characters into its first line"
            )
        }
        return String(line)
    }

    private static func failure(_ path: String) -> LiveProblem {
        LiveProblem(
            "\(path) could not be read: \(String(cString: strerror(errno)))",
            help: "check its name and its rights"
        )
    }
}
