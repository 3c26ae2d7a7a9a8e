/// Words with a known better one.
enum BannedWords {
    struct Ban {
        let word: String
        let remedy: String
        /// Whether a comment may not hold it either.
        var coversComments = false
        /// Where it is banned, by the beginning of the path.
        var folders = ["Sources/", "Tests/", "benchmarks/"]
        /// Where it is allowed all the same.
        var exceptions: [String] = []
    }

    /// The words that comments may not hold are put together here, as this file is read as well.
    static let bans = [
        Ban(word: "ISO8601DateFormatter", remedy: "use the byte parser of times"),
        Ban(word: "DateFormatter", remedy: "use the byte parser of times"),
        Ban(word: "NSRegularExpression", remedy: "use a byte scanner"),
        Ban(word: "FoundationNetworking", remedy: "use nothing: the analyzer has no network"),
        Ban(word: "import Network", remedy: "use nothing: the analyzer has no network"),
        Ban(
            word: "Process(",
            remedy: "use a library: the product starts no programs",
            folders: ["Sources/"]
        ),
        Ban(
            word: "posix_spawn",
            remedy: "use Converter, the one place that starts a program",
            folders: ["Sources/"],
            exceptions: ["Sources/Archives/Streams/Converter.swift"]
        ),
        Ban(
            word: "print(",
            remedy: "use a returned value, and print it in Tool",
            folders: ["Sources/", "Tests/"],
            exceptions: ["Sources/Tool/"]
        ),
        Ban(word: "fatalError(", remedy: "use precondition with a sentence"),
        Ban(word: "@unchecked Sendable", remedy: "use a value, or a Mutex"),
        Ban(word: "nonisolated(unsafe)", remedy: "use a value, or a Mutex"),
        Ban(word: "try!", remedy: "use try, and let the caller decide"),
        Ban(word: "as!", remedy: "use as? with guard, or #require in a test"),
        Ban(word: "FIX" + "ME", remedy: "use an issue", coversComments: true),
        Ban(word: "TO" + "DO", remedy: "use an issue", coversComments: true),
    ]

    static func violations(in tree: Tree) -> [Violation] {
        tree.files.filter { $0.path.hasSuffix(".swift") }.flatMap { file in
            let candidates = bans.filter { ban in
                file.text.contains(ban.word)
                    && ban.folders.contains { file.path.hasPrefix($0) }
                    && !ban.exceptions.contains { file.path.hasPrefix($0) }
            }
            return candidates.isEmpty ? [] : violations(of: candidates, in: file)
        }
    }

    private static func violations(of bans: [Ban], in file: SourceFile) -> [Violation] {
        let code = SwiftText(file).lines
        return bans.flatMap { ban in
            let lines = ban.coversComments ? file.lines : code
            return lines.indices.filter { lines[$0].containsWord(ban.word) }.map {
                file.violation(line: $0 + 1, "\(ban.word) is banned", ban.remedy)
            }
        }
    }
}
