internal import CaseModel
internal import Crypto

/// The rules of one directory, or those embedded in the program, sorted by id.
package struct RuleSet: Sendable {
    /// Rules that could be read.
    package let rules: [Rule]
    /// Why others could not; a set with problems must not be run.
    package let problems: [RuleProblem]
    /// SHA-256 over all paths and contents, in hex.
    package let digest: String
    /// The directory they came from; nil for the embedded set.
    package let directory: String?

    /// The rules built into the program.
    package static let embedded = RuleSet(files: EmbeddedRules.files)

    /// Reads a rules directory; throws only where nothing can be read at all.
    package init(directory: String) throws(RuleError) {
        let folder = RuleFolder(directory)
        let files = try folder.files()
        self.init(files: files, cases: folder.cases(), directory: directory)
    }

    /// Makes a set of files; `cases` holds the case names of each rule that has a folder.
    package init(
        files: [RuleFile],
        cases: [String: [String]]? = nil,
        directory: String? = nil
    ) {
        var rules: [Rule] = []
        var problems: [RuleProblem] = []
        let shown = directory ?? "rules"
        for (id, files) in Self.grouped(files) {
            let folder = "\(shown)/\(id)"
            guard let page = files["rule.md"], let detect = files["detect.sql"] else {
                let missing = files["rule.md"] == nil ? "rule.md" : "detect.sql"
                problems.append(
                    RuleProblem(
                        rule: id,
                        file: "\(folder)/\(missing)",
                        line: 1,
                        text: "the rule has no \(missing)",
                        fix: "write it"
                    )
                )
                continue
            }
            do throws(RuleError) {
                rules.append(
                    Rule(
                        id: id,
                        page: try RulePage(page, rule: id, file: "\(folder)/rule.md"),
                        detect: detect,
                        contrast: files["contrast.sql"],
                        version: String(Self.digest(id, files).prefix(12)),
                        cases: cases.map { $0[id] ?? [] },
                        folder: folder
                    )
                )
            } catch {
                problems += error.problems
            }
        }
        self.rules = rules
        self.problems = problems.sorted()
        self.directory = directory
        digest = Self.digest(
            "",
            Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
        )
    }

    /// The rule of an id; nil if there is none.
    package func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    /// A rule with those that can change what it comes to: it yields to them, directly or not.
    package func concerning(_ id: String) -> RuleSet {
        var wanted: Set<String> = []
        var waiting = [id]
        while let next = waiting.popLast() {
            guard wanted.insert(next).inserted else { continue }
            waiting += rule(next)?.page.yieldsTo ?? []
        }
        return RuleSet(
            rules: rules.filter { wanted.contains($0.id) },
            digest: digest,
            directory: directory
        )
    }

    init(rules: [Rule], digest: String, directory: String?) {
        self.rules = rules
        problems = []
        self.digest = digest
        self.directory = directory
    }

    /// Throws every problem of reading at once.
    package func requireReadable() throws(RuleError) {
        guard problems.isEmpty else {
            throw RuleError(
                .broken,
                "read the rules",
                on: directory ?? "embedded rules",
                message: "\(problems.count) problems",
                problems: problems
            )
        }
    }

    private static func grouped(_ files: [RuleFile]) -> [(String, [String: String])] {
        var groups: [String: [String: String]] = [:]
        for file in files {
            let parts = file.path.split(separator: "/")
            guard parts.count == 3 else { continue }
            groups["\(parts[0])/\(parts[1])", default: [:]][String(parts[2])] = file.text
        }
        return groups.sorted { $0.key < $1.key }
    }

    private static func digest(_ id: String, _ files: [String: String]) -> String {
        var hash = SHA256()
        hash.update(data: Array(id.utf8) + [0])
        // A zero byte stands in no path and no text, so no two sets run into each other.
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array(path.utf8) + [0] + Array(text.utf8) + [0])
        }
        return Identifier.hex(of: Array(hash.finalize()))
    }
}
