extension [UInt8] {
    mutating func append(text: String) {
        append(contentsOf: text.utf8)
    }

    mutating func append(decimal number: Int) {
        if number >= 10 { append(decimal: number / 10) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// With zeros in front, as times have them.
    mutating func append(decimal number: Int, digits: Int) {
        if digits > 1 { append(decimal: number / 10, digits: digits - 1) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    mutating func append(hex number: UInt64, digits: Int = 16) {
        for place in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8((number >> UInt64(place * 4)) & 15)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
