/// Imports between our modules point downwards, in the sources and in Package.swift alike.
enum LayerLaw {
    static func violations(in tree: Tree) -> [Violation] {
        imports(in: tree) + dependencies(in: tree)
    }

    private static func imports(in tree: Tree) -> [Violation] {
        tree.swiftFiles(under: "Sources").flatMap { file in
            let module = file.names[1]
            return SwiftText(file).imports.compactMap { imported -> Violation? in
                guard pointsUp(from: module, to: imported.module) else { return nil }
                return file.violation(
                    line: imported.line,
                    "\(module) imports \(imported.module)",
                    "use only what lies in a lower layer"
                )
            }
        }
    }

    private static func dependencies(in tree: Tree) -> [Violation] {
        let path = "Package.swift"
        guard let file = tree[path] else {
            return [Violation(path: path, line: 1, problem: "no manifest", remedy: "use one")]
        }
        let sources = Manifest(file).sources
        var found = sources.flatMap { target in
            target.dependencies.filter { pointsUp(from: target.name, to: $0) }.map {
                file.violation(
                    line: target.line,
                    "\(target.name) depends on \($0)",
                    "use only what lies in a lower layer"
                )
            }
        }
        for target in sources where LayerTable.layers[target.name] == nil {
            found.append(
                file.violation(
                    line: target.line,
                    "\(target.name) has no layer",
                    "use LayerTable to give one"
                )
            )
        }
        let declared = Set(sources.map(\.name))
        for name in LayerTable.layers.keys.sorted() where !declared.contains(name) {
            found.append(file.violation("\(name) is no target", "use LayerTable without it"))
        }
        return found
    }

    private static func pointsUp(from module: String, to imported: String) -> Bool {
        guard let target = LayerTable.layers[imported] else { return false }
        // A module without a layer is reported at its target; here it may import nothing.
        return target >= LayerTable.layers[module] ?? 0
    }
}
