internal import FoundationEssentials

/// The inputs of a rule's case: what stands in its folder `package`.
struct CasePackages {
    let inputs: [String]

    /// Each child is an input, unless the case is one package and holds its folders directly.
    init(_ folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let holdsFolders = names.contains { ["log", "config"].contains($0) }
        inputs = holdsFolders ? [folder] : names.map { "\(folder)/\($0)" }
    }
}
