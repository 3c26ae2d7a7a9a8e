/// A rule is a page, a query and the cases that show when it fires, stays silent and cannot tell.
enum RuleFolders {
    /// Below these something was not found, rather than not broken.
    struct Minimum {
        var rules = 16
        var cases = 48
    }

    static func violations(in tree: Tree, minimum: Minimum = Minimum()) -> [Violation] {
        var contents: [String: Set<String>] = [:]
        for file in tree.files where file.path.hasPrefix("rules/") && file.names.count > 3 {
            let names = file.names
            let folder = names[..<3].joined(separator: "/")
            let isCase = names[3] == "cases" && names.count > 5
            contents[folder, default: []].insert(isCase ? "cases/" + names[4] : names[3])
        }
        var found = contents.keys.sorted().flatMap { folder in
            missing(in: contents[folder] ?? []).map {
                Violation(
                    path: folder,
                    line: 1,
                    problem: "no \($0)",
                    remedy: "use one, see CONTRIBUTING.md"
                )
            }
        }
        let cases = contents.values.joined().count { $0.hasPrefix("cases/") }
        if contents.count < minimum.rules {
            found.append(tooFew("rules", contents.count, minimum.rules))
        }
        if cases < minimum.cases { found.append(tooFew("rule cases", cases, minimum.cases)) }
        return found
    }

    private static func missing(in contents: Set<String>) -> [String] {
        let files = ["rule.md", "detect.sql"].filter { !contents.contains($0) }
        let cases = ["cases/fires", "cases/silent", "cases/undetermined"].filter { kind in
            !contents.contains { $0.hasPrefix(kind) }
        }
        return files + cases.map { $0 + "…" }
    }

    private static func tooFew(_ what: String, _ count: Int, _ least: Int) -> Violation {
        Violation(
            path: "rules",
            line: 1,
            problem: "\(count) \(what)",
            remedy: "use at least \(least)"
        )
    }
}
