import Foundation

/// The text files of the project, or of an imagined one in a self-test.
struct Tree: Sendable {
    /// Sorted by path.
    let files: [SourceFile]

    init(_ files: [SourceFile]) {
        self.files = files.sorted { $0.path < $1.path }
    }

    /// The tree that this file lies in, read from disk once.
    static let here = Tree(readingFrom: root)

    subscript(path: String) -> SourceFile? {
        files.first { $0.path == path }
    }

    /// The Swift files below any of the given folders.
    func swiftFiles(under folders: String...) -> [SourceFile] {
        files.filter { file in
            file.path.hasSuffix(".swift") && folders.contains { file.path.hasPrefix($0 + "/") }
        }
    }

    private static var root: String {
        var url = URL(filePath: #filePath)
        while url.path != "/" {
            url.deleteLastPathComponent()
            let manifest = url.appending(path: "Package.swift").path
            if FileManager.default.fileExists(atPath: manifest) { return url.path }
        }
        return "/"
    }

    private init(readingFrom root: String) {
        var found: [SourceFile] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let absolute = root + "/" + folder
            // A folder that cannot be listed holds no files; the minimum counts notice.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: absolute)) ?? []
            for name in names where !Tree.isIgnored(name) {
                let path = folder.isEmpty ? name : folder + "/" + name
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(
                    atPath: root + "/" + path,
                    isDirectory: &isFolder
                )
                if exists && isFolder.boolValue {
                    folders.append(path)
                } else if exists, let text = Tree.text(at: root + "/" + path) {
                    found.append(SourceFile(path, text))
                }
            }
        }
        self.init(found)
    }

    /// What git ignores or keeps for itself.
    private static func isIgnored(_ name: String) -> Bool {
        [".git", ".swiftpm", "Package.resolved"].contains(name) || name.hasPrefix(".build")
            || name.hasSuffix(".swp")
    }

    /// Nil for what is not text, such as a packed sample, by the sign that git goes by: a zero
    /// among the first bytes.
    private static func text(at path: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: path),
            !bytes.prefix(8000).contains(0)
        else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
