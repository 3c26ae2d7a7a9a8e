/// The antivirus policy of the Nutanix share.
package struct ShareSettings: Sendable, Hashable, Described {
    package var server = "files01"
    /// File server VMs, which are the ICAP clients.
    package var clients = ["10.20.0.31", "10.20.0.32", "10.20.0.33", "10.20.0.34"]
    /// Names of ICAP Servers; empty: all.
    package var icaps: [String] = []
    package var usesAntivirus = true
    package var scansOnRead = true
    package var scansOnWrite = true
    package var blocksUnscanned = false
    package var timeoutSeconds = 240
    package var maximumFileBytes: Int64?
    package var excludedExtensions: [String] = []
    package var connectionsPerClient = 10

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("server", \.server, "name of the file server"),
            .texts("clients", \.clients, "addresses of its virtual machines"),
            .texts("icaps", \.icaps, "names of the connected ICAP Servers; empty: all"),
            .flag("antivirus", \.usesAntivirus, "scanning is on"),
            .flag("scan_on_read", \.scansOnRead, "when a file is opened"),
            .flag("scan_on_write", \.scansOnWrite, "when a file is closed"),
            .flag("block_unscanned", \.blocksUnscanned, "no access if a scan is not completed"),
            .whole("timeout_seconds", \.timeoutSeconds, 0...240, "for one scan"),
            .sizeOrNone("maximum_file_size", \.maximumFileBytes, "larger files are not sent"),
            .texts("excluded_extensions", \.excludedExtensions, "without the dot"),
            .whole("connections", \.connectionsPerClient, 1...1_000, "a client and ICAP Server"),
        ]
    }
}
