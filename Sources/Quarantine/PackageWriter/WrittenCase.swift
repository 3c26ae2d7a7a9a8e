/// What an installation leaves of a run: packages, lists, captures, and what really happened.
package struct WrittenCase: Sendable, Hashable {
    /// The support packages, not packed.
    package var packages: [WrittenPackage] = []
    /// Lists and captures that lie beside them.
    package var loose: [WrittenFile] = []
    /// What really happened; no part of what is analysed.
    package var truth: [TruthRow] = []

    /// Adds a package under a name of its own.
    ///
    /// Two servers can name theirs alike, to the second; a browser then adds a number, so that none
    /// takes another one's place.
    mutating func add(_ package: WrittenPackage) {
        var package = package
        let name = package.name
        let ending = [".tar.gz", ".zip"].first { name.hasSuffix($0) } ?? ""
        var number = 0
        while packages.contains(where: { $0.name == package.name }) {
            number += 1
            package.name = "\(name.dropLast(ending.count)) (\(number))\(ending)"
        }
        packages.append(package)
    }
}

/// One support package.
package struct WrittenPackage: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case tarGzip, zip }

    /// The server that it is of.
    package var server: String
    /// The file name the product gives it, with its ending.
    package var name: String
    package var kind: Kind
    package var files: [WrittenFile]
    /// When it was collected, by the clock of the machine.
    package var collectedSeconds: Int64
    /// Of 1,000 parts of the packed bytes, those that arrive.
    package var arrivesPerMille = 1_000
}

/// A file of a package, or one beside them.
package struct WrittenFile: Sendable, Hashable {
    package var path: String
    package var bytes: [UInt8]
    /// Whoever packs it makes it a gzip file; its name ends in `.gz` already.
    package var isGzipped = false

    init(_ path: String, _ text: String) {
        self.path = path
        bytes = Array(text.utf8)
    }

    init(_ path: String, bytes: [UInt8], isGzipped: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.isGzipped = isGzipped
    }
}
