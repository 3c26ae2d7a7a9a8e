/// The support package inside a bundle that an entry belongs to, by the names on its path.
///
/// A bundle is a folder or an archive that is no support package itself; the packages in it are
/// known by the names the products give them.
struct PackageRoot: Hashable {
    /// Name of the package; empty for what lies in the bundle beside its packages.
    let name: String
    /// Path of the package in the bundle; empty like the name.
    let path: String
    /// Path of the entry in the package.
    let rest: String

    fileprivate init(name: Substring, path: Substring, rest: Substring) {
        self.name = String(name)
        self.path = String(path)
        self.rest = String(rest)
    }

    init(_ path: String) {
        var start = path.startIndex
        while let end = path[start...].utf8.firstIndex(where: { $0 == 0x2F || $0 == 0x21 }) {
            if Self.isPackage(path[start..<end]) {
                name = String(path[start..<end])
                self.path = String(path[..<end])
                rest = String(path[path.index(after: end)...])
                return
            }
            start = path.index(after: end)
        }
        if Self.isPackage(path[start...]) {
            // What is said of an archive as a whole is said of the package in it.
            name = String(path[start...])
            self.path = path
            rest = ""
        } else {
            name = ""
            self.path = ""
            rest = path
        }
    }

    /// `ometascan-…-support-…` and `mdicapsrv-…-support-…`; a folder of a product's name alone is
    /// none.
    private static func isPackage(_ name: Substring) -> Bool {
        let lower = name.lowercased()
        return (lower.hasPrefix("ometascan-") || lower.hasPrefix("mdicapsrv-"))
            && lower.contains("-support-")
    }
}

/// The folders that hold packages, and what lies in them beside these.
///
/// Whoever collects a case puts exports of several machines into one folder; each is a package of
/// its own there, as it is if it is given alone: their clocks may differ.
struct PackageHolders {
    private let folders: Set<String>

    /// Holders among the folders of an input, of which these are all paths; none means that nothing
    /// but packages is told apart.
    init(_ paths: [String] = []) {
        var folders: Set<String> = []
        for path in paths {
            var holder = PackageRoot(path).path[...]
            while !holder.isEmpty {
                holder = holder.lastIndex(of: "/").map { holder[..<$0] } ?? ""
                folders.insert(String(holder))
            }
        }
        self.folders = folders
    }

    func root(of path: String) -> PackageRoot {
        let package = PackageRoot(path)
        guard package.path.isEmpty, !folders.isEmpty, !path.isEmpty else { return package }
        var start = path.startIndex
        while let end = path[start...].firstIndex(where: { $0 == "/" || $0 == "!" }) {
            let rest = path[path.index(after: end)...]
            guard path[end] == "/", folders.contains(String(path[..<end])) else {
                let name = path[start..<end]
                return PackageRoot(name: name, path: path[..<end], rest: rest.isEmpty ? name : rest)
            }
            start = rest.startIndex
        }
        return PackageRoot(name: path[start...], path: path[...], rest: path[start...])
    }
}
