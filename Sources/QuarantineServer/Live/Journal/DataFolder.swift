internal import FoundationEssentials
internal import Glibc

/// The folder that `--data` names: a lock, the journal, the bytes of files, the API key.
///
/// No name in it comes from outside but hashes, which are hexadecimal digits.
package final class DataFolder: Sendable {
    let path: String
    /// Held as long as this server runs; it goes with the process, however that ends.
    private let lock: OwnFile

    /// Makes the folder if it is not there, and takes it for this process.
    package init(_ path: String) throws(LiveProblem) {
        self.path = path
        try Self.make(path)
        lock = try OwnFile(path + "/lock", flags: O_RDWR | O_CREAT)
        guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw LiveProblem(
                "the data folder is in use by another server",
                help: "end that one, or use another folder"
            )
        }
        try Self.make(path + "/files")
    }

    /// Leaves the folder to another server; nothing is written by this one any more.
    func unlock() { flock(lock.descriptor, LOCK_UN) }

    var journalPath: String { path + "/journal" }

    /// What the Cloud's stand-in writes down.
    package var cloudPath: String { path + "/cloud" }

    /// Where the bytes of a content lie.
    func filePath(_ sha256: String) -> String {
        precondition(
            sha256.utf8.count == 64 && sha256.utf8.allSatisfy { Hex.value($0) != nil },
            "A name in the data folder is a hash."
        )
        return "\(path)/files/\(sha256)"
    }

    /// A new name for a file that is being written.
    func draftPath() -> String { "\(path)/files/draft-\(Identifier.random())" }

    /// Waits until the names in a folder are on the disk.
    func syncNames(of folder: String = "") throws(LiveProblem) {
        let file = try OwnFile(path + folder, flags: O_RDONLY | O_DIRECTORY)
        guard fsync(file.descriptor) == 0 else {
            throw OwnFile.failure("the data folder", "synced")
        }
    }

    /// Hashes of the files that are there; drafts of an earlier server are removed.
    func fileNames() -> [String] {
        guard let folder = opendir(path + "/files") else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix("draft-") {
                unlink("\(path)/files/\(name)")
            } else if name.utf8.count == 64 {
                names.append(name)
            }
        }
        return names.sorted()
    }

    /// The API key that an earlier server made here, or a new one.
    package func apiKey() throws(LiveProblem) -> (key: String, isNew: Bool) {
        let file = try OwnFile(path + "/api-key", flags: O_RDWR | O_CREAT)
        let text = String(decoding: try file.readAll(most: 4_096), as: UTF8.self)
        let key = text.prefix { $0 != "\n" }
        if !key.isEmpty { return (String(key), false) }
        let new = SecretText.random()
        try file.write(Array((new + "\n").utf8))
        try file.sync()
        return (new, true)
    }

    private static func make(_ path: String) throws(LiveProblem) {
        if mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw OwnFile.failure("the data folder", "made") }
        // Foundation's look at it: C's own type has the name of its function, and comes from
        // different modules by chance.
        let facts = (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
        guard facts[.type] as? FileAttributeType == .typeDirectory else {
            throw LiveProblem("the data folder is no folder", help: "name another one")
        }
        guard number(facts[.ownerAccountID]) == Int(geteuid()),
            let mode = number(facts[.posixPermissions]), mode & 0o077 == 0
        else {
            throw LiveProblem(
                "the data folder is open to others",
                help: "make it yours alone: chmod 700, or name another one"
            )
        }
    }

    /// Whichever type of number it is.
    private static func number(_ value: Any?) -> Int? {
        (value as? any BinaryInteger).map { Int($0) } ?? value as? Int
    }
}
