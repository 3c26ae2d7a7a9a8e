import Archives

/// Parts of archives that no honest writer makes.
enum BombTar {
    /// One tar member with its content, filled up to whole blocks.
    static func member(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let padding = (512 - bytes.count % 512) % 512
        return header(name, bytes.count) + bytes + [UInt8](repeating: 0, count: padding)
    }

    /// A tar header for any size; sizes over 8 GB stand in base 256, as GNU tar writes them.
    static func header(_ name: String, _ sizeBytes: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
            for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
        }
        put(name.utf8, at: 0)
        for offset in [100, 108, 116] { put("0000000".utf8, at: offset) }
        put([0x80, 0, 0, 0], at: 124)
        put((0..<8).map { UInt8(truncatingIfNeeded: sizeBytes >> (56 - $0 * 8)) }, at: 128)
        put("00000000000".utf8, at: 136)
        put("        0".utf8, at: 148)
        put("ustar\u{0}00".utf8, at: 257)
        let octal = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put((String(repeating: "0", count: 6 - octal.count) + octal + "\0 ").utf8, at: 148)
        return header
    }

    /// A local header of a zip whose flags say that the stored content is encrypted.
    static func encryptedZipMember(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        var header: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 1, 0, 0, 0, 0, 0, 0x21, 0]
        // A gzip trailer begins with the same CRC-32.
        header += ArchiveWriter.gzip(bytes).suffix(8).prefix(4)
        for _ in 0..<2 { header += [UInt8(bytes.count), 0, 0, 0] }
        return header + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8) + bytes
    }
}
