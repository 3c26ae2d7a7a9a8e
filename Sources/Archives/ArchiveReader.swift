package import CaseModel
import Glibc

/// What is known of a package once all of it was read.
package struct PackageEnd: Sendable, Hashable {
    /// SHA-256 of what the standard input gave; nil for a file or folder (`PackageHash` reads
    /// those), and where the standard input was not read to its end.
    package var sha256: [UInt8]?
    /// Size of the file, sum of the files of the folder, or bytes that the standard input gave.
    package var packedBytes: Int64
    /// False when anything was truncated, damaged, encrypted, unreadable or stopped at a limit.
    package var isComplete: Bool

    package init(sha256: [UInt8]?, packedBytes: Int64, isComplete: Bool) {
        self.sha256 = sha256
        self.packedBytes = packedBytes
        self.isComplete = isComplete
    }
}

/// Streams the entries of a file, folder or standard input, archives in archives, within limits.
///
/// Nothing is written to disk, and nothing is extracted.
package struct ArchiveReader: Sendable {
    private let limits: Limits

    package init(limits: Limits) {
        self.limits = limits
    }

    /// Reads a package from front to back.
    ///
    /// - Throws: `cannotOpen` when the input itself cannot be opened. All that is wrong inside it
    ///   becomes notes.
    package func read<Sink: EntrySink>(
        _ input: Input,
        into sink: inout Sink
    ) throws(ArchiveError) -> PackageEnd {
        // libarchive turns names into the locale's charset; in the C locale it would drop them.
        let ownLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        let locale = ownLocale.map { uselocale($0) }
        defer {
            if let locale { uselocale(locale) }
            if let ownLocale { freelocale(ownLocale) }
        }
        let walk = EntryWalk(limits: limits)
        var end = PackageEnd(sha256: nil, packedBytes: 0, isComplete: false)
        switch input {
        case .file(let path):
            do throws(OpenFailure) {
                let file = try FileStream.open(Array(path.utf8), budget: walk.budget)
                end.packedBytes = file.sizeBytes ?? 0
                walk.read(file, at: .package(input, file), into: &sink)
            } catch {
                throw .cannotOpen(input, reason: error.reason)
            }
        case .folder(let path):
            end.packedBytes = try walk.readFolder(path, of: input, into: &sink)
        case .standardInput:
            let pipe = FileStream.pipe(STDIN_FILENO, budget: walk.budget)
            end = read(pipe, of: input, by: walk, into: &sink)
        }
        return finish(end, of: walk, into: &sink)
    }

    /// Reads another pipe in the place of the standard input.
    package func read<Sink: EntrySink>(pipe descriptor: Int32, into sink: inout Sink) -> PackageEnd
    {
        let walk = EntryWalk(limits: limits)
        let pipe = FileStream.pipe(descriptor, budget: walk.budget)
        let end = read(pipe, of: .standardInput, by: walk, into: &sink)
        return finish(end, of: walk, into: &sink)
    }

    private func read<Sink: EntrySink>(
        _ pipe: FileStream,
        of input: Input,
        by walk: EntryWalk,
        into sink: inout Sink
    ) -> PackageEnd {
        walk.read(pipe, at: .package(input, pipe), into: &sink)
        let sha256 = sink.isCancelled ? nil : pipe.finishHash(upTo: limits.bytesPerPackage)
        return PackageEnd(sha256: sha256, packedBytes: pipe.packedBytes, isComplete: false)
    }

    private func finish<Sink: EntrySink>(
        _ end: PackageEnd,
        of walk: EntryWalk,
        into sink: inout Sink
    ) -> PackageEnd {
        if let failure = walk.budget.packageFailure { walk.report(failure, at: "", into: &sink) }
        var end = end
        end.isComplete = walk.budget.isComplete && !sink.isCancelled
        return end
    }
}

extension Place {
    fileprivate static func package(_ input: Input, _ file: FileStream) -> Place {
        Place(
            header: EntryHeader(
                path: input.name,
                declaredBytes: file.sizeBytes,
                modifiedSeconds: file.modifiedSeconds
            ),
            depth: 0,
            isPackage: true
        )
    }
}
