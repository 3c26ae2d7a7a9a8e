import CaseModel

/// Walks through JSON in blocks of any size and keeps what stands before and behind damage.
///
/// Values may follow each other (NDJSON). Memory is bounded by one string and the nesting depth.
struct JSONScanner<Sink: JSONSink>: Sendable {
    enum State: Sendable {
        case value
        case key
        case colon
        case after
        case string
        case escape
        case unicode
        case token
        /// Up to the next comma or end of the container that is open.
        case skipping
    }

    var sink: Sink
    let limits: Limits
    var list: NoteList
    var state = State.value
    /// The open brackets, at most `Limits.jsonDepth`.
    var stack: [UInt8] = []
    /// For each depth, where an object of that container last began a line; nil when none did.
    ///
    /// A `{` at that column where none belongs is the next element after a cut one.
    var columns: [Int?] = [nil]
    /// The bytes of the string or token that is being read.
    var text = JSONText()
    var isKey = false
    var start = JSONPlace(byteOffset: 0, line: 1)
    /// The place of the byte that is looked at.
    var place = JSONPlace(byteOffset: 0, line: 1)
    var column = 0
    var lineIsBlank = true
    var isInGarbage = false
    var skip = JSONSkip()

    init(sink: Sink, limits: Limits = Limits()) {
        self.sink = sink
        self.limits = limits
        list = NoteList(perKind: limits.notesPerEntry)
        text.limit = limits.cellBytes
    }

    /// What could not be read so far.
    var notes: [Note] { list.all }

    mutating func read(_ block: [UInt8]) {
        var index = 0
        while index < block.count {
            if state == .string, !lineIsBlank {
                // Runs of ordinary bytes go over in one piece.
                let run = block[index...].prefix { $0 != Self.quote && $0 != 0x5C && $0 != 0x0A }
                text.keep(run)
                place.byteOffset += Int64(run.count)
                column += run.count
                index = run.endIndex
                if index == block.count { return }
            }
            step(block[index])
            advance(over: block[index])
            index += 1
        }
    }

    /// Ends the document; a value that is still open was cut.
    mutating func finish() {
        if state == .token, stack.isEmpty { endToken() }
        guard !stack.isEmpty || state != .value else { return }
        note(.truncated, "the document ends inside a value")
        sink.take(.abandoned(depth: 0), at: place)
        stack = []
        columns = [nil]
        state = .value
    }

    mutating func step(_ byte: UInt8) {
        if place.byteOffset < 3, state == .value, byte == Self.mark[Int(place.byteOffset)] {
            return
        }
        if byte == UInt8(ascii: "{"), lineIsBlank, state != .value, beginsNextElement() { return }
        switch state {
        case .string: stepString(byte)
        case .escape: stepEscape(byte)
        case .unicode: stepUnicode(byte)
        case .token: stepToken(byte)
        case .skipping: stepSkipping(byte)
        case .value, .key, .colon, .after: if !Self.isBlank(byte) { stepStructure(byte) }
        }
    }

    /// A byte between values.
    private mutating func stepStructure(_ byte: UInt8) {
        switch (state, byte) {
        case (_, UInt8(ascii: "}")), (_, UInt8(ascii: "]")): close(byte)
        case (.value, UInt8(ascii: "{")), (.value, UInt8(ascii: "[")): open(byte)
        case (.value, Self.quote): begin(.string, isKey: false)
        case (.value, UInt8(ascii: ",")):
            if isInObject { damage(at: byte) }
        case (.value, _):
            if Self.isToken(byte) {
                begin(.token, isKey: false)
                text.keep(byte)
            } else {
                damage(at: byte)
            }
        case (.key, Self.quote),
            (.after, Self.quote) where isInObject:
            begin(.string, isKey: true)
        case (.key, UInt8(ascii: ",")): break
        case (.colon, UInt8(ascii: ":")): state = .value
        case (.after, UInt8(ascii: ",")): state = isInObject ? .key : .value
        case (.after, _) where !isInObject:
            state = .value
            stepStructure(byte)
        default: damage(at: byte)
        }
    }

    private mutating func begin(_ next: State, isKey: Bool) {
        state = next
        self.isKey = isKey
        start = place
        text.removeAll()
    }

    private mutating func open(_ bracket: UInt8) {
        isInGarbage = false
        let isObject = bracket == UInt8(ascii: "{")
        if isObject, lineIsBlank { columns[stack.count] = column }
        guard stack.count < limits.jsonDepth else {
            note(.limit, "a value is nested too deep and is left out", limit: "jsonDepth")
            sink.take(.damaged, at: place)
            skip = JSONSkip(depth: 1)
            state = .skipping
            return
        }
        sink.take(isObject ? .beginObject : .beginArray, at: place)
        stack.append(bracket)
        columns.append(nil)
        state = isObject ? .key : .value
    }

    /// Closes the innermost container of this kind; inner ones of the other kind lost their end.
    private mutating func close(_ bracket: UInt8) {
        let opening = bracket == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")
        guard let index = stack.lastIndex(of: opening) else {
            noteGarbage()
            return
        }
        if state == .colon || (state == .value && isInObject) {
            note(.damaged, "a key has no value")
            sink.take(.damaged, at: place)
        }
        if index < stack.count - 1 {
            note(.damaged, "a container has no end")
            abandon(to: index + 1)
        }
        sink.take(bracket == UInt8(ascii: "}") ? .endObject : .endArray, at: place)
        stack.removeLast()
        columns.removeLast()
        state = stack.isEmpty ? .value : .after
        isInGarbage = false
    }

    private mutating func stepToken(_ byte: UInt8) {
        if Self.isToken(byte) {
            text.keep(byte)
        } else {
            endToken()
            step(byte)
        }
    }

    private mutating func endToken() {
        let word = text.string().text
        switch word {
        case "true": sink.take(.bool(true), at: start)
        case "false": sink.take(.bool(false), at: start)
        case "null": sink.take(.null, at: start)
        default:
            if !text.isCut, Self.isNumber(word) {
                sink.take(.number(word), at: start)
            } else {
                // What other writers leave bare (NaN, None, names) is kept as text.
                note(.damaged, "a word without quotes is kept as text", at: start)
                sink.take(.string(word), at: start)
            }
        }
        isInGarbage = false
        state = stack.isEmpty ? .value : .after
    }

    private mutating func advance(over byte: UInt8) {
        place.byteOffset += 1
        if byte == 0x0A {
            place.line += 1
            column = 0
            lineIsBlank = true
        } else if place.byteOffset > 3 || !Self.mark.contains(byte) {
            column += 1
            if byte != 0x20, byte != 0x09 { lineIsBlank = false }
        }
    }
}
