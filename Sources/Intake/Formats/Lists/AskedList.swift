internal import CaseModel
internal import CaseStore

/// Reads a list of paths, names, ids or hashes, one a line, that the user gives beside packages:
/// what is asked about.
struct AskedList: LineDocument {
    static let format = "list-of-files"
    /// The fact that holds one line until all packages are read.
    static let factKey = "asked.file"

    var document: DocumentState
    var lines: LineSplitter
    private var leftOut = 0

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    /// True if each line that is no comment names a file.
    static func fits(_ lines: [String], path: String) -> Bool {
        let counts = counts(lines)
        // Members of packages and of folders may list files too, and nobody asks about those.
        return counts.lines > 0 && counts.names == counts.lines
            && !name(of: path).contains { "/!".contains($0) }
    }

    /// How many of the lines that are no comments name files.
    static func counts(_ lines: [String]) -> (names: Int, lines: Int) {
        let lines = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        return (lines.count { namesFile($0) }, lines.count)
    }

    /// The path without the mark of a single compressed file.
    private static func name(of path: String) -> Substring {
        path.hasSuffix("!") ? path.dropLast() : path[...]
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        var notes = lines.notes
        if leftOut > 0 {
            notes.append(
                Note(
                    .limit,
                    "\(leftOut) more lines of the list are not looked for",
                    limit: "askedFiles"
                )
            )
        }
        return document.finish(notes: notes, into: &state)
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let text = TableText.trimmed(line.text)
        guard state.inputName == Self.name(of: document.entry.path), Self.namesFile(text) else {
            return
        }
        guard document.records < Int64(document.entry.limits.askedFiles) else {
            leftOut += 1
            return
        }
        let value = state.clean(text)
        var fact = FactRow(packageID: state.package.id, key: Self.factKey, value: value)
        let place = DocumentPlace(line: line.number, byteOffset: line.byteOffset)
        fact.locatorID = document.locate(place, text: value, in: &state)
        state.sideRows.add(fact)
        document.records += 1
    }

    /// A hash or id, a path, or a name with an ending, a time behind it or not; sentences and
    /// settings are none.
    static func namesFile(_ line: String) -> Bool {
        let text = ReportedFile(argument: line).text
        guard 3...4_096 ~= text.utf8.count,
            !text.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return false }
        let isHex = text.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
        if isHex, [32, 40, 64].contains(text.utf8.count) { return true }
        guard !text.contains("://"), !text.contains("="), !text.contains("\t") else { return false }
        let drive = text.dropFirst().prefix(2)
        if text.hasPrefix("/") || text.hasPrefix("\\\\") || drive == ":\\" || drive == ":/" {
            return !text.hasSuffix("/") && !text.hasSuffix("\\")
        }
        let name = text.split(whereSeparator: { "/\\".contains($0) }).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return false }
        let ending = name[name.index(after: dot)...]
        // A name is short, and has no mark of a sentence or a table.
        return 1...8 ~= ending.count
            && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            && ending.contains(where: \.isLetter)
            && !name.contains { ":;,|\"<>?*".contains($0) } && name.utf8.count <= 255
    }
}
