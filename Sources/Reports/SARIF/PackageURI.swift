import CaseModel

/// Names packages and their entries by relative URIs, as results of an analysis are opened.
struct PackageURI {
    private let book: PackageBook

    init(_ book: PackageBook) {
        self.book = book
    }

    /// `night.tar.gz`, with the id where two packages share the name.
    func package(_ id: String) -> String { Self.encoded(book.name(id)) }

    /// `night.tar.gz/log/core.log`; an archive within ends in `!`, as in all reports.
    func entry(_ path: String, in package: String) -> String {
        let names = path.split(separator: "/").map { Self.encoded(String($0)) }
        return ([self.package(package)] + names).joined(separator: "/")
    }

    /// RFC 3986, 2.3: what is no letter, digit, `-`, `.`, `_` or `~` in percent form, `!` apart.
    ///
    /// A name of dots alone would climb, so its dots are encoded too.
    private static func encoded(_ name: String) -> String {
        let climbs = name.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
        var encoded = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where "-._~!".utf8.contains(byte) && !climbs:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%" + String(byte, radix: 16, uppercase: true).padded(2)
            }
        }
        return encoded
    }
}
