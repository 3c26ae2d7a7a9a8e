/// A function that fits on a screen can be read at once; counted are the lines inside its braces.
enum FunctionLength {
    static let lines = 50

    static func violations(in tree: Tree) -> [Violation] {
        tree.swiftFiles(under: "Sources", "Tests", "benchmarks").flatMap { file in
            bodies(of: SwiftText(file)).filter { $0.lineCount > lines }.map { body in
                file.violation(
                    line: body.line,
                    "a function of \(body.lineCount) lines, of \(lines) at most",
                    "use a smaller function for each of its steps"
                )
            }
        }
    }

    private struct Body {
        var line: Int
        var lineCount: Int
    }

    private struct OpenBrace {
        /// Where the function begins whose brace this is, or nil for any other brace.
        var function: Int?
        var line: Int
    }

    /// Follows the braces; the first one after `func`, `init` or `deinit` opens a body.
    private static func bodies(of text: SwiftText) -> [Body] {
        var found: [Body] = []
        var open: [OpenBrace] = []
        var declared: Int?
        var parentheses = 0
        for (index, line) in text.lines.enumerated() {
            if declaresFunction(line) {
                declared = index + 1
                parentheses = 0
            }
            for byte in line.utf8 {
                switch byte {
                case UInt8(ascii: "("): parentheses += 1
                case UInt8(ascii: ")"): parentheses -= 1
                // A brace between parentheses is a default value.
                case UInt8(ascii: "{"):
                    let opensBody = declared != nil && parentheses == 0
                    open.append(OpenBrace(function: opensBody ? declared : nil, line: index + 1))
                    if opensBody { declared = nil }
                case UInt8(ascii: "}"):
                    guard let brace = open.popLast() else { continue }
                    // A protocol's requirement has no brace of its own.
                    if parentheses == 0 { declared = nil }
                    if let function = brace.function {
                        found.append(Body(line: function, lineCount: index - brace.line))
                    }
                default: break
                }
            }
        }
        return found
    }

    /// Whether the line declares one, as against calling `.init` or `self.init`.
    private static func declaresFunction(_ line: String) -> Bool {
        if line.containsWord("func") || line.containsWord("deinit") { return true }
        guard line.containsWord("init") else { return false }
        let words = line.split(separator: " ")
        let first = words.first { !modifiers.contains(String($0)) } ?? ""
        return ["init(", "init?(", "init<"].contains { first.hasPrefix($0) }
    }

    private static let modifiers: Set<String> = [
        "package", "public", "internal", "private", "fileprivate", "convenience", "required",
        "override",
    ]
}
