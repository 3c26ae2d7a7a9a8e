import CZlib

/// Makes small archives in memory, byte for byte the same each time: one time stamp for all
/// members, owner 0, no names of machines or users.
package struct ArchiveWriter {
    package enum Kind: Sendable, Hashable { case tarGzip, zip }

    /// Packs entries in the order in which they come.
    ///
    /// - Parameters:
    ///   - kind: The format.
    ///   - entries: Paths as they are to stand in the archive, and contents below 4 GiB.
    ///   - modifiedSeconds: The time of every member, in seconds since 1970, from 1980 on for zip.
    /// - Returns: The archive.
    /// - Throws: `cannotWrite` when a path or a content is too long for the format.
    package static func write(
        kind: Kind,
        entries: [(path: String, bytes: [UInt8])],
        modifiedSeconds: Int64
    ) throws(ArchiveError) -> [UInt8] {
        switch kind {
        case .tarGzip:
            var tar = TarWriter(modifiedSeconds: modifiedSeconds)
            for entry in entries { try tar.add(entry.path, entry.bytes) }
            return Deflater.gzip(tar.finished())
        case .zip:
            var zip = ZipWriter(modifiedSeconds: modifiedSeconds)
            for entry in entries { try zip.add(entry.path, entry.bytes) }
            return try zip.finished()
        }
    }

    /// Wraps bytes as one gzip member without name and time.
    package static func gzip(_ bytes: [UInt8]) -> [UInt8] { Deflater.gzip(bytes) }
}

extension ArchiveError {
    static func cannotWrite(_ path: String, reason: String) -> ArchiveError {
        ArchiveError(code: .cannotWrite, attempt: "pack", subject: path, reason: reason)
    }
}

/// Compression by zlib, of bytes that are in memory.
enum Deflater {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] { deflated(bytes, windowBits: 15 + 16) }

    static func raw(_ bytes: [UInt8]) -> [UInt8] { deflated(bytes, windowBits: -15) }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        // SAFETY: zlib reads `count` bytes of the array, which is alive during the call.
        UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    }

    private static func deflated(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
        var state = z_stream()
        let started = scanwhy_deflate_init(&state, 6, windowBits)
        precondition(started == Z_OK, "zlib refuses to start: no memory or a wrong version.")
        defer { deflateEnd(&state) }
        // The bound leaves no room for a gzip header of its own: 18 bytes.
        let bound = Int(deflateBound(&state, UInt(bytes.count))) + 18
        return bytes.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                // SAFETY: zlib reads the input, which this closure keeps, and writes at most
                // `bound` bytes; it never writes through next_in, whatever its type says.
                let start = UnsafeMutableRawPointer(mutating: input.baseAddress)
                state.next_in = start?.assumingMemoryBound(to: UInt8.self)
                state.avail_in = UInt32(input.count)
                state.next_out = output.baseAddress
                state.avail_out = UInt32(bound)
                let result = deflate(&state, Z_FINISH)
                precondition(result == Z_STREAM_END, "deflateBound was too small.")
                count = bound - Int(state.avail_out)
            }
        }
    }
}
