extension Assessment {
    /// What one rule came to.
    package struct Outcome: Sendable, Hashable {
        package var rule: String
        package var outcome: OutcomeKind
        /// Why it is not applicable, undetermined or failed.
        package var why: String?
        /// What to ask for to decide it.
        package var collect: String?
        /// Subjects it could not decide, also where it was found for others.
        package var undeterminedFor: [String]

        package init(
            rule: String,
            outcome: OutcomeKind,
            why: String? = nil,
            collect: String? = nil,
            undeterminedFor: [String] = []
        ) {
            self.rule = rule
            self.outcome = outcome
            self.why = why
            self.collect = collect
            self.undeterminedFor = undeterminedFor
        }
    }

    /// A note with the place it belongs to.
    package struct PlacedNote: Sendable, Hashable {
        /// The package's id.
        package var package: String
        /// nil where the note is about the whole package.
        package var entry: String?
        package var note: Note

        package init(package: String, entry: String? = nil, note: Note) {
            self.package = package
            self.entry = entry
            self.note = note
        }
    }

    /// A bound of `Limits` that stopped some part of the work.
    package struct LimitReached: Sendable, Hashable {
        package var limit: String
        package var value: Int64
        package var place: String

        package init(limit: String, value: Int64, place: String) {
            self.limit = limit
            self.value = value
            self.place = place
        }
    }
}
