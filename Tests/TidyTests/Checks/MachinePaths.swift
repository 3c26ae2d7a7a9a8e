/// A path of the machine on which something was written means nothing on any other.
enum MachinePaths {
    /// Put together here, as this file is read as well.
    static let beginnings = ["work", "tmp/w"].map { "/" + $0 + "/" } + [homes]

    private static let homes = "/" + "home/"

    static func violations(in tree: Tree) -> [Violation] {
        tree.files.flatMap { file in
            let present = beginnings.filter {
                file.text.contains($0) && !($0 == homes && isFixture(file))
            }
            let lines = present.isEmpty ? [] : file.lines
            return present.flatMap { beginning in
                lines.indices.filter { isMachinePath(beginning, in: lines[$0]) }.map {
                    file.violation(
                        line: $0 + 1,
                        "a path below \(beginning)",
                        "use one from the project's root"
                    )
                }
            }
        }
    }

    /// In samples and the cases of rules a home is one on a customer's file server.
    private static func isFixture(_ file: SourceFile) -> Bool {
        file.path.hasPrefix("samples/")
            || (file.path.hasPrefix("rules/") && file.names.contains("cases"))
    }

    /// Whether it begins a path here: in `share/home/` it does not.
    private static func isMachinePath(_ beginning: String, in line: String) -> Bool {
        line.ranges(of: beginning).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && !"/._-~*}".contains(before)
        }
    }
}
