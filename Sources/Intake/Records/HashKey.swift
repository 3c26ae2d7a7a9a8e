/// A hash of bytes as the key of a dictionary, which then need not hash it once more.
///
/// Records are looked up by the million, and SipHash took a thirtieth of all instructions.
struct HashKey: Hashable, Sendable {
    let hash: UInt64

    init(_ hash: UInt64) { self.hash = hash }

    static func == (one: HashKey, other: HashKey) -> Bool { one.hash == other.hash }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// What the dictionary places the key by.
    ///
    /// The seed differs between processes, so that nobody can make texts whose keys all fall into
    /// one place.
    @inline(__always)
    func _rawHashValue(seed: Int) -> Int {
        Int(truncatingIfNeeded: ByteText.mix(hash, UInt64(bitPattern: Int64(seed))))
    }
}
