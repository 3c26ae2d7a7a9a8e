internal import FoundationEssentials
package import CaseModel

/// A remediation step as the case file keeps it, in JSON.
package struct StoredStep: Codable, Sendable, Hashable {
    var step: String
    var actor: String
    var risk: [String]
    var before: String?
    var check: String?

    init(_ step: Assessment.Step) {
        self.step = step.step
        actor = step.actor.rawValue
        risk = step.risk.map(\.rawValue)
        before = step.before
        check = step.check
    }

    /// Nil if a word is none of ours, as in a case file of a newer version.
    var value: Assessment.Step? {
        guard let actor = Assessment.Step.Actor(rawValue: actor) else { return nil }
        return Assessment.Step(
            step: step,
            actor: actor,
            risk: risk.compactMap(Assessment.Step.Risk.init),
            before: before,
            check: check
        )
    }

    static func text(of steps: [Assessment.Step]) throws -> String {
        try StoredJSON.text(of: steps.map(StoredStep.init))
    }

    /// The steps of a column.
    package static func steps(of text: String) throws -> [Assessment.Step] {
        try StoredJSON.value([StoredStep].self, of: text).compactMap(\.value)
    }
}

/// JSON within a column, with keys in order so that equal values are equal texts.
package enum StoredJSON {
    package static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package static func value<Value: Decodable>(_ type: Value.Type, of text: String) throws -> Value
    {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
