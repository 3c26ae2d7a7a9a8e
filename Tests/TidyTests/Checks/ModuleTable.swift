/// The table `| Layer | Target | … |` of the architecture names every module at its layer.
///
/// And nothing that is gone. A dash for a layer marks what only tests use.
enum ModuleTable {
    static let path = "docs/architecture.md"

    private struct Row {
        var name: String
        var layer: String
        var line: Int
    }

    static func violations(in tree: Tree) -> [Violation] {
        guard let file = tree[path], let manifest = tree["Package.swift"] else {
            return [Violation(path: path, line: 1, problem: "it is missing", remedy: "use one")]
        }
        let targets = Manifest(manifest).targets
        let rows = rows(of: file)
        var found: [Violation] = []
        for row in rows {
            if !targets.contains(where: { $0.name == row.name }) {
                found.append(
                    file.violation(
                        line: row.line,
                        "\(row.name) is no target",
                        "use a table without it"
                    )
                )
            } else if let layer = LayerTable.layers[row.name], String(layer) != row.layer {
                found.append(
                    file.violation(
                        line: row.line,
                        "\(row.name) at layer \(row.layer)",
                        "use \(layer)"
                    )
                )
            }
        }
        let named = Set(rows.map(\.name))
        for target in Manifest(manifest).sources where !named.contains(target.name) {
            found.append(
                file.violation("\(target.name) is not in the table", "use a row for it")
            )
        }
        return found
    }

    private static func rows(of file: SourceFile) -> [Row] {
        var found: [Row] = []
        var isInside = false
        for (index, line) in file.lines.enumerated() {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmed }
            guard line.hasPrefix("|"), cells.count > 3 else {
                isInside = false
                continue
            }
            if cells[1] == "Layer" && cells[2] == "Target" {
                isInside = true
            } else if isInside && !cells[1].hasPrefix("--") {
                found += modules(in: cells[2]).map {
                    Row(name: $0, layer: cells[1], line: index + 1)
                }
            }
        }
        return found
    }

    /// The words in code type that begin with a capital; the others are products.
    private static func modules(in cell: String) -> [String] {
        let pieces = cell.split(separator: "`", omittingEmptySubsequences: false)
        return pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            .filter { $0.first?.isUppercase == true && !$0.contains("/") }
    }
}

extension Substring {
    /// Without the blanks at both ends.
    var trimmed: String {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
