/// A row of a view as rules name it: its kind and id, such as `scan/17`.
struct RowKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    let kind: String
    let id: Int64

    init(kind: String, id: Int64) {
        self.kind = kind
        self.id = id
    }

    /// Nil if the text is no kind and number with a slash between.
    init?(_ text: String) {
        // Bytes, not characters: this runs once for every row of every rule.
        let bytes = text.utf8
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > bytes.startIndex,
            let id = Int64(text[bytes.index(after: slash)...])
        else { return nil }
        kind = String(text[..<slash])
        self.id = id
    }

    var description: String { "\(kind)/\(id)" }

    static func < (left: RowKey, right: RowKey) -> Bool {
        (left.kind, left.id) < (right.kind, right.id)
    }
}

extension Sequence<RowKey> {
    /// The ids of each kind, sorted, as JSON arrays of at most twenty thousand.
    func idLists() -> [(kind: String, ids: String)] {
        var byKind: [String: [Int64]] = [:]
        for key in self { byKind[key.kind, default: []].append(key.id) }
        return byKind.sorted { $0.key < $1.key }.flatMap { kind, ids in
            let sorted = Set(ids).sorted()
            return stride(from: 0, to: sorted.count, by: 20_000).map { start in
                let part = sorted[start..<Swift.min(start + 20_000, sorted.count)]
                return (kind, "[\(part.map(String.init).joined(separator: ","))]")
            }
        }
    }
}
