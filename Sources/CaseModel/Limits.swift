/// The named bounds of the whole analyzer; reaching one stops that part, leaves a note and is
/// reported.
///
/// No limit is silent.
package struct Limits: Sendable, Hashable {
    /// Entries read from one package.
    ///
    /// A real package has hundreds; a million is an attack.
    package var entriesPerPackage = 200_000
    /// Archives inside archives.
    ///
    /// Bundles nest two deep (bundle, package, rotated gz).
    package var nestingDepth = 6
    /// Inflated bytes of one entry.
    ///
    /// The product rotates its logs at 1 GB.
    package var bytesPerEntry: Int64 = 8 << 30
    /// Inflated bytes of one package: ten gigabytes of logs are a case we support.
    package var bytesPerPackage: Int64 = 32 << 30
    /// Inflated by packed bytes, looked at only past `ratioFloorBytes`.
    ///
    /// Logs reach 8 to 40, and DEFLATE cannot exceed 1,032.
    package var expansionRatio: Int64 = 200
    /// Below this many inflated bytes a high ratio is harmless (runs of equal lines).
    package var ratioFloorBytes: Int64 = 256 << 20
    /// Bytes of a member that must be held in memory to be read (a nested 7z cannot stream, a
    /// database or a spreadsheet is read back and forth).
    package var bufferedMemberBytes = 64 << 20
    /// Bytes of memory that the dictionary of one xz stream may take.
    ///
    /// `xz -9` takes 65 MiB; the format allows four gigabytes.
    package var xzMemoryBytes = 128 << 20
    /// Seconds for which a program that the user named to convert a dump may write nothing.
    package var converterSilenceSeconds = 120
    /// Steps (virtual machine instructions) of reading one SQLite file of a package.
    ///
    /// A row of ten columns takes about thirty; pages that point in a circle would never end.
    package var databaseSteps = 100_000_000
    /// Bytes of an entry's name.
    package var nameBytes = 4096
    /// Bytes of one log record with its continuation lines; the rest of it is dropped.
    package var recordBytes = 1 << 20
    /// Continuation lines of one record that still count as understood.
    package var continuationLines = 200
    /// Message shapes of one package; later new ones share the shape "(other)".
    package var shapes = 100_000
    /// Bytes of phrases kept to store the text of scans once.
    package var phraseBytes = 24 << 20
    /// Bytes of different secrets that are remembered to tell them apart; later ones share a token.
    package var secretBytes = 64 << 20
    /// ICAP requests that are followed at once while their answers are awaited.
    package var openRequests = 65_536
    /// Nesting of a JSON document.
    package var jsonDepth = 64
    /// Bytes of one JSON string or CSV cell that are kept.
    package var cellBytes = 1 << 20
    /// Columns of a CSV row.
    package var csvColumns = 1_000
    /// Steps (virtual machine instructions) of one rule.
    ///
    /// Twenty million are about a second.
    package var ruleSteps = 200_000_000
    /// Rows that one rule may yield.
    package var ruleRows = 1_000_000
    /// Evidence items stored with one finding; the finding says how many more there are.
    package var evidencePerFinding = 50
    /// Lines of a list of files that are looked for, each by a search through the case.
    package var askedFiles = 2_000
    /// Notes of one kind stored for one entry; the last one says how many more there were.
    package var notesPerEntry = 100

    package init() {}
}
