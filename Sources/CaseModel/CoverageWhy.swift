/// The sentence of a coverage: what was read, and what is only inferred of how it was collected.
package enum CoverageWhy {
    /// Stands between the two.
    package static let inferred = "; inferred: "

    /// What is inferred; nil where nothing is.
    package static func inference(in why: String) -> String? {
        why.firstRange(of: inferred).map { String(why[$0.upperBound...]) }
    }
}
