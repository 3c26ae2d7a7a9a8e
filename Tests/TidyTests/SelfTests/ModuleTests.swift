import Testing

@Suite struct ModuleTests {
    @Test func `a C library outside its owner is found`() {
        func found(_ path: String, _ text: String) -> [String] {
            LibraryOwners.violations(in: Tree([SourceFile(path, text)])).map(\.description)
        }
        #expect(
            found("Sources/Intake/A.swift", "import CaseModel\nimport CZlib\n") == [
                "Sources/Intake/A.swift:2: error: import of CZlib, use module Archives"
            ]
        )
        #expect(found("Sources/Archives/A.swift", "import CArchive\n").isEmpty)
        #expect(found("Sources/CaseStore/A.swift", "package import CSQLite\n").isEmpty)
        #expect(found("Sources/Rules/A.swift", "package import CSQLite\n").count == 1)
        #expect(found("Tests/ArchivesTests/A.swift", "import CArchive\n").isEmpty)
    }

    @Test(arguments: [
        ("Rules", "Intake", 1), ("CaseStore", "Rules", 1), ("CaseModel", "CArchive", 1),
        ("New", "CaseModel", 1), ("Tool", "CaseModel", 0), ("Rules", "CaseStore", 0),
        ("Rules", "Yams", 0),
    ])
    func `an import that does not point downwards is found`(
        module: String,
        imported: String,
        count: Int
    ) {
        let path = "Sources/\(module)/A.swift"
        let tree = Tree([SourceFile(path, "import \(imported)\n"), manifest()])
        let found = LayerLaw.violations(in: tree).map(\.description)
        let line =
            "\(path):1: error: \(module) imports \(imported), "
            + "use only what lies in a lower layer"
        #expect(found == Array(repeating: line, count: count))
    }

    /// The targets of `LayerTable` as Package.swift would declare them, and more.
    private func manifest(more: String = "", without missing: String = "") -> SourceFile {
        let targets = LayerTable.layers.keys.sorted().filter { $0 != missing }.map {
            ".target(name: \"\($0)\"),\n"
        }
        let text =
            "let package = Package(\ntargets: [\n" + more + targets.joined()
            + ".target(name: \"TestSupport\", path: \"Tests/TestSupport\"),\n"
            + ".testTarget(name: \"TidyTests\")\n])\n"
        return SourceFile("Package.swift", text)
    }

    @Test func `a manifest that differs from the layers is found`() {
        func found(_ manifest: SourceFile) -> [String] {
            LayerLaw.violations(in: Tree([manifest])).map(\.description)
        }
        #expect(found(manifest()).isEmpty)
        #expect(
            found(manifest(without: "Rules")) == [
                "Package.swift:1: error: Rules is no target, use LayerTable without it"
            ]
        )
        let new = ".target(name: \"New\", dependencies: [\"CaseModel\", yams]),\n"
        #expect(
            found(manifest(more: new)) == [
                "Package.swift:3: error: New depends on CaseModel, "
                    + "use only what lies in a lower layer",
                "Package.swift:3: error: New has no layer, use LayerTable to give one",
            ]
        )
        let upward =
            ".target(\n    name: \"Reports\", // [\n    dependencies: [\n        \"ScanWhy\"\n]),\n"
        #expect(
            found(manifest(more: upward, without: "Reports")) == [
                "Package.swift:3: error: Reports depends on ScanWhy, "
                    + "use only what lies in a lower layer"
            ]
        )
    }

    /// An architecture with one row for each layer.
    private func architecture(more: String = "", without missing: String = "") -> SourceFile {
        var rows = "| Layer | Target | One sentence |\n|---|---|---|\n" + more
        for (name, layer) in LayerTable.layers.sorted(by: { $0.key < $1.key })
        where name != missing {
            rows += "| \(layer) | `\(name)` (product `scanwhy`) | It is. |\n"
        }
        rows += "| – | `TestSupport` (in `Tests/`) | Helps. |\n"
        return SourceFile(ModuleTable.path, "# Modules\n\n" + rows + "\n| `No` | `Table` | a |\n")
    }

    @Test func `a table of modules that differs from the manifest is found`() {
        func found(_ architecture: SourceFile) -> [String] {
            ModuleTable.violations(in: Tree([architecture, manifest()])).map(\.description)
        }
        let path = ModuleTable.path
        #expect(found(architecture()).isEmpty)
        #expect(
            found(architecture(without: "Rules")) == [
                "\(path):1: error: Rules is not in the table, use a row for it"
            ]
        )
        #expect(
            found(architecture(more: "| 2 | `Rules`, `Gone` | Two. |\n")) == [
                "\(path):5: error: Gone is no target, use a table without it"
            ]
        )
        #expect(
            found(architecture(more: "| 1 | `Rules` | It. |\n", without: "Rules")) == [
                "\(path):5: error: Rules at layer 1, use 2"
            ]
        )
        #expect(ModuleTable.violations(in: Tree([manifest()])).count == 1)
    }
}
