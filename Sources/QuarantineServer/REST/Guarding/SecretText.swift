internal import Crypto

/// Comparing secrets, and making them.
enum SecretText {
    /// Whether two texts are the same, in a time that does not tell where they differ.
    static func isSame(_ one: String, _ other: String) -> Bool {
        // Digests have one length, so not even that of the secret shows.
        let digests = [one, other].map { Array(SHA256.hash(data: Array($0.utf8))) }
        return zip(digests[0], digests[1]).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 40 hexadecimal digits that nobody can guess.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hex.text((0..<20).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
