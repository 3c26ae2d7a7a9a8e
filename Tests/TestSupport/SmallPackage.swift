package import Archives

/// A support package of a few lines, as a folder or packed as the products pack theirs.
package struct SmallPackage: Sendable {
    /// As the products name theirs, without extension.
    package var name: String
    package var files: [(path: String, bytes: [UInt8])]

    package init(name: String, files: [(path: String, bytes: [UInt8])] = []) {
        self.name = name
        self.files = files
    }

    /// A package of Core with this log.
    package static func core(_ lines: [String]) -> SmallPackage {
        var package = SmallPackage(name: "ometascan-5.14.1-1-support-1782621600")
        package.add("log/core.log", lines)
        return package
    }

    /// A package of ICAP Server with this log.
    package static func icap(_ lines: [String]) -> SmallPackage {
        var package = SmallPackage(name: "mdicapsrv-5.14.0-support-1782621600")
        package.add("log/mdicapsrv.log", lines)
        return package
    }

    package mutating func add(_ path: String, _ lines: [String]) {
        add(path, Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    package mutating func add(_ path: String, _ bytes: [UInt8]) {
        files.append((path, bytes))
    }

    /// Writes it as a folder and returns its path.
    package func folder(in directory: TemporaryDirectory) throws -> String {
        for file in files { try directory.write("\(name)/\(file.path)", file.bytes) }
        return directory.path(of: name)
    }

    package func packed(as kind: ArchiveWriter.Kind) throws -> [UInt8] {
        try ArchiveWriter.write(kind: kind, entries: files, modifiedSeconds: 1_782_621_600)
    }

    /// Packs it into a file and returns its path.
    package func file(
        _ kind: ArchiveWriter.Kind,
        in directory: TemporaryDirectory
    ) throws -> String {
        let ending = kind == .zip ? "zip" : "tar.gz"
        return try directory.write("\(name).\(ending)", packed(as: kind))
    }
}
