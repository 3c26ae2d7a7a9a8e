package import CaseModel

/// Words or message ids of the product by which a rule recognises its trouble.
package struct Sign: Sendable, Hashable {
    package var name: String
    /// Sentences or parts of them, in which `%` stands for anything and case does not matter.
    package var texts: [String]
    /// Message ids, each as good as a text.
    package var msgids: [Int64]
    /// Components with `*` for anything; empty if all will do.
    package var components: [String]
    /// Empty if all will do.
    package var products: [Product]
    /// The least level; nil if all will do.
    package var level: Level?
    /// Records nearer to each other than this are one episode, in minutes.
    package var apartMinutes: Int
    /// Where it stands in the page, for messages.
    package var line: Int
}

/// What must be there before a rule is run at all.
package enum StartingPoint: String, Sendable, Hashable, CaseIterable {
    /// A symptom whose scan has one of the page's result codes.
    case results
    /// A record, reason or engine's message with one of the page's signs.
    case signs
}
