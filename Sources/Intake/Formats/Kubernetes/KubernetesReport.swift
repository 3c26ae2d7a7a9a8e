internal import CaseModel
internal import CaseStore

/// Reads what `kubectl` tells of pods: `describe pod`, the tables of `get pods` and `get events`,
/// and events in YAML.
///
/// What befell a container becomes a log record, so that it is searched and opened as any other.
struct KubernetesReport: LineDocument {
    static let format = "kubernetes-report"
    /// The component of the records.
    static let component = "kubernetes"
    static let samples = [
        "Name:  core-0", "Containers:", "  mdcore:", "    Image:  registry/mdcore:Prüfung",
        "    State:  Running", "      Started:  Sat, 27 Jun 2026 21:40:03 +0000",
        "    Restart Count:  1",
    ]

    var document: DocumentState
    var lines: LineSplitter
    private var pods = PodLines()
    private var table: KubernetesTable?
    private var yaml: EventLines?
    private var records: EventRecords
    private let textBytes: Int

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
        textBytes = entry.limits.cellBytes
        records = EventRecords(
            entryID: entry.entryID,
            limitBytes: entry.limits.bufferedMemberBytes
        )
    }

    /// True for the lines that no other program writes so.
    static func fits(_ lines: [String]) -> Bool {
        let lines = lines.prefix(500)
        let names = lines.compactMap { line in TableText.pair(line, at: { $0 == ":" })?.name }
        let isPod = Set(names).isSuperset(of: ["Name", "Containers", "Restart Count"])
        let isYAML = lines.contains("involvedObject:") && lines.contains("items:")
        let first = lines.first { !$0.isEmpty } ?? ""
        return isPod || isYAML || KubernetesTable(first) != nil
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        for told in pods.finish() + (yaml?.finish() ?? []) { add(told, &state) }
        var tally = document.finish(notes: lines.notes, into: &state)
        let told = records.finish(into: &state)
        tally.records += told.records
        tally.firstUS = told.firstUS
        tally.lastUS = told.lastUS
        // `kubectl` writes each time with its zone.
        tally.zoneKnown = told.zoneKnown
        return tally
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        if line.text.hasPrefix("apiVersion:"), yaml == nil { yaml = EventLines() }
        let told: [KubernetesWord]
        if yaml != nil {
            told = yaml?.take(line) ?? []
        } else if let header = KubernetesTable(line.text) {
            told = pods.endContainer()
            table = header
        } else if TableText.trimmed(line.text).isEmpty {
            told = []
            table = nil
        } else if let table, line.text.first == " " || table.isOutermost {
            told = table.words(of: line, pod: pods.pod)
        } else {
            table = nil
            told = pods.take(line)
        }
        for word in told { add(word, &state) }
    }

    private mutating func add(_ word: KubernetesWord, _ state: inout IntakeState) {
        switch word.content {
        case .fact(let key, let value):
            let value = state.clean(value)
            var fact = FactRow(
                packageID: state.package.id,
                key: state.clean(key),
                value: value
            )
            fact.number = Double(value)
            fact.timeUS = word.timeUS
            let place = DocumentPlace(
                line: word.line.number,
                byteOffset: word.line.byteOffset,
                key: fact.key
            )
            let text = state.clean(TableText.trimmed(word.line.text))
            fact.locatorID = document.locate(place, text: text, in: &state)
            state.sideRows.add(fact)
            document.records += 1
        case .record(let text, let level):
            var event = EventDraft(line: word.line.number, textBytes: textBytes, said: text)
            event.provider = Self.component
            event.level = level
            event.timeUS = word.timeUS
            records.add(event, byteOffset: word.line.byteOffset, &state)
        }
    }
}

/// One thing that a report of `kubectl` tells.
struct KubernetesWord {
    enum Content {
        case fact(key: String, value: String)
        /// The level counts as that of Windows events: 2 is an error, 3 a warning, 4 information.
        case record(text: String, level: Int)
    }

    var content: Content
    /// UTC; nil where only an age is told.
    var timeUS: Int64?
    var line: LineSplitter.Line

    /// A record of a sentence and what it is about; empty values are left out.
    static func record(
        _ sentence: String,
        _ fields: [(key: String, value: String)],
        level: Int,
        timeUS: Int64?,
        at line: LineSplitter.Line
    ) -> KubernetesWord {
        let pairs = fields.filter { !$0.value.isEmpty }.map { key, value in
            // A quote would end the value for whoever reads the record.
            "\(key)='\(String(value.map { $0 == "'" ? "\"" : $0 }))'"
        }
        let text = ([sentence] + pairs).joined(separator: ", ")
        return KubernetesWord(
            content: .record(text: text, level: level),
            timeUS: timeUS,
            line: line
        )
    }

    static func fact(
        _ key: String,
        _ value: String,
        timeUS: Int64? = nil,
        at line: LineSplitter.Line
    ) -> KubernetesWord {
        KubernetesWord(content: .fact(key: key, value: value), timeUS: timeUS, line: line)
    }
}
