/// What is in the packages, what was understood of it, and what was not.
package struct Inspection: Sendable, Hashable {
    /// The name and version of the shape, written first into the JSON.
    package static let schema = "scanwhy.inspection/1"

    /// One file of a package.
    package struct Entry: Sendable, Hashable {
        /// The package's id.
        package var package: String
        /// Its path in the package; nested archives join by `!`.
        package var path: String
        /// What the entry is in the product: "core-log"; nil where nobody claimed it.
        package var role: String?
        /// How it is written: "product-log"; nil where nobody claimed it.
        package var format: String?
        /// Why it was recognised as what it is, or why it was not.
        package var why: String
        package var sizeBytes: Int64
        /// nil where the format has no lines.
        package var lines: Int?
        package var unparsedLines: Int?

        /// From 0 to 1; nil where there is no line to understand.
        package var parsedShare: Double? {
            guard let lines, lines > 0 else { return nil }
            return 1 - Double(unparsedLines ?? 0) / Double(lines)
        }

        package init(
            package: String,
            path: String,
            role: String? = nil,
            format: String? = nil,
            why: String,
            sizeBytes: Int64,
            lines: Int? = nil,
            unparsedLines: Int? = nil
        ) {
            self.package = package
            self.path = path
            self.role = role
            self.format = format
            self.why = why
            self.sizeBytes = sizeBytes
            self.lines = lines
            self.unparsedLines = unparsedLines
        }
    }

    /// The time over which one source of one package can be asked.
    package struct Coverage: Sendable, Hashable {
        /// The package's id; nil where the source is missing from every package.
        package var package: String?
        package var source: Source
        package var fromUS: Int64?
        package var toUS: Int64?
        package var complete: Bool
        /// What makes it incomplete, or how it is known to be complete.
        package var why: String?

        package init(
            package: String? = nil,
            source: Source,
            fromUS: Int64? = nil,
            toUS: Int64? = nil,
            complete: Bool,
            why: String? = nil
        ) {
            self.package = package
            self.source = source
            self.fromUS = fromUS
            self.toUS = toUS
            self.complete = complete
            self.why = why
        }
    }

    /// Lines of one form that no format understands.
    package struct UnknownLines: Sendable, Hashable {
        /// The package's id.
        package var package: String
        /// The line with its values blanked.
        package var shape: String
        package var count: Int
        /// Where the first of them stands.
        package var entry: String
        package var line: Int

        package init(package: String, shape: String, count: Int, entry: String, line: Int) {
            self.package = package
            self.shape = shape
            self.count = count
            self.entry = entry
            self.line = line
        }
    }

    package var tool: Assessment.Tool
    package var packages: [Assessment.Package]
    package var entries: [Entry]
    package var coverage: [Coverage]
    /// The most frequent first.
    package var unknownLines: [UnknownLines]
    package var notes: [Assessment.PlacedNote]
    package var limitsReached: [Assessment.LimitReached]

    /// Over all entries, from 0 to 1; nil where there is no line to understand.
    package var parsedShare: Double? {
        let lines = entries.reduce(0) { $0 + ($1.lines ?? 0) }
        let unparsed = entries.reduce(0) { $0 + ($1.unparsedLines ?? 0) }
        return lines > 0 ? 1 - Double(unparsed) / Double(lines) : nil
    }

    package init(
        tool: Assessment.Tool,
        packages: [Assessment.Package] = [],
        entries: [Entry] = [],
        coverage: [Coverage] = [],
        unknownLines: [UnknownLines] = [],
        notes: [Assessment.PlacedNote] = [],
        limitsReached: [Assessment.LimitReached] = []
    ) {
        self.tool = tool
        self.packages = packages
        self.entries = entries
        self.coverage = coverage
        self.unknownLines = unknownLines
        self.notes = notes
        self.limitsReached = limitsReached
    }
}
