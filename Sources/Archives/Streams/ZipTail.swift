/// Finds the end record of a zip that does not begin as one: its first header is damaged, or a
/// program that unpacks it stands before it.
enum ZipTail {
    /// The record with the longest comment (APPNOTE 4.3.16).
    private static let longestBytes = 22 + 65_535

    /// Whether the stream ends with an end record that points at a directory.
    static func isPresent(in stream: any ByteStream) -> Bool {
        guard let size = stream.sizeBytes, let tail = stream.tail(longestBytes) else {
            return false
        }
        let start = size - Int64(tail.count)
        let record: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        var index = tail.count - 22
        while index >= 0 {
            if tail[index] == record[0], tail[index...].starts(with: record) {
                let comment = Int(tail[index + 20]) | Int(tail[index + 21]) << 8
                let directoryBytes = tail[(index + 12)..<(index + 16)].reversed()
                    .reduce(Int64(0)) { $0 << 8 | Int64($1) }
                // The comment reaches to the end, and the directory lies before the record.
                if index + 22 + comment == tail.count, directoryBytes >= 46,
                    directoryBytes <= start + Int64(index)
                {
                    return true
                }
            }
            index -= 1
        }
        return false
    }
}
