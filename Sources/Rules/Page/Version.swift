/// A product's version for comparing: the numbers at its beginning, apart by dots.
struct Version: Comparable {
    private let numbers: [Int]

    /// Nil if the text begins with no number.
    init?(_ text: String) {
        let head = text.prefix { $0.isNumber || $0 == "." }
        numbers = head.split(separator: ".").compactMap { Int($0) }
        guard !numbers.isEmpty else { return nil }
    }

    static func == (left: Version, right: Version) -> Bool { !(left < right) && !(right < left) }

    static func < (left: Version, right: Version) -> Bool {
        let count = max(left.numbers.count, right.numbers.count)
        for index in 0..<count {
            let one = index < left.numbers.count ? left.numbers[index] : 0
            let two = index < right.numbers.count ? right.numbers[index] : 0
            if one != two { return one < two }
        }
        return false
    }
}

extension RulePage.Parameter.Value {
    /// A whole number, a number, or else the words themselves.
    init(_ text: String) {
        if let number = Int64(text) {
            self = .integer(number)
        } else if let number = Double(text), number.isFinite {
            self = .real(number)
        } else {
            self = .text(text)
        }
    }
}
