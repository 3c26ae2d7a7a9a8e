package import Archives
internal import CaseModel

/// Inputs in the order in which they are read, each by its SHA-256.
///
/// The order on the command line changes nothing, and the same bytes given twice are one package.
package struct InputOrder: Sendable {
    /// The hash is nil for standard input alone, where it is known only afterwards.
    let items: [(input: Input, sha256: [UInt8]?)]

    /// Hashes the inputs; standard input comes last.
    package init(_ inputs: [Input]) throws(ArchiveError) {
        var hashed: [(key: String, input: Input, sha256: [UInt8])] = []
        for input in inputs {
            guard let sha256 = try PackageHash.sha256(of: input) else { continue }
            hashed.append((Identifier.hex(of: sha256) + input.name, input, sha256))
        }
        hashed.sort { $0.key < $1.key }
        var seen: Set<[UInt8]> = []
        let unique = hashed.filter { seen.insert($0.sha256).inserted }
        items =
            unique.map { ($0.input, $0.sha256) }
            + inputs.filter { $0 == .standardInput }.prefix(1).map { ($0, nil) }
    }

    /// A line for each input, with its name, which tells products and times; nil with standard
    /// input, whose bytes come once.
    package var text: String? {
        var lines: [String] = []
        for item in items {
            guard let sha256 = item.sha256 else { return nil }
            lines.append("\(Identifier.hex(of: sha256)) \(item.input.name)")
        }
        return lines.joined(separator: "\n")
    }
}
