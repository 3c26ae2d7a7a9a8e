extension Assessment {
    /// One thing that something happened to, such as a file, a scan or an engine.
    package struct Subject: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            case file
            case scan
            case icapRequest = "icap-request"
            case nutanixFile = "nutanix-file"
            case quarantineItem = "quarantine-item"
            case engine
            case service
            case package
        }

        package var kind: Kind
        /// Stable from run to run.
        package var id: String
        /// What a person calls it (path, file name, engine name), as foreign text.
        package var label: String
        package var timeUS: Int64?
        package var dataID: String?
        /// In hex.
        package var sha256: String?
        package var path: String?
        package var server: String?
        /// The package's id, where one package alone knows the subject.
        package var package: String?

        package init(
            kind: Kind,
            id: String,
            label: String,
            timeUS: Int64? = nil,
            dataID: String? = nil,
            sha256: String? = nil,
            path: String? = nil,
            server: String? = nil,
            package: String? = nil
        ) {
            self.kind = kind
            self.id = id
            self.label = label
            self.timeUS = timeUS
            self.dataID = dataID
            self.sha256 = sha256
            self.path = path
            self.server = server
            self.package = package
        }
    }
}
