import Foundation

/// A folder of a test's own, which is gone when the closure that was given it returns.
package struct TemporaryDirectory: Sendable {
    package let path: String

    /// Makes a folder for the length of `body`.
    package static func with<Result>(_ body: (TemporaryDirectory) throws -> Result) throws -> Result
    {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What cannot be removed lies in the temporary folder of this user.
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(TemporaryDirectory(path: folder.path()))
    }

    /// The path of a file or folder in it, whether it is there or not.
    package func path(of name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, with the folders it needs, and returns its path.
    @discardableResult
    package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = URL(filePath: path(of: name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
        return path(of: name)
    }

    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    /// Lets a file that was written be run as a program.
    package func makeExecutable(_ name: String) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700],
            ofItemAtPath: path(of: name)
        )
    }

    package func bytes(of name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(of: name))))
    }

    package func text(of name: String) throws -> String {
        String(decoding: try bytes(of: name), as: UTF8.self)
    }

    /// Every file in it, from the folder on, sorted.
    package var files: [String] {
        let walk = FileManager.default.enumerator(atPath: path)
        let names = (walk?.allObjects ?? []).compactMap { $0 as? String }
        return names.filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: self.path(of: name), isDirectory: &isFolder)
            return !isFolder.boolValue
        }.sorted()
    }
}
