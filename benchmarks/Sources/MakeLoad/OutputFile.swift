import Glibc

/// A new file that takes blocks of bytes and is closed with its scope.
struct OutputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws(LoadError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        self.path = path
        if descriptor < 0 { throw LoadError("cannot create \(path)") }
    }

    deinit {
        close(descriptor)
    }

    func write(_ bytes: [UInt8]) throws(LoadError) {
        var written = 0
        while written < bytes.count {
            // SAFETY: the pointer is used inside the closure, with the length of what it points to.
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[written...])
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 { throw LoadError("cannot write \(path)") }
            written += count
        }
    }
}

/// What went wrong, on what, and the system's word for it.
struct LoadError: Error, CustomStringConvertible {
    let description: String

    init(_ what: String, reason: Int32? = nil) {
        let number = reason ?? errno
        description = number == 0 ? what : "\(what): \(String(cString: strerror(number)))"
    }
}
