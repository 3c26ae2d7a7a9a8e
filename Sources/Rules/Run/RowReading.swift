internal import CaseModel
internal import Foundation
internal import GRDB

/// Reads the columns of one row of a rule.
struct RowReading {
    private let columns: [String: Int]
    private let row: Row

    init(_ columns: [String: Int], _ row: Row) {
        self.columns = columns
        self.row = row
    }

    /// Nil for NULL and for columns that are not there.
    func text(_ name: String) -> String? {
        columns[name].flatMap { Self.text(of: value($0)) }
    }

    func integer(_ name: String) throws(RowFault) -> Int64? {
        guard let index = columns[name] else { return nil }
        switch value(index).storage {
        case .null: return nil
        case .int64(let number): return number
        default: throw RowFault("\(name) is no whole number")
        }
    }

    func subject() throws(RowFault) -> RowKey {
        guard let key = text("subject").flatMap({ RowKey($0) }),
            Assessment.Subject.Kind(rawValue: key.kind) != nil
        else { throw RowFault("a subject is no kind/id of the view subject") }
        return key
    }

    func evidence() throws(RowFault) -> RowKey {
        guard let text = text("evidence") else {
            throw RowFault("a row fits without evidence")
        }
        guard let key = RowKey(text), ["record", "locator", "gap"].contains(key.kind) else {
            throw RowFault("evidence is no record/id, locator/id or gap/id")
        }
        return key
    }

    func cause() throws(RowFault) -> RowKey? {
        guard let text = text("cause") else { return nil }
        guard let key = RowKey(text) else { throw RowFault("a cause is no kind/id") }
        return key
    }

    /// Nil where the rule does not tell when the cause began.
    func span() throws(RowFault) -> RuleRows.Span? {
        guard let from = try integer("cause_from_us") else { return nil }
        return RuleRows.Span(fromUS: from, toUS: try integer("cause_to_us"))
    }

    func confidence() throws(RowFault) -> Confidence? {
        guard let name = text("confidence") else { return nil }
        guard let confidence = Confidence(name: name) else {
            throw RowFault("a confidence is none of possible, likely, certain")
        }
        return confidence
    }

    func severity() throws(RowFault) -> Severity? {
        guard let name = text("severity") else { return nil }
        guard let severity = Severity(name: name) else {
            throw RowFault("a severity is none of info, warning, error, critical")
        }
        return severity
    }

    /// The placeholders of this row but NULL ones; `withEach` adds those that may vary.
    func values(withEach: Bool) -> [String: String] {
        var values: [String: String] = [:]
        for (name, index) in columns where !RuleRows.reserved.contains(name) {
            if !withEach, name.hasPrefix("each_") { continue }
            let value = value(index)
            guard name.hasSuffix("_us"), case .int64(let time) = value.storage else {
                values[name] = values[name] ?? Self.text(of: value)?.inOneLine()
                continue
            }
            values[name] = UTCText.seconds(time)
            let short = String(name.dropLast(3))
            if columns[short] == nil { values[short] = values[name] }
        }
        return values
    }

    /// The columns that must be the same in all rows of a cause, by name.
    static func placeholders(in columns: [String: Int]) -> [(name: String, index: Int)] {
        columns.filter { !RuleRows.reserved.contains($0.key) && !$0.key.hasPrefix("each_") }
            .sorted { $0.key < $1.key }.map { (name: $0.key, index: $0.value) }
    }

    func cells(_ indexes: [Int]) -> [DatabaseValue] { indexes.map(value) }

    private func value(_ index: Int) -> DatabaseValue { row[index] }

    private static func text(of value: DatabaseValue) -> String? {
        switch value.storage {
        case .null: nil
        case .int64(let number): String(number)
        case .double(let number): number.asWords()
        case .string(let text): text
        case .blob(let data): Identifier.hex(of: data)
        }
    }
}

extension Double {
    /// Without a fraction where there is none, else to at most three places.
    fileprivate func asWords() -> String {
        guard isFinite, abs(self) < 1e15 else { return String(self) }
        let thousandths = Int64((abs(self) * 1000).rounded())
        let sign = self < 0 && thousandths > 0 ? "-" : ""
        let fraction = String(1000 + thousandths % 1000).dropFirst()
        let kept = fraction.reversed().drop { $0 == "0" }.reversed()
        return sign + String(thousandths / 1000) + (kept.isEmpty ? "" : "." + String(kept))
    }
}

extension String {
    /// A value must not begin a paragraph of its own in the middle of a sentence.
    fileprivate func inOneLine() -> String {
        contains(where: \.isNewline) ? String(map { $0.isNewline ? " " : $0 }) : self
    }
}
