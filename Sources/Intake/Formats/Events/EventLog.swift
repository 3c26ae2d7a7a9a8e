internal import CaseModel
internal import CaseStore
internal import Markup

/// Reads the Windows Event Log as XML: each event of the products becomes a log record in UTC.
struct EventLog: EntryReader {
    static let format = "windows-event-log"

    private let entry: EntryContext
    private let markup: MarkupReader?
    private var lines = LineStarts()
    private var lineEnds: Int64 = 0
    private var isBegun = false
    /// Exports of `wevtutil` are a row of events without an element around them.
    private var needsRoot = false
    private var depth = 0
    private var draft: EventDraft?
    private var records: EventRecords
    private var others: [String: Int] = [:]
    private var othersLeftOut = 0
    private var undated = 0

    private static let root = Array("<Events>".utf8)
    private static let othersKept = 100

    init(_ entry: EntryContext) {
        self.entry = entry
        markup = MarkupReader(isDecoded: true)
        records = EventRecords(
            entryID: entry.entryID,
            limitBytes: entry.limits.bufferedMemberBytes
        )
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        lines.add(block, keeping: draft?.line ?? .max)
        lineEnds += Int64(block.count { $0 == 0x0A })
        var block = block
        if !isBegun {
            isBegun = true
            needsRoot = EventLogSample.isBare(block)
            if needsRoot {
                let mark = block.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
                block = Self.root + block.dropFirst(mark)
            }
        }
        take(markup?.read(block) ?? [], &state)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        if needsRoot { take(markup?.read(Array("</Events>".utf8)) ?? [], &state) }
        take(markup?.finish() ?? [], &state)
        for note in markup?.notes ?? [] { state.note(note) }
        note(&state)
        state.foundSource = records.source
        var tally = records.finish(into: &state)
        tally.lines = lineEnds
        state.flush()
        return tally
    }

    private func note(_ state: inout IntakeState) {
        if !others.isEmpty {
            let listed = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map {
                "\(state.clean($0.key)) (\($0.value))"
            }
            let count = others.values.reduce(othersLeftOut, +)
            state.note(
                Note(
                    .unrecognised,
                    "\(count) events of other programs are not read: "
                        + listed.joined(separator: ", ")
                )
            )
        }
        if undated > 0 {
            state.note(Note(.damaged, "\(undated) events have no readable time"))
        }
    }

    private mutating func take(_ events: [MarkupEvent], _ state: inout IntakeState) {
        for event in events {
            switch event {
            case .start(let name, let attributes, let line):
                depth += 1
                if draft != nil {
                    draft?.start(name, attributes)
                } else if name == "Event", depth <= 2 {
                    draft = EventDraft(line: line, textBytes: entry.limits.cellBytes)
                }
            case .text(let text): draft?.add(text)
            case .end(let name):
                depth -= 1
                if let done = draft, name == "Event", depth <= 1 {
                    draft = nil
                    finish(done, &state)
                } else {
                    draft?.end()
                }
            }
        }
    }

    private mutating func finish(_ event: EventDraft, _ state: inout IntakeState) {
        guard event.isOurs else {
            let name = String(event.provider.prefix(60))
            if others.count < Self.othersKept || others[name] != nil {
                others[name, default: 0] += 1
            } else {
                othersLeftOut += 1
            }
            return
        }
        if event.timeUS == nil { undated += 1 }
        records.add(event, byteOffset: lines.offset(of: event.line), &state)
    }
}

/// What the first bytes of a text say of its being an export of the Event Log.
enum EventLogSample {
    static let text = """
        <Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
        <System><Provider Name='MetaDefender Core'/><Level>4</Level>
        <TimeCreated SystemTime='2026-06-27T20:00:00Z'/></System>
        <EventData><Data>Not read, fileName='Prüfung.pdf'</Data></EventData>
        </Event></Events>

        """

    static func fits(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head.prefix(4_096), as: UTF8.self)
        let start = TableText.trimmed(text)
        let isEvent = ["<Event ", "<Event>", "<Events>", "<Events "].contains { tag in
            start.hasPrefix(tag) || start.hasPrefix("\u{FEFF}" + tag)
                || (start.contains("<?xml") && start.prefix(400).contains(tag))
        }
        return isEvent && (text.contains("<System>") || text.contains("events/event"))
    }

    /// True if events follow each other without an element around them.
    static func isBare(_ head: [UInt8]) -> Bool {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        let start = text.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let name = Array("<Event".utf8)
        guard start.starts(with: name), let next = start.dropFirst(name.count).first else {
            return false
        }
        return next == 0x20 || next == 0x3E
    }
}
