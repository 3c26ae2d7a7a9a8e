/// The named bounds of the live engine; reaching one is answered, and never ends the server.
package struct LiveLimits: Sendable, Hashable {
    /// Scans, ICAP requests and rows of either history that are kept at least; the oldest ones
    /// beyond twice as many are forgotten.
    package var scans = 20_000
    /// Items in quarantine; with more, files are refused as for want of disk space.
    package var items = 20_000
    /// Bytes of files that are kept in memory, where there is no data folder.
    package var memoryBytes = 512 << 20
    /// Bytes of files that are kept in the data folder.
    package var diskBytes = 4 << 30
    /// Bytes of the journal; with more, changes are refused.
    package var journalBytes = 1 << 30
    /// What happened last, for the switchboard.
    package var occurrences = 500
    /// Faults that were switched on since the start.
    package var faults = 1_000
    /// Virtual time that one jump may take.
    package var advanceUS: Int64 = 366 * 86_400_000_000
    /// Bytes of the name of a file; the rest of a longer one is cut off.
    package var nameBytes = 1_024

    package init() {}
}
