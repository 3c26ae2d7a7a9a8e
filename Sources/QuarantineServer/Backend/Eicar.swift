/// The test file that every scanner calls infected and that harms nobody.
enum Eicar {
    /// In two parts, so that no scanner takes this program for the test file.
    static let text = Array(
        (#"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*").utf8
    )

    /// Whether it stands anywhere in the bytes, as in an uploaded form.
    static func isIn(_ bytes: [UInt8]) -> Bool {
        var from = bytes.startIndex
        while let start = bytes[from...].firstIndex(of: text[0]) {
            if bytes[start...].starts(with: text) { return true }
            from = start + 1
        }
        return false
    }
}
