import CaseModel
import Crypto

/// The identity of a package: SHA-256 of what it holds.
package struct PackageHash {
    /// Hashes a file by its bytes.
    ///
    /// A folder is hashed by its regular files, in the order of the bytes of their relative
    /// paths: for each the length of the path (8 bytes, little endian), the path, the size (the
    /// same way) and the SHA-256 of the content. Links and unreadable files are left out.
    ///
    /// - Returns: 32 bytes; nil for the standard input, which is hashed while it is read.
    /// - Throws: `cannotOpen` when the input cannot be opened or not be read to its end.
    package static func sha256(of input: Input) throws(ArchiveError) -> [UInt8]? {
        switch input {
        case .standardInput: return nil
        case .file(let path):
            do throws(OpenFailure) {
                return try content(Array(path.utf8)).digest
            } catch {
                throw .cannotOpen(input, reason: error.reason)
            }
        case .folder(let path): return try folder(path, of: input)
        }
    }

    private static func folder(_ path: String, of input: Input) throws(ArchiveError) -> [UInt8] {
        let listing = try FolderListing(path, of: input, limit: Limits().entriesPerPackage)
        var hasher = SHA256()
        for item in listing.items where item.form == .file {
            // A file that cannot be read now cannot be read later either: it is noted there.
            guard let found = try? content(listing.fullPath(item.path)) else { continue }
            hasher.update(data: littleEndian(item.path.count))
            hasher.update(data: item.path)
            hasher.update(data: littleEndian(found.sizeBytes))
            hasher.update(data: found.digest)
        }
        return Array(hasher.finalize())
    }

    private static func content(
        _ path: [UInt8]
    ) throws(OpenFailure) -> (digest: [UInt8], sizeBytes: Int) {
        // Hashing is bounded by the size of the file alone.
        var limits = Limits()
        limits.bytesPerPackage = .max
        let file = try FileStream.open(path, budget: Budget(limits: limits))
        var hasher = SHA256()
        while true {
            let run = file.next()
            if run.isEmpty { break }
            hasher.update(bufferPointer: run)
        }
        if let failure = file.failure { throw OpenFailure(reason: failure.reason) }
        return (Array(hasher.finalize()), Int(file.packedBytes))
    }

    private static func littleEndian(_ value: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
