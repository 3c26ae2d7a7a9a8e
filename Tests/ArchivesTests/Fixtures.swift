import Archives
import CArchive

/// The time stamp of all fixtures.
let fixtureSeconds: Int64 = 1_700_000_000

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

func tarGzip(_ entries: [(path: String, bytes: [UInt8])]) throws -> [UInt8] {
    try ArchiveWriter.write(kind: .tarGzip, entries: entries, modifiedSeconds: fixtureSeconds)
}

func zip(_ entries: [(path: String, bytes: [UInt8])]) throws -> [UInt8] {
    try ArchiveWriter.write(kind: .zip, entries: entries, modifiedSeconds: fixtureSeconds)
}

/// Lines that differ, so that they compress about as logs do.
func logLines(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    var text: [UInt8] = []
    for line in 0..<count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += utf8("[INFO   ] 2026.06.28 10:00:00.\(line % 1000): (core) id='\(state)'\n")
    }
    return text
}

/// One gzip member whose data are stored: what a cut leaves of it can be reckoned exactly.
func storedGzip(_ bytes: [UInt8], blockBytes: Int = 1000) -> [UInt8] {
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(blockBytes)
        rest = rest.dropFirst(blockBytes)
        let count = UInt16(block.count)
        packed.append(rest.isEmpty ? 1 : 0)
        for word in [count, ~count] { packed += [UInt8(word & 0xFF), UInt8(word >> 8)] }
        packed += block
    } while !rest.isEmpty
    // The trailer of the same bytes, packed otherwise: checksum and length.
    return packed + ArchiveWriter.gzip(bytes).suffix(8)
}

/// One tar header, with any type and name.
func tarHeader(
    _ name: [UInt8],
    type: Character = "0",
    size: Int = 0,
    link: String = ""
) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], at offset: Int) {
        header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    let octal = String(size, radix: 8)
    put(name, at: 0)
    put(utf8("0000644"), at: 100)
    put(utf8("0000000"), at: 108)
    put(utf8("0000000"), at: 116)
    put(utf8(String(repeating: "0", count: 11 - octal.count) + octal), at: 124)
    put(utf8("00000000000"), at: 136)
    put(utf8("        "), at: 148)
    put(utf8(String(type)), at: 156)
    put(utf8(link), at: 157)
    put(utf8("ustar\u{0}00"), at: 257)
    put(utf8("0000000"), at: 329)
    put(utf8("0000000"), at: 337)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    put(utf8(String(repeating: "0", count: 6 - sum.count) + sum) + [0, 0x20], at: 148)
    return header
}

/// One tar member with its content, filled up to whole blocks.
func tarMember(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let padding = (512 - bytes.count % 512) % 512
    return tarHeader(utf8(name), size: bytes.count) + bytes
        + [UInt8](repeating: 0, count: padding)
}

let tarEnd = [UInt8](repeating: 0, count: 1024)

/// A local header of a zip with a stored content; flag bit 0 says that it is encrypted.
func zipLocal(_ name: [UInt8], _ bytes: [UInt8], flags: UInt8 = 0) -> [UInt8] {
    var header: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, flags, 0, 0, 0, 0, 0, 0x21, 0]
    // A gzip trailer begins with the same CRC-32.
    header += ArchiveWriter.gzip(bytes).suffix(8).prefix(4)
    for _ in 0..<2 { header += (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } }
    header += [UInt8(name.count), 0, 0, 0]
    return header + name + bytes
}

enum Packing { case sevenZip, xz, zstd, bzip2 }

/// What libarchive makes of one file: a 7z, or the file compressed alone.
func packed(_ packing: Packing, _ name: String, _ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 65_536)
    var used = 0
    let writer = archive_write_new()
    switch packing {
    case .sevenZip: archive_write_set_format_7zip(writer)
    case .xz: archive_write_add_filter_xz(writer)
    case .zstd: archive_write_add_filter_zstd(writer)
    case .bzip2: archive_write_add_filter_bzip2(writer)
    }
    if packing != .sevenZip {
        archive_write_set_format_raw(writer)
        archive_write_set_bytes_per_block(writer, 0)
    }
    output.withUnsafeMutableBytes { buffer in
        // SAFETY: libarchive writes into the buffer until the writer is freed, in this closure.
        archive_write_open_memory(writer, buffer.baseAddress, buffer.count, &used)
        let entry = archive_entry_new()
        archive_entry_set_pathname(entry, name)
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_size(entry, Int64(bytes.count))
        archive_write_header(writer, entry)
        archive_write_data(writer, bytes, bytes.count)
        archive_entry_free(entry)
        archive_write_close(writer)
        archive_write_free(writer)
    }
    return Array(output.prefix(used))
}
