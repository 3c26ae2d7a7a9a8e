/// What a user says of the format of entries: `GLOB=NAME`.
package struct FormatChoice: Sendable, Hashable {
    /// `*` stands for any run of characters, `?` for one.
    package let glob: String
    package let format: String

    /// The names that may be given.
    package static var names: [String] { Recogniser.formatNames }

    /// nil where the text is not of the form or the name is none.
    package init?(_ text: String) {
        guard let equals = text.lastIndex(of: "="), equals != text.startIndex else { return nil }
        let name = text[text.index(after: equals)...].lowercased()
        guard let format = Self.names.first(where: { $0 == name }) else { return nil }
        glob = String(text[..<equals])
        self.format = format
    }

    /// The format of the last choice that fits the path; nil if none does.
    static func format(of path: String, in choices: [FormatChoice]) -> String? {
        choices.last { $0.fits(path) }?.format
    }

    package func fits(_ path: String) -> Bool { Self.fits(glob: glob, path: path) }

    /// True if the whole path fits, or its end from a `/` or `!` on.
    static func fits(glob: String, path: String) -> Bool {
        let pattern = Array(glob.utf8)[...]
        let bytes = Array(path.utf8)
        // What a single compressed file holds is named by the file's own name.
        let plain = bytes.last == UInt8(ascii: "!") ? bytes.dropLast() : bytes[...]
        if fits(pattern, plain) { return true }
        return plain.indices.contains { index in
            (plain[index] == UInt8(ascii: "/") || plain[index] == UInt8(ascii: "!"))
                && fits(pattern, plain[(index + 1)...])
        }
    }

    /// Goes back to the last `*` alone, so that no pattern takes more than its square.
    private static func fits(_ glob: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        var pattern = glob.startIndex
        var place = path.startIndex
        var star: (pattern: Int, place: Int)?
        while place < path.endIndex {
            if pattern < glob.endIndex, glob[pattern] == UInt8(ascii: "*") {
                star = (pattern + 1, place)
                pattern += 1
            } else if pattern < glob.endIndex,
                glob[pattern] == UInt8(ascii: "?") || glob[pattern] == path[place]
            {
                pattern += 1
                place += 1
            } else if let back = star {
                star = (back.pattern, back.place + 1)
                pattern = back.pattern
                place = back.place + 1
            } else {
                return false
            }
        }
        return glob[pattern...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
