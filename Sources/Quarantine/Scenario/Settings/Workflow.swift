/// The workflow rule by which a Core treats files.
package struct Workflow: Sendable, Hashable, Described {
    package var name = "File process"
    package var usesMetascan = true
    package var minimumEngines = 0
    package var maximumFileBytes: Int64?
    package var globalTimeoutUS: Int64?
    package var engineTimeoutUS: Int64?
    package var archiveDepth = 5
    package var archiveFiles = 1_000
    package var archiveBytes: Int64 = 500 << 20
    package var archiveTimeoutUS: Int64?
    package var skipsUndetected = false
    package var calculatesHashes = true
    package var quarantinesBlocked = true
    /// Labels of results that are allowed though they are no clean ones.
    package var allowedResults: [String] = []
    package var acceptsICAP = true

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("name", \.name, "rule name"),
            .flag("metascan", \.usesMetascan, "false: nothing is scanned"),
            .whole("minimum_engines", \.minimumEngines, 0...64, "active engines it demands"),
            .sizeOrNone("maximum_file_size", \.maximumFileBytes, "larger files are refused"),
            .spanOrNone("global_timeout", \.globalTimeoutUS, "for the whole processing"),
            .spanOrNone("engine_timeout", \.engineTimeoutUS, "for each engine"),
            .whole("archive_depth", \.archiveDepth, 0...100, "nested archives"),
            .whole("archive_files", \.archiveFiles, 0...1_000_000, "files in an archive"),
            .size("archive_size", \.archiveBytes, "unpacked"),
            .spanOrNone("archive_timeout", \.archiveTimeoutUS, "for the analysis of an archive"),
            .flag("skip_undetected", \.skipsUndetected, "no scan if the type is not detected"),
            .flag("hashes", \.calculatesHashes, "hash calculation"),
            .flag("quarantine_blocked", \.quarantinesBlocked, "keep blocked files apart"),
            .texts("allowed_results", \.allowedResults, "results overridden to Allowed"),
            .flag("accepts_icap", \.acceptsICAP, "false: no rule fits the ICAP Server"),
        ]
    }
}
