/// The answers to `/version`, `/stat/nodes`, `/stat/engines` and `/admin/license`.
package struct CoreStatus: Sendable, Hashable {
    /// `MSCL` on Linux, `MSCW` on Windows.
    package var productID: String
    package var platform: String
    package var version: String
    /// Microseconds UTC, virtual time.
    package var nowUS: Int64
    package var startedUS: Int64
    package var licenceDays: Int
    package var isLicensed: Bool
    package var queued: Int
    package var queueSize: Int
    package var engines: [Engine]
    /// What a node's `issues` say.
    package var issues: [String]
    /// Whether there is no room for temporary files.
    package var isDiskFull: Bool

    /// One engine of Core.
    package struct Engine: Sendable, Hashable {
        package var name: String
        package var id: String
        /// `av`, `archive` or `filetype`.
        package var kind: String
        package var version: String
        package var database: String
        package var isActive: Bool
        /// Such as `production`.
        package var state: String
        package var definitionsUS: Int64
    }
}
