package import CaseStore

/// A rule's query with one thing in it changed, which some case of the rule should notice.
package struct Mutant: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A condition that no longer restricts.
        case dropped
        /// A condition that asks for its opposite.
        case flipped
        /// A parameter beside its value.
        case moved
        /// A branch that yields nothing: an arm of a UNION, an OR or a CASE.
        case emptied
    }

    package var kind: Kind
    /// In detect.sql, or in rule.md for a parameter; counted from 1.
    package var line: Int
    /// What was changed, on one line.
    package var text: String
    /// The changed query; the rule's own where a parameter is moved.
    package var detect: String
    /// The parameter that is moved, and its value.
    package var parameter: Moved?
    /// Why no case can notice it, as a comment in the query says; nil where one should.
    package var equivalent: String?

    package struct Moved: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    /// All of a rule, in the order of the query, parameters last.
    package static func all(of rule: Rule) -> [Mutant] {
        var conditions = ConditionMutants(rule.detect)
        var branches = BranchMutants(rule.detect)
        let inQuery = (conditions.mutants() + branches.mutants()).enumerated()
            .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element)
        return inQuery + ParameterMutants(rule).mutants()
    }

    /// Whether SQLite takes the query; what it refuses says nothing about cases.
    package func isQuery(of rule: Rule, in reader: SealedReader) throws -> Bool {
        try SignTables.create(in: reader)
        let query = RuleQuery(sql: detect, parameters: rule.page.parameters, subject: rule.id)
        // Why it is refused does not matter: the change made no query of it.
        return (try? query.columns(in: reader)) != nil
    }
}

/// A query that is changed piece by piece.
struct MutableQuery {
    let bytes: [UInt8]
    let pieces: [SQLPiece]
    private let comments: [Int: String]

    init(_ sql: String) {
        bytes = Array(sql.utf8)
        (pieces, comments) = SQLPiece.pieces(of: bytes)
    }

    /// The text of pieces, with what stands between them.
    func text(_ range: Range<Int>) -> String {
        guard let first = pieces[range].first, let last = pieces[range].last else { return "" }
        return String(
            decoding: bytes[first.range.lowerBound..<last.range.upperBound],
            as: UTF8.self
        )
    }

    /// The query with other text in place of pieces.
    func replacing(_ range: Range<Int>, with text: String) -> String {
        guard let first = pieces[range].first, let last = pieces[range].last else { return "" }
        let changed =
            bytes[..<first.range.lowerBound] + Array(text.utf8) + bytes[last.range.upperBound...]
        return String(decoding: changed, as: UTF8.self)
    }

    /// The reason of `-- cover: equivalent, reason` on these lines or the one above them.
    func equivalent(_ range: Range<Int>) -> String? {
        guard let first = pieces[range].first, let last = pieces[range].last else { return nil }
        let mark = "-- cover: equivalent"
        for line in max(1, first.line - 1)...max(first.line, last.line) {
            guard let comment = comments[line], comment.hasPrefix(mark) else { continue }
            let isAbove = line < first.line
            // A comment behind another condition is about that one.
            if isAbove, pieces.contains(where: { $0.line == line }) { continue }
            return String(comment.dropFirst(mark.count).drop { $0 == "," || $0 == " " })
        }
        return nil
    }

    /// The text on one line, for people.
    func shown(_ range: Range<Int>) -> String {
        let words = text(range).split { $0 == "\n" || $0 == " " }.joined(separator: " ")
        return words.count > 120 ? "\(words.prefix(119))…" : words
    }

    func mutant(
        _ kind: Mutant.Kind,
        _ range: Range<Int>,
        shown: String? = nil,
        as text: String
    ) -> Mutant {
        Mutant(
            kind: kind,
            line: pieces[range].first?.line ?? 1,
            text: shown ?? self.shown(range),
            detect: replacing(range, with: text),
            equivalent: equivalent(range)
        )
    }
}
