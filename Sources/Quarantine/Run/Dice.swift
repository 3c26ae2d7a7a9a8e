/// Chance that is the same on every machine and in every version: SplitMix64.
///
/// Each question has a stream of its own, named by a key: one scan more or less does not move
/// the luck of all others, so that a run with a remedy can be compared file by file.
package struct Dice: Sendable, Hashable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// FNV-1a folds the key into the seed.
    package init(seed: UInt64, key: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var mixed = Dice(seed: seed ^ hash)
        state = mixed.word()
    }

    package mutating func word() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from low to high, both included; low when there is no room between them.
    package mutating func between(_ low: Int64, _ high: Int64) -> Int64 {
        guard high > low else { return low }
        return low + Int64(word() % UInt64(high - low + 1))
    }

    package mutating func chance(percent: Int) -> Bool { between(1, 100) <= Int64(percent) }

    /// Lower-case hexadecimal digits.
    package mutating func hex(_ digits: Int) -> String {
        var text: [UInt8] = []
        let alphabet = Array("0123456789abcdef".utf8)
        while text.count < digits {
            let bits = word()
            for shift in stride(from: 60, through: 0, by: -4) where text.count < digits {
                text.append(alphabet[Int((bits >> UInt64(shift)) & 15)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
