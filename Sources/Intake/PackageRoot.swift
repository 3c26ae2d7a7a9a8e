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
