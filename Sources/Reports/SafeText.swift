/// Makes foreign text harmless to look at: nothing in it moves a cursor or hides a character.
///
/// A file name may hold escape sequences that a terminal obeys, direction marks that turn
/// `exe.fdp` around, and characters without width. All of them become `\u{…}`; a line break
/// becomes `⏎`, so that a value stays one line.
package enum SafeText {
    package static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var shown = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\r", rest.first == "\n" { continue }
            if scalar == "\n" {
                shown += "⏎"
            } else if isHidden(scalar) {
                shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true).padded(2) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Whether a terminal would obey the scalar, or show nothing where it stands.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F: return false
        case 0..<0x20, 0x7F..<0xA0: return true
        default: break
        }
        // The property covers bidirectional controls, zero-width characters, tags, variation
        // selectors and fillers; the categories add what is format or separator besides.
        let properties = scalar.properties
        guard !properties.isDefaultIgnorableCodePoint else { return true }
        switch properties.generalCategory {
        case .format, .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return false
        }
    }
}

extension String {
    /// The text with zeros before it up to `count` characters.
    func padded(_ count: Int) -> String {
        String(repeating: "0", count: max(0, count - self.count)) + self
    }
}
