internal import CaseModel
internal import Yams

/// Reads a rule page and gathers everything that is wrong with it.
struct PageReader {
    private var problems: [RuleProblem] = []
    private let rule: String
    private let file: String

    /// `file` is the path that messages show.
    init(rule: String, file: String) {
        self.rule = rule
        self.file = file
    }

    /// The page; throws every problem at once, each with its line.
    mutating func page(_ text: String) throws(RuleError) -> RulePage {
        guard let parts = PageParts(text) else {
            report(1, "the page does not begin with front matter", "open with --- and close it")
            throw failure
        }
        var keys = FrontMatter(firstLine: 2)
        guard !holdsAnchors(parts.front), let root = root(of: parts.front) else { throw failure }
        var page = RulePageReading(&keys, root).page
        problems += keys.faults.map { problem($0.line, $0.text, $0.fix) }
        page.lines["front"] = 1
        page.meaning = section("Meaning", of: parts, into: &page)
        page.whenWrong = section("When this is wrong", of: parts, into: &page)
        for heading in parts.sections.keys.sorted()
        where !["Meaning", "When this is wrong"].contains(heading) {
            report(
                parts.sections[heading]?.line ?? 1,
                "no section is called \(heading.prefix(60))",
                "use ## Meaning and ## When this is wrong"
            )
        }
        guard problems.isEmpty else { throw failure }
        return page
    }

    private var failure: RuleError {
        RuleError(
            .broken,
            "read a rule page",
            on: rule,
            message: "\(problems.count) problems",
            problems: problems.sorted()
        )
    }

    /// Aliases of aliases make a short page endless, and no page needs them.
    private mutating func holdsAnchors(_ front: String) -> Bool {
        let bytes = Array(front.utf8)
        let before = Array(" \t\n\r[{,:-?".utf8)
        var line = 2
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "&"), index + 1 < bytes.count, bytes[index + 1] > 0x20,
                index == 0 || before.contains(bytes[index - 1])
            else { continue }
            report(line, "the front matter holds an anchor", "write a blank after & in prose")
            return true
        }
        return false
    }

    private mutating func root(of front: String) -> Node.Mapping? {
        do {
            // Values stay text: guessing their types runs a dozen patterns over each of them.
            let node = try Yams.compose(yaml: front, .basic)
            guard let node, case .mapping(let mapping) = node else {
                report(2, "the front matter is no mapping", "write key: value lines")
                return nil
            }
            return mapping
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            report(
                1 + context.mark.line,
                "\(keys.sorted().joined(separator: ", ")) stands twice",
                "keep one of them"
            )
        } catch let error as YamlError {
            report(1 + Self.line(of: error), "the front matter is not YAML", "mend the syntax")
        } catch {
            report(2, "the front matter is not YAML", "mend the syntax")
        }
        return nil
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
            .composer(_, _, let mark, _):
            mark.line
        default: 1
        }
    }

    private mutating func section(
        _ heading: String,
        of parts: PageParts,
        into page: inout RulePage
    ) -> RuleText {
        guard let section = parts.sections[heading], !section.text.isEmpty else {
            report(
                parts.lastLine,
                "the section \"## \(heading)\" is missing or empty",
                "say it in a paragraph"
            )
            return FrontMatter.noText
        }
        page.lines[heading] = section.textLine
        do throws(RuleTextError) {
            return try RuleText(section.text)
        } catch {
            report(section.textLine + error.line, error.text, "write {{column}} alone")
            return FrontMatter.noText
        }
    }

    private mutating func report(_ line: Int, _ text: String, _ fix: String) {
        problems.append(problem(line, text, fix))
    }

    private func problem(_ line: Int, _ text: String, _ fix: String) -> RuleProblem {
        RuleProblem(rule: rule, file: file, line: line, text: text, fix: fix)
    }
}

extension RulePage {
    /// Reads a page; `file` is the path that messages show.
    package init(_ text: String, rule: String, file: String) throws(RuleError) {
        var reader = PageReader(rule: rule, file: file)
        self = try reader.page(text)
    }
}
