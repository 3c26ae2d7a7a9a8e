/// Lays out a zip of deflated files (APPNOTE 6.3; no Zip64, no data descriptors).
struct ZipWriter {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var members = 0
    private let time: UInt16
    private let date: UInt16

    init(modifiedSeconds: Int64) {
        (date, time) = Self.dosStamp(modifiedSeconds)
    }

    mutating func add(_ path: String, _ content: [UInt8]) throws(ArchiveError) {
        let name = Array(path.utf8)
        let packed = Deflater.raw(content)
        let end = bytes.count + packed.count + name.count + 30
        guard name.count < 1 << 16, max(content.count, end) < 1 << 32, members < 0xFFFF else {
            throw .cannotWrite(path, reason: "the path or the content does not fit into a zip")
        }
        // Version 2.0, names are UTF-8 (bit 11), deflate; then the fields that both headers share.
        var shared: [UInt8] = Self.two(20) + Self.two(0x0800) + Self.two(8)
        shared += Self.two(Int(time)) + Self.two(Int(date))
        shared += Self.four(Int(Deflater.checksum(content)))
        shared += Self.four(packed.count) + Self.four(content.count)
        shared += Self.two(name.count) + Self.two(0)
        directory += [0x50, 0x4B, 0x01, 0x02] + Self.two(20) + shared
        // No comment, first disk, binary, no attributes, then where the local header lies.
        directory += Self.two(0) + Self.two(0) + Self.two(0) + Self.four(0)
        directory += Self.four(bytes.count) + name
        bytes += [0x50, 0x4B, 0x03, 0x04] + shared + name + packed
        members += 1
    }

    func finished() throws(ArchiveError) -> [UInt8] {
        guard bytes.count + directory.count < 1 << 32 else {
            throw .cannotWrite("zip", reason: "the members together do not fit into a zip")
        }
        var end: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + Self.two(0) + Self.two(0)
        end += Self.two(members) + Self.two(members)
        end += Self.four(directory.count) + Self.four(bytes.count) + Self.two(0)
        return bytes + directory + end
    }

    /// Date and time of MS-DOS, which begin in 1980 and count in two seconds.
    private static func dosStamp(_ seconds: Int64) -> (date: UInt16, time: UInt16) {
        let first: Int64 = 315_532_800
        let last: Int64 = 4_354_819_198
        let clamped = min(max(seconds, first), last)
        let days = clamped / 86_400
        let rest = clamped % 86_400
        // Days to a civil date, in eras of 400 years that begin on the first of March.
        let shifted = days + 719_468
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + shifted / 146_097 * 400 + (month <= 2 ? 1 : 0)
        let date = (year - 1980) << 9 | month << 5 | day
        let time = rest / 3_600 << 11 | rest / 60 % 60 << 5 | rest % 60 / 2
        return (UInt16(date), UInt16(time))
    }

    private static func two(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    private static func four(_ value: Int) -> [UInt8] { two(value) + two(value >> 16) }
}
