/// One engine of a Core.
package struct ScanEngine: Sendable, Hashable, Described {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case av, archive, filetype
    }

    package var name = "ClamAV"
    package var id = "clamav_1_linux"
    package var kind = Kind.av
    package var version = "1.4.2-330"
    package var database = "2026062601"
    package var isLicensed = true

    package init() {}

    package init(_ name: String, _ id: String, _ kind: Kind, _ version: String, _ database: String)
    {
        self.name = name
        self.id = id
        self.kind = kind
        self.version = version
        self.database = database
    }

    package static let standard = [
        ScanEngine("FileType", "oms_filetype", .filetype, "7.4.3-8347", "7.4.3-8347"),
        ScanEngine("Archive", "7z_1_linux", .archive, "7.2.1-512", "7.2.1-512"),
        ScanEngine("ClamAV", "clamav_1_linux", .av, "1.4.2-330", "2026062601"),
        ScanEngine("K7", "k7_1_linux", .av, "18.2-3171", "18.2-3171"),
    ]

    static var fields: [Field<Self>] {
        [
            .text("name", \.name, required: true, "as results call it"),
            .text("id", \.id, "engine id"),
            .choice("kind", \.kind, "what it does"),
            .text("version", \.version, "engine version"),
            .text("database", \.database, "definition version"),
            .flag("licensed", \.isLicensed, "false: it does not scan"),
        ]
    }
}
