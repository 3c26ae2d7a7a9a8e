package import CaseModel
import Glibc

/// The files below a folder, in the order of the bytes of their paths.
struct FolderListing {
    struct Item {
        enum Form: Hashable { case file, link, other, unreadable(String) }

        /// Relative to the folder, joined by `/`.
        var path: [UInt8]
        var form: Form
    }

    private(set) var items: [Item] = []
    /// True when there were more than the limit; the rest was not listed.
    private(set) var isCut = false
    private let root: [UInt8]

    /// Lists everything that is no folder.
    ///
    /// Links are not followed.
    ///
    /// - Throws: `cannotOpen` when the folder itself cannot be listed.
    init(_ path: String, of input: Input, limit: Int) throws(ArchiveError) {
        root = Array(path.utf8)
        var folders: [[UInt8]] = [[]]
        while let folder = folders.popLast() {
            do throws(OpenFailure) {
                let names = try Self.names(in: fullPath(folder))
                var inside: [[UInt8]] = []
                for name in names where !isCut {
                    let item = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
                    add(item, folders: &inside)
                    isCut = items.count + folders.count + inside.count > limit
                }
                // The first one comes next, so that a cut listing is the same one each time.
                folders += inside.reversed()
            } catch {
                guard !folder.isEmpty else { throw .cannotOpen(input, reason: error.reason) }
                items.append(Item(path: folder, form: .unreadable(error.reason)))
            }
        }
        items.sort { $0.path.lexicographicallyPrecedes($1.path) }
    }

    func fullPath(_ path: [UInt8]) -> [UInt8] {
        path.isEmpty ? root : root + [UInt8(ascii: "/")] + path
    }

    private mutating func add(_ path: [UInt8], folders: inout [[UInt8]]) {
        var status = stat()
        let result = lstat(fullPath(path).map { CChar(bitPattern: $0) } + [0], &status)
        guard result == 0 else {
            items.append(Item(path: path, form: .unreadable(SystemError.current)))
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: folders.append(path)
        case S_IFREG: items.append(Item(path: path, form: .file))
        case S_IFLNK: items.append(Item(path: path, form: .link))
        default: items.append(Item(path: path, form: .other))
        }
    }

    private static func names(in path: [UInt8]) throws(OpenFailure) -> [[UInt8]] {
        guard let folder = opendir(path.map { CChar(bitPattern: $0) } + [0]) else {
            throw OpenFailure(reason: SystemError.current)
        }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                // SAFETY: d_name is a C string in the record that readdir gave; it is copied
                // before the next call.
                field.withMemoryRebound(to: CChar.self, capacity: 256) { Array(cBytes: $0) }
            }
            let dot = UInt8(ascii: ".")
            if name != [dot], name != [dot, dot] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

extension Input {
    /// The paths of the files of a folder, as its entries are called; none for anything else, and
    /// for a folder that cannot be listed.
    package func paths(limits: Limits) -> [String] {
        guard case .folder(let path) = self,
            // What cannot be listed is told when it is read.
            let listing = try? FolderListing(path, of: self, limit: limits.entriesPerPackage)
        else { return [] }
        return listing.items.map { EntryName($0.path, limitBytes: limits.nameBytes).text }
    }
}

/// Reading a folder: its files are packages' parts, and opened if they are archives.
extension EntryWalk {
    /// - Returns: The sum of the sizes of the files.
    func readFolder<Sink: EntrySink>(
        _ path: String,
        of input: Input,
        into sink: inout Sink
    ) throws(ArchiveError) -> Int64 {
        let limit = budget.limits.entriesPerPackage
        let listing = try FolderListing(path, of: input, limit: limit)
        var sizeBytes: Int64 = 0
        for item in listing.items where !budget.isStopped && !sink.isCancelled {
            guard budget.takeEntry() else { break }
            let name = EntryName(item.path, limitBytes: budget.limits.nameBytes)
            for found in name.notes { note(found, at: name.text, into: &sink) }
            switch item.form {
            case .file:
                do throws(OpenFailure) {
                    let file = try FileStream.open(listing.fullPath(item.path), budget: budget)
                    sizeBytes += file.sizeBytes ?? 0
                    let header = EntryHeader(
                        path: name.text,
                        declaredBytes: file.sizeBytes,
                        modifiedSeconds: file.modifiedSeconds
                    )
                    read(file, at: Place(header: header, depth: 0, isPackage: false), into: &sink)
                } catch {
                    noteUnreadable(error.reason, at: name.text, into: &sink)
                }
            case .link:
                let text = "It is a link; not followed."
                note(Note(.notRegular, text), at: name.text, into: &sink)
            case .other:
                let text = "It is a device, pipe or socket."
                note(Note(.notRegular, text), at: name.text, into: &sink)
            case .unreadable(let reason):
                noteUnreadable(reason, at: name.text, into: &sink)
            }
        }
        if listing.isCut { budget.stopAtEntries() }
        return sizeBytes
    }

    private func noteUnreadable<Sink: EntrySink>(
        _ reason: String,
        at path: String,
        into sink: inout Sink
    ) {
        let text = "It could not be opened: \(reason)."
        note(Note(.partlyRead, text), at: path, into: &sink)
    }
}
