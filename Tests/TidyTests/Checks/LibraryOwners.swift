/// A C library has one owner, which holds its pointers and says why they are safe.
///
/// Tests are free, as they build what the owner must survive.
enum LibraryOwners {
    static func violations(in tree: Tree) -> [Violation] {
        tree.swiftFiles(under: "Sources").flatMap { file in
            SwiftText(file).imports.compactMap { imported in
                guard let owner = LayerTable.owners[imported.module],
                    !file.path.hasPrefix("Sources/\(owner)/")
                else { return nil }
                return file.violation(
                    line: imported.line,
                    "import of \(imported.module)",
                    "use module \(owner)"
                )
            }
        }
    }
}
