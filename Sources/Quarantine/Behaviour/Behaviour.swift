/// Documented behaviour of the engine, with where it is written and what shows it.
package struct Behaviour: Sendable, Hashable {
    package var id: String
    package var mark: Mark
    package var says: String
    /// Scenarios of the library.
    package var scenarios: [String]
    package var source: String

    init(_ id: String, _ mark: Mark, _ says: String, _ scenarios: [String], _ source: String) {
        self.id = id
        self.mark = mark
        self.says = says
        self.scenarios = scenarios
        self.source = source
    }

    package static let all = quarantine + cloud + core + icap + share
}

/// How well a behaviour is known.
package enum Mark: String, Sendable, Hashable {
    /// Read in full in the vendor's own text.
    case verified = "V"
    /// Read in the vendor's text, but only in part.
    case published = "P"
    /// Concluded from what is written.
    case inferred = "I"
    /// Nothing was found.
    case unknown = "?"
}
