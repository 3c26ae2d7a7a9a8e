internal import Yams

/// Takes typed values out of front matter and remembers every fault with its line.
struct FrontMatter {
    struct Fault {
        var line: Int
        var text: String
        var fix: String
    }

    /// Stands where a text is missing; the page is refused anyway.
    static let noText: RuleText = {
        do {
            return try RuleText("")
        } catch {
            preconditionFailure("an empty text has no braces")
        }
    }()

    private(set) var faults: [Fault] = []
    /// Lines of the page before the front matter's first one.
    private let before: Int

    init(firstLine: Int) {
        before = firstLine - 1
    }

    mutating func fault(at node: Node?, _ text: String, _ fix: String) {
        faults.append(Fault(line: line(of: node), text: text, fix: fix))
    }

    func line(of node: Node?) -> Int { before + (node?.mark?.line ?? 1) }

    /// Refuses keys that nobody reads: a typing error would go unnoticed.
    mutating func allow(_ keys: [String], in mapping: Node.Mapping, of name: String) {
        for (key, _) in mapping where !keys.contains(key.string ?? "") {
            fault(
                at: key,
                "\(name) has no key \((key.string ?? "").prefix(60))",
                "use one of \(keys.joined(separator: ", "))"
            )
        }
    }

    mutating func text(_ key: String, _ mapping: Node.Mapping, required: Bool = true) -> String? {
        guard let node = mapping[key] else {
            if required { missing(key, mapping) }
            return nil
        }
        guard let text = node.scalar?.string, !text.isEmpty else {
            fault(at: node, "\(key) is no text", "write \(key): words")
            return nil
        }
        return text
    }

    mutating func ruleText(_ key: String, _ mapping: Node.Mapping) -> RuleText {
        guard let text = text(key, mapping) else { return Self.noText }
        return ruleText(text, at: mapping[key])
    }

    mutating func ruleText(_ text: String, at node: Node?) -> RuleText {
        do throws(RuleTextError) {
            return try RuleText(text)
        } catch {
            fault(at: node, error.text, "write {{column}} alone")
            return Self.noText
        }
    }

    /// One word of a closed list.
    mutating func word<Word>(
        _ key: String,
        _ mapping: Node.Mapping,
        of words: [(String, Word)]
    ) -> Word? {
        guard let text = text(key, mapping) else { return nil }
        return word(text, at: mapping[key], called: key, of: words)
    }

    mutating func word<Word>(
        _ text: String,
        at node: Node?,
        called key: String,
        of words: [(String, Word)]
    ) -> Word? {
        if let found = words.first(where: { $0.0 == text }) { return found.1 }
        fault(
            at: node,
            "\(key) is no \(text.prefix(60))",
            "use one of \(words.map(\.0).joined(separator: ", "))"
        )
        return nil
    }

    mutating func flag(_ key: String, _ mapping: Node.Mapping) -> Bool {
        guard mapping[key] != nil else { return false }
        return word(key, mapping, of: [("true", true), ("false", false)]) ?? false
    }

    mutating func integer(_ key: String, _ mapping: Node.Mapping) -> Int? {
        guard let text = text(key, mapping) else { return nil }
        if let number = Int(text) { return number }
        fault(at: mapping[key], "\(key) is no whole number", "write digits")
        return nil
    }

    /// The elements of a list; none where the key is missing.
    mutating func list(_ key: String, _ mapping: Node.Mapping, required: Bool = false) -> [Node] {
        guard let node = mapping[key] else {
            if required { missing(key, mapping) }
            return []
        }
        if case .sequence(let sequence) = node { return Array(sequence) }
        fault(at: node, "\(key) is no list", "write \(key): [a, b]")
        return []
    }

    mutating func words(_ key: String, _ mapping: Node.Mapping, required: Bool = false) -> [(
        text: String, node: Node
    )] {
        list(key, mapping, required: required).compactMap { node in
            if let text = node.scalar?.string, !text.isEmpty { return (text, node) }
            fault(at: node, "\(key) holds something that is no word", "write words")
            return nil
        }
    }

    mutating func mapping(_ key: String, _ mapping: Node.Mapping) -> Node.Mapping? {
        guard let node = mapping[key] else { return nil }
        return self.mapping(node, of: key)
    }

    mutating func mapping(_ node: Node, of name: String) -> Node.Mapping? {
        if case .mapping(let inner) = node { return inner }
        fault(at: node, "\(name) is no mapping", "write key: value")
        return nil
    }

    private mutating func missing(_ key: String, _ mapping: Node.Mapping) {
        faults.append(
            Fault(
                line: before + (mapping.mark?.line ?? 1),
                text: "\(key) is missing",
                fix: "add \(key): to the front matter"
            )
        )
    }
}
