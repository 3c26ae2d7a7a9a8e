/// How a text report is laid out, and what the reader typed to get it.
package struct TextOptions: Sendable, Hashable {
    /// Columns of the terminal; what must be copied whole (places, commands) may be longer.
    package var width: Int
    /// ANSI colours; only ever true for a terminal that wants them.
    package var color: Bool
    /// The inputs as typed, for the commands at the end.
    package var inputs: [String]
    /// The case file that was kept or read; nil where it was a temporary one.
    package var caseFile: String?
    /// Whether the tool that prints this takes `--affected FILE.csv`.
    package var offersAffected: Bool
    /// Items of one list that are shown before the rest is counted.
    package var fold: Int
    /// Evidence shown with one finding.
    package var foldEvidence: Int
    /// Findings shown in full.
    package var foldFindings: Int
    /// Entries shown for one package of an inspection.
    package var foldEntries: Int
    /// Characters of one foreign text (a log line, a name).
    package var foldText: Int

    package init(
        width: Int = 100,
        color: Bool = false,
        inputs: [String] = [],
        caseFile: String? = nil,
        offersAffected: Bool = false
    ) {
        self.width = min(max(width, 40), 200)
        self.color = color
        self.inputs = inputs
        self.caseFile = caseFile
        self.offersAffected = offersAffected
        fold = 10
        foldEvidence = 5
        foldFindings = 30
        foldEntries = 200
        foldText = 600
    }
}
