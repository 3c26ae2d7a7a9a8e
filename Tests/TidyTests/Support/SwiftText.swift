/// Swift source whose strings and comments are blanked: what is found in its lines is code.
struct SwiftText {
    /// As many as the file has, each with its columns where they were.
    let lines: [String]
    let commentLines: Set<Int>
    let literalLines: Set<Int>

    init(_ file: SourceFile) {
        let scanner = SwiftScanner(file.text)
        lines = SourceFile(file.path, String(decoding: scanner.code, as: UTF8.self)).lines
        commentLines = scanner.commentLines
        literalLines = scanner.literalLines
    }

    /// The modules that are imported, each with the number of its line.
    var imports: [(module: String, line: Int)] {
        lines.enumerated().compactMap { index, line in
            guard line.contains("import ") else { return nil }
            let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard let at = words.firstIndex(of: "import") else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let rest = words[(at + 1)...].drop { kinds.contains($0) }
            guard let name = rest.first?.split(separator: ".").first else { return nil }
            return (String(name), index + 1)
        }
    }
}

extension String {
    /// Whether the word stands here by itself and not as a part of a longer name.
    func containsWord(_ word: String) -> Bool {
        ranges(of: word).contains { range in
            let before =
                range.lowerBound == startIndex ? nil : self[index(before: range.lowerBound)]
            let after = range.upperBound == endIndex ? nil : self[range.upperBound]
            let opens = word.first?.isPartOfName == true && before?.isPartOfName == true
            let closes = word.last?.isPartOfName == true && after?.isPartOfName == true
            return !opens && !closes
        }
    }
}

extension Character {
    fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
