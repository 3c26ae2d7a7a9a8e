internal import CaseModel
internal import Markup

/// Reads one part of a workbook (XLSX): a zip of XML files of which each tells a little.
struct WorkbookPart: EntryReader {
    static let format = "xlsx"
    static let sample =
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        + "<si><t>Prüfung</t></si></sst>"

    /// What a part holds, by its outermost element.
    enum Kind: String {
        case sheet = "worksheet"
        case texts = "sst"
        case styles = "styleSheet"
        case workbook
        /// Types, relations, themes, properties: nothing of what the cells say.
        case other

        /// By the first element that is no declaration.
        init(of head: [UInt8]) {
            self = .other
            var rest = String(decoding: head.prefix(4_096), as: UTF8.self)[...]
            while let open = rest.firstIndex(of: "<") {
                rest = rest[rest.index(after: open)...]
                guard let first = rest.first, first != "?", first != "!" else { continue }
                let name = rest.prefix { $0.isLetter || $0 == ":" }
                self = Kind(rawValue: String(name.split(separator: ":").last ?? "")) ?? .other
                return
            }
        }
    }

    private let entry: EntryContext
    private let markup: MarkupReader?
    private let kind: Kind
    private var rows: SheetRows
    private var texts = SharedTexts()
    private var styles = SheetStyles()
    private var isFrom1904 = false
    private var isOver = false

    init(_ kind: Kind, _ entry: EntryContext) {
        self.kind = kind
        self.entry = entry
        // Parts without cells need not even be XML.
        markup = kind == .other ? nil : MarkupReader(isDecoded: true)
        rows = SheetRows(columnLimit: entry.limits.csvColumns, cellBytes: entry.limits.cellBytes)
    }

    static func fits(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head.prefix(4_096), as: UTF8.self)
        return ["schemas.openxmlformats.org", "purl.oclc.org/ooxml"].contains { text.contains($0) }
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        guard !isOver else { return }
        take(markup?.read(block) ?? [])
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        if !isOver { take(markup?.finish() ?? []) }
        for note in markup?.notes ?? [] { state.note(note) }
        if isOver {
            state.note(
                Note(
                    .limit,
                    "the spreadsheet is larger than what is held in memory; the rest is not read",
                    limit: "bufferedMemberBytes"
                )
            )
        }
        if rows.hasFarColumns {
            state.note(Note(.limit, "cells far to the right are left out", limit: "csvColumns"))
        }
        keep(&state)
        return EntryTally()
    }

    private mutating func take(_ events: [MarkupEvent]) {
        for event in events {
            switch kind {
            case .sheet: rows.take(event)
            case .texts: texts.take(event, limitBytes: entry.limits.cellBytes)
            case .styles: styles.take(event)
            case .workbook:
                if case .start("workbookPr", let attributes, _) = event {
                    isFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
                }
            case .other: break
            }
        }
        isOver = max(rows.bytes, texts.bytes) > entry.limits.bufferedMemberBytes
    }

    /// Parts come in any order; they are put together at the end of the package.
    private mutating func keep(_ state: inout IntakeState) {
        var workbook = state.package.workbooks[folder] ?? Workbook()
        switch kind {
        case .sheet: workbook.sheets.append(Workbook.Sheet(entry: entry, rows: rows.rows))
        case .texts: workbook.texts = texts.all
        case .styles: workbook.styles = styles
        case .workbook: workbook.isFrom1904 = isFrom1904
        case .other: return
        }
        workbook.bytes += rows.bytes + texts.bytes
        // Many small workbooks are many; one package holds no more than one large one.
        let held = state.package.workbooks.reduce(0) {
            $0 + ($1.key == folder ? 0 : $1.value.bytes)
        }
        guard held + workbook.bytes <= 2 * entry.limits.bufferedMemberBytes else {
            state.note(
                Note(
                    .limit,
                    "the spreadsheets of this package are larger than what is held in memory",
                    limit: "bufferedMemberBytes"
                )
            )
            return
        }
        state.package.workbooks[folder] = workbook
    }

    /// The path in front of `xl/`, which parts of one workbook share.
    private var folder: String {
        entry.path.ranges(of: "xl/").last.map { String(entry.path[..<$0.lowerBound]) } ?? ""
    }
}

/// The list of texts that the cells of a workbook share.
struct SharedTexts: Sendable {
    private(set) var all: [String] = []
    private(set) var bytes = 0
    private var text = ""
    private var isInText = false
    private var phonetics = 0

    mutating func take(_ event: MarkupEvent, limitBytes: Int) {
        switch event {
        case .start("si", _, _): text = ""
        case .start("t", _, _): isInText = phonetics == 0
        case .end("t"): isInText = false
        // How a text is pronounced is written beside it.
        case .start("rPh", _, _): phonetics += 1
        case .end("rPh"): phonetics -= 1
        case .text(let piece):
            if isInText, text.utf8.count < limitBytes { text += piece }
        case .end("si"):
            all.append(text)
            bytes += text.utf8.count + 16
        default: break
        }
    }
}
