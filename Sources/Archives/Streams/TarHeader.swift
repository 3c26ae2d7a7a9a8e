/// One header block of a tar, as far as it says how many bytes follow.
struct TarHeader {
    static let blockBytes = 512

    let type: UInt8
    /// Bytes of content behind the header, without the padding.
    let contentBytes: Int64
    /// An old GNU sparse file whose map goes on in blocks of its own.
    let hasMoreMap: Bool

    /// nil unless the block is a header whose checksum holds.
    init?(_ block: some RandomAccessCollection<UInt8>) {
        guard let header = Self.checked(Array(block)) else { return nil }
        let type = header[156]
        guard let size = Self.number(header[124..<136]) else { return nil }
        self.type = type
        contentBytes = size
        hasMoreMap = type == UInt8(ascii: "S") && header[482] != 0
    }

    /// The long name, long link or pax records of the member that follows.
    var isAboutNext: Bool { "LKxXg".utf8.contains(type) }
    /// libarchive takes no content from links, devices and folders, whatever their size says.
    var isWithoutContent: Bool { "23456".utf8.contains(type) }

    /// The bytes with their padding; nil when they are too many to be true.
    static func padded(_ bytes: Int64) -> Int64? {
        guard bytes >= 0, bytes < Int64.max - 512 else { return nil }
        return (bytes + 511) / 512 * 512
    }

    /// The header whose numbers hold and which begins like one: it may stand where a tar begins.
    static func beginsTar(_ head: [UInt8]) -> Bool {
        guard head.count >= blockBytes, head[0] != 0 else { return false }
        // Of mode, uid, gid, size and time: libarchive asks the same.
        let numbers = [100..<108, 108..<116, 116..<124, 124..<136, 136..<148]
        guard numbers.allSatisfy({ isNumber(head[$0]) }) else { return false }
        let type = head[156]
        let isLetter = (0x41...0x5A).contains(type & 0xDF)
        guard type == 0 || (0x30...0x39).contains(type) || isLetter else { return false }
        return checked(Array(head.prefix(blockBytes))) != nil
    }

    /// The value of the last `size` record in the body of a pax header; nil without one.
    static func paxSize(_ body: [UInt8]) -> Int64? {
        var rest = body[...]
        var size: Int64?
        while let blank = rest.firstIndex(of: 0x20),
            let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
            length > blank - rest.startIndex, length <= rest.count
        {
            let record = rest[(blank + 1)..<(rest.startIndex + length)]
            let key = Array("size=".utf8)
            if record.starts(with: key) {
                let digits = record.dropFirst(key.count).prefix { $0 != 0x0A }
                size = Int64(String(decoding: digits, as: UTF8.self))
            }
            rest = rest.dropFirst(length)
        }
        return size
    }

    /// The block if the sum of its bytes is the one it declares; some tars add signed bytes.
    private static func checked(_ block: [UInt8]) -> [UInt8]? {
        guard block.count == blockBytes, let declared = octal(block[148..<156]) else { return nil }
        var sum: Int64 = 0
        var signedSum: Int64 = 0
        for (index, byte) in block.enumerated() {
            let value = (148..<156).contains(index) ? 0x20 : byte
            sum += Int64(value)
            signedSum += Int64(Int8(bitPattern: value))
        }
        return declared == sum || declared == signedSum ? block : nil
    }

    /// Octal digits between blanks, or a base-256 number, which has the top bit set.
    private static func isNumber(_ field: ArraySlice<UInt8>) -> Bool {
        guard let first = field.first, first & 0x80 == 0 else { return true }
        let digits = field.drop { $0 == 0x20 }.drop { (0x30...0x37).contains($0) }
        return digits.allSatisfy { $0 == 0x20 || $0 == 0 }
    }

    /// The number of a field; nil when it is negative or too large.
    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard let first = field.first else { return nil }
        guard first & 0x80 != 0 else { return octal(field) ?? 0 }
        var value = Int64(first & 0x3F)
        guard first & 0x40 == 0 else { return nil }
        for byte in field.dropFirst() {
            guard value < Int64.max >> 8 else { return nil }
            value = value << 8 | Int64(byte)
        }
        return value
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        guard !digits.isEmpty else { return nil }
        // A field has twelve digits at most: 36 bits.
        return digits.reduce(0) { $0 * 8 + Int64($1 - 0x30) }
    }
}
