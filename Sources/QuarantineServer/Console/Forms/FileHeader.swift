/// The header that makes a browser store an answer under a name.
enum FileHeader {
    private static let maxScalars = 120

    /// The value of `Content-Disposition`: a plain name for old browsers, and the full one
    /// (RFC 6266, RFC 8187).
    static func attachment(_ foreign: String) -> String {
        let name = safe(foreign)
        let plain = name.unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && scalar != "\"" && scalar != "\\" && scalar != "%"
            return isPlain ? Character(scalar) : "_"
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(Words.encode(name))"
    }

    /// A name without folders, signs that are not seen, or signs that systems give a meaning.
    static func safe(_ foreign: String) -> String {
        let last = foreign.split { $0 == "/" || $0 == "\\" }.last ?? ""
        var name = ""
        for scalar in last.unicodeScalars.prefix(maxScalars) {
            let isHidden =
                scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .lineSeparator
                || scalar.properties.generalCategory == .paragraphSeparator
            let isSpecial = "<>:\"|?*".unicodeScalars.contains(scalar)
            name.unicodeScalars.append(isHidden || isSpecial ? "_" : scalar)
        }
        let isEmpty = name.allSatisfy { $0 == "." || $0 == " " }
        return isEmpty ? "quarantined-file" : name
    }
}
