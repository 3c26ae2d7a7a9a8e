internal import Glibc
internal import NIOPosix
internal import Synchronization

/// Bytes in files of the data folder, named by their hashes.
final class FolderVault: FileVault {
    private let folder: DataFolder
    private let most: Int
    /// Sizes of what is kept.
    private let sizes: Mutex<[String: Int]>
    private let budget: ByteBudget

    /// Removes what an earlier server left and nobody needs.
    init(_ folder: DataFolder, bytes: Int, needs: (String) -> Bool) {
        self.folder = folder
        most = bytes
        var kept: [String: Int] = [:]
        for name in folder.fileNames() {
            let path = folder.filePath(name)
            // A file that cannot be opened is as good as none.
            if needs(name), let file = try? OwnFile(path, flags: O_RDONLY) {
                kept[name] = file.sizeBytes
            } else {
                unlink(path)
            }
        }
        sizes = Mutex(kept)
        budget = ByteBudget(bytes: bytes)
        _ = budget.hold(min(bytes, kept.values.reduce(0, +)))
    }

    func keep(_ bytes: [UInt8], as sha256: String) async throws(LiveProblem) -> Bool {
        if sizes.withLock({ $0[sha256] != nil }) { return true }
        guard budget.hold(bytes.count) else { return false }
        let failure = await write(bytes, sha256)
        guard failure == nil else {
            budget.release(bytes.count)
            if let failure { throw failure }
            return false
        }
        // Two clients may have sent the same at the same time; it is there once.
        let wasThere = sizes.withLock { $0.updateValue(bytes.count, forKey: sha256) != nil }
        if wasThere { budget.release(bytes.count) }
        return true
    }

    func bytes(of sha256: String) async -> [UInt8]? {
        guard sizes.withLock({ $0[sha256] != nil }) else { return nil }
        let path = folder.filePath(sha256)
        let most = most
        // A file that cannot be read is as good as none to who asks for it.
        return try? await NIOThreadPool.singleton.runIfActive {
            try OwnFile(path, flags: O_RDONLY).readAll(most: most)
        }
    }

    func remove(_ sha256: String) {
        guard let size = sizes.withLock({ $0.removeValue(forKey: sha256) }) else { return }
        unlink(folder.filePath(sha256))
        budget.release(size)
    }

    /// Under another name first, so that what is there under a hash is whole.
    private func write(_ bytes: [UInt8], _ sha256: String) async -> LiveProblem? {
        let folder = folder
        do {
            try await NIOThreadPool.singleton.runIfActive {
                let draft = folder.draftPath()
                let file = try OwnFile(draft, flags: O_WRONLY | O_CREAT | O_EXCL)
                do {
                    try file.write(bytes)
                    try file.sync()
                } catch {
                    unlink(draft)
                    throw error
                }
                guard rename(draft, folder.filePath(sha256)) == 0 else {
                    throw OwnFile.failure("a file of the data folder", "named")
                }
                try folder.syncNames(of: "/files")
            }
            return nil
        } catch let problem as LiveProblem {
            return problem
        } catch {
            return LiveProblem("the server is ending", help: "start it again")
        }
    }
}
