/// Numbers that look random and are the same for the same seed on every machine (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to but not including 1.
    mutating func share() -> Double {
        Double(bits() >> 11) * 0x1p-53
    }

    /// From 0 up to but not including `count`, all alike.
    mutating func below(_ count: Int) -> Int {
        Int(bits().multipliedFullWidth(by: UInt64(count)).high)
    }

    /// From 0 up to but not including `count`; the higher `lean`, the more often a low one.
    mutating func low(_ count: Int, lean: Int) -> Int {
        let share = share()
        var leaned = share
        for _ in 1..<lean { leaned *= share }
        return Int(leaned * Double(count))
    }
}
