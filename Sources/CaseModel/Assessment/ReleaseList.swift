/// The locked files of a case, and what is to become of each: the rows of `--affected`.
package struct ReleaseList: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        /// Nutanix's id of the record; nil where no list of Nutanix is in the case.
        package var extID: String?
        package var fileServerExtID: String?
        package var share: String?
        package var path: String
        package var server: String?
        /// When the file was locked; nil where nothing tells.
        package var timeUS: Int64?
        /// The id of the finding that explains the lock; nil where none does.
        package var finding: String?
        /// Which class of the release list it belongs to.
        package var kind: String
        /// What to do with it; nil where it must stay as it is.
        package var action: String?
        package var why: String
        /// Counted from 1; nil for files in no wave.
        package var wave: Int?

        package init(
            extID: String? = nil,
            fileServerExtID: String? = nil,
            share: String? = nil,
            path: String,
            server: String? = nil,
            timeUS: Int64? = nil,
            finding: String? = nil,
            kind: String,
            action: String? = nil,
            why: String,
            wave: Int? = nil
        ) {
            self.extID = extID
            self.fileServerExtID = fileServerExtID
            self.share = share
            self.path = path
            self.server = server
            self.timeUS = timeUS
            self.finding = finding
            self.kind = kind
            self.action = action
            self.why = why
            self.wave = wave
        }
    }

    /// In the order in which they are worked through.
    package var rows: [Row]

    package init(rows: [Row]) {
        self.rows = rows
    }
}
