internal import FoundationEssentials
internal import Glibc

/// A folder of mode 0700 that is gone when the scope that made it ends.
package struct TemporaryFolder: ~Copyable {
    package let path: String

    package init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/scanwhy-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw UserMessage(
                problem: "no temporary folder could be made",
                reason: String(cString: strerror(errno)),
                location: parent,
                help: "set TMPDIR to a folder with free space, or keep the case with --case FILE"
            )
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // What cannot be removed lies in the temporary folder of this user alone.
        try? FileManager.default.removeItem(atPath: path)
    }
}
