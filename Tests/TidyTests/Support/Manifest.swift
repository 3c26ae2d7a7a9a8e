/// The targets that Package.swift declares, read as text.
struct Manifest {
    struct Target {
        let kind: String
        let name: String
        /// Targets of this package and, by name, nothing else: products have names of their own.
        let dependencies: [String]
        let line: Int
        let isBelowTests: Bool
    }

    let targets: [Target]

    /// The targets that make up the product.
    var sources: [Target] {
        targets.filter { $0.kind != ".testTarget(" && !$0.isBelowTests }
    }

    init(_ file: SourceFile) {
        let code = SwiftScanner(file.text).code
        let source = Array(file.text.utf8)
        var found: [Target] = []
        for kind in [".systemLibrary(", ".target(", ".executableTarget(", ".testTarget("] {
            for start in Manifest.places(of: kind, in: code) {
                let open = start + kind.utf8.count - 1
                let range = open..<Manifest.end(ofBracketAt: open, in: code)
                found.append(
                    Target(
                        kind: kind,
                        name: Manifest.strings(after: "name:", in: range, code, source).first ?? "",
                        dependencies: Manifest.strings(
                            after: "dependencies:",
                            in: range,
                            code,
                            source
                        ),
                        line: source[..<start].count { $0 == 10 } + 1,
                        isBelowTests: Manifest.strings(after: "path:", in: range, code, source)
                            .contains { $0.hasPrefix("Tests/") }
                    )
                )
            }
        }
        targets = found.sorted { $0.line < $1.line }
    }

    private static func places(of word: String, in code: [UInt8]) -> [Int] {
        let word = Array(word.utf8)
        return code.indices.filter { code[$0...].starts(with: word) }
    }

    /// The index after the bracket that closes the one at `open`.
    private static func end(ofBracketAt open: Int, in code: [UInt8]) -> Int {
        var depth = 0
        for index in open..<code.count {
            if "([".utf8.contains(code[index]) { depth += 1 }
            if ")]".utf8.contains(code[index]) { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return code.count
    }

    /// The literals of one argument: all of an array, or one string.
    private static func strings(
        after label: String,
        in range: Range<Int>,
        _ code: [UInt8],
        _ source: [UInt8]
    ) -> [String] {
        let label = Array(label.utf8)
        guard let start = range.first(where: { code[$0...].starts(with: label) }) else { return [] }
        let value = (start + label.count..<range.upperBound).first { source[$0] != 32 }
        guard let value else { return [] }
        let isArray = source[value] == UInt8(ascii: "[")
        let end = isArray ? Manifest.end(ofBracketAt: value, in: code) : range.upperBound
        let text = String(decoding: source[value..<end], as: UTF8.self)
        let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
        let literals = pieces.enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element) }
        return isArray ? literals : Array(literals.prefix(1))
    }
}
