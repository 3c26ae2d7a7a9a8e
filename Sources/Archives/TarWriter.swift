/// Lays out a tar of regular files (POSIX ustar; long paths in a pax header).
struct TarWriter {
    private var bytes: [UInt8] = []
    private let modifiedSeconds: Int64

    init(modifiedSeconds: Int64) {
        self.modifiedSeconds = modifiedSeconds
    }

    mutating func add(_ path: String, _ content: [UInt8]) throws(ArchiveError) {
        guard content.count < 1 << 33, !path.isEmpty, !path.utf8.contains(0) else {
            throw .cannotWrite(path, reason: "the path or the content does not fit into a tar")
        }
        let name = Array(path.utf8)
        if name.count > 100 { append(Self.pax(name), named: Array("pax".utf8), type: "x") }
        append(content, named: Array(name.prefix(100)), type: "0")
    }

    /// The tar with its two closing blocks, filled up to a record of 10,240 bytes.
    func finished() -> [UInt8] {
        let size = (bytes.count + 1024 + 10_239) / 10_240 * 10_240
        return bytes + [UInt8](repeating: 0, count: size - bytes.count)
    }

    private mutating func append(_ content: [UInt8], named name: [UInt8], type: Unicode.Scalar) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], at offset: Int) {
            header.replaceSubrange(offset..<offset + text.count, with: text)
        }
        put(name, at: 0)
        put(Self.octal(0o644, digits: 7), at: 100)
        put(Self.octal(0, digits: 7), at: 108)
        put(Self.octal(0, digits: 7), at: 116)
        put(Self.octal(Int64(content.count), digits: 11), at: 124)
        put(Self.octal(max(0, modifiedSeconds), digits: 11), at: 136)
        put(Array("        ".utf8), at: 148)
        put([UInt8(ascii: type)], at: 156)
        put(Array("ustar\0".utf8) + Array("00".utf8), at: 257)
        let sum = header.reduce(0) { $0 + Int64($1) }
        put(Self.octal(sum, digits: 6) + [0, 0x20], at: 148)
        bytes += header
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// One record `LENGTH path=NAME\n`, whose length counts its own digits (POSIX pax).
    private static func pax(_ name: [UInt8]) -> [UInt8] {
        let body = Array(" path=".utf8) + name + [UInt8(ascii: "\n")]
        var length = body.count + 1
        while body.count + String(length).utf8.count > length { length += 1 }
        return Array(String(length).utf8) + body
    }

    private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
        let text = Array(String(value, radix: 8).utf8)
        return [UInt8](repeating: 0x30, count: max(0, digits - text.count)) + text
    }
}
