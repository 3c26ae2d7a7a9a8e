/// How the rows of a query are written.
package enum QueryFormat: String, Sendable, Hashable, CaseIterable {
    /// Aligned columns, for a terminal.
    case table
    /// RFC 4180, for spreadsheets: a cell that one would run as a formula is defused.
    case csv
    /// An array of objects, for programs: values are neither cut nor changed.
    case json
}
