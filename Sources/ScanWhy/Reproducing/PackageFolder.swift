internal import Archives
internal import FoundationEssentials
package import Quarantine

/// Packs what a run left, and puts it into a folder: packages, what lies beside them, the truth.
package struct PackageFolder: Sendable {
    /// What `analyze` is to be given, sorted.
    package let inputs: [String]
    /// What really happened; it lies apart from the inputs.
    package let truth: String

    /// Writes everything below a folder, which is made if it is not there.
    ///
    /// - Throws: A `UserMessage` if the folder cannot be written.
    package init(_ written: WrittenCase, at folder: String) throws {
        let below = folder + "/case"
        truth = folder + "/truth.csv"
        try Self.put(Array(TruthTable.csv(written.truth).utf8), at: truth)
        var inputs: Set<String> = []
        for package in written.packages {
            let path = "\(below)/\(package.name)"
            try Self.put(Self.packed(package), at: path)
            inputs.insert(path)
        }
        for file in written.loose {
            try Self.put(Self.bytes(of: file), at: "\(below)/\(file.path)")
            let top = file.path.split(separator: "/").first.map(String.init) ?? file.path
            inputs.insert("\(below)/\(top)")
        }
        self.inputs = inputs.sorted()
    }

    /// The bytes of a package as they arrive, which may be fewer than were sent.
    private static func packed(_ package: WrittenPackage) throws -> [UInt8] {
        let bytes = try ArchiveWriter.write(
            kind: package.kind == .zip ? .zip : .tarGzip,
            entries: package.files.map { ($0.path, Self.bytes(of: $0)) },
            modifiedSeconds: package.collectedSeconds
        )
        return Array(bytes.prefix(bytes.count * package.arrivesPerMille / 1_000))
    }

    private static func bytes(of file: WrittenFile) -> [UInt8] {
        file.isGzipped ? ArchiveWriter.gzip(file.bytes) : file.bytes
    }

    private static func put(_ bytes: [UInt8], at path: String) throws {
        let parent = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
        do {
            try FileManager.default.createDirectory(
                atPath: String(parent),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            throw UserMessage(
                problem: "a package cannot be written",
                reason: Rendering.safe("\(error)"),
                location: Rendering.safe(path),
                help: "name a folder that can be written to"
            )
        }
    }
}
