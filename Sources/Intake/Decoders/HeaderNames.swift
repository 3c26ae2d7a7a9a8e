/// The columns of a table or the keys of an object, found without regard to how they are written.
struct HeaderNames: Sendable, Hashable {
    /// As they stand in the document.
    let names: [String]
    private let places: [String: Int]

    init(_ names: [String]) {
        self.names = names
        // The first of two equal names wins, as it does for the people who read the table.
        places = Dictionary(
            names.enumerated().map { (Self.normalised($1), $0) },
            uniquingKeysWith: { min($0, $1) }
        )
    }

    /// The column that has the first of these names that occurs, counted from 0.
    func index(of candidates: String...) -> Int? {
        for candidate in candidates {
            if let place = places[Self.normalised(candidate)] { return place }
        }
        return nil
    }

    /// The names that are none of the known ones, in their order.
    func unknown(besides known: [String]) -> [String] {
        let known = Set(known.map(Self.normalised))
        return names.filter { !known.contains(Self.normalised($0)) }
    }

    /// The name without case, spaces, `_`, `-` and `.`: `partnerServer`, `Partner Server` and
    /// `partner_server` are one.
    static func normalised(_ name: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "_", "-", ".", "\u{FEFF}", "\u{200B}": continue
            default: if !scalar.properties.isWhitespace { kept.append(scalar) }
            }
        }
        return String(kept).lowercased()
    }
}
