/// One rule module: its page, its queries and the names of its cases.
package struct Rule: Sendable, Hashable {
    /// `family/name`, permanent.
    package let id: String
    package let page: RulePage
    /// The SELECT that finds it.
    package let detect: String
    /// The SELECT that counts inside and outside of a cause's time; nil where there is none.
    package let contrast: String?
    /// Twelve hex digits of the SHA-256 over its page and queries.
    package let version: String
    /// Folders under `cases/`, sorted; nil where the rule comes without them, as embedded ones do.
    package let cases: [String]?
    /// The folder that messages name.
    package let folder: String

    /// The first part of the id, such as `health`.
    package var family: String { String(id.prefix { $0 != "/" }) }
    /// The second part of the id.
    package var name: String { String(id.drop { $0 != "/" }.dropFirst()) }
}
