import CaseModel

/// How far a scanner that leaves something out has come.
struct JSONSkip: Sendable {
    /// Brackets open since the damage.
    var depth = 0
    var isInString = false
    var isEscaped = false
    /// How much of `},{"` was just seen inside what is taken for a string, and where its brace is.
    var boundary = 0
    var brace = JSONPlace(byteOffset: 0, line: 1)

    /// The byte of `},{"` that would be the next one.
    var next: UInt8 {
        switch boundary {
        case 0: UInt8(ascii: "}")
        case 1: UInt8(ascii: ",")
        case 2: UInt8(ascii: "{")
        default: UInt8(ascii: "\"")
        }
    }
}

extension JSONScanner {
    var isInObject: Bool { stack.last == UInt8(ascii: "{") }

    /// Leaves out the rest of a member or element that cannot be read from this byte on.
    mutating func damage(at byte: UInt8) {
        guard isInObject else {
            noteGarbage()
            return
        }
        note(.damaged, "an object is damaged here")
        sink.take(.damaged, at: place)
        skip = JSONSkip()
        state = .skipping
        stepSkipping(byte)
    }

    /// Notes bytes that belong to no value, once for each run of them.
    mutating func noteGarbage() {
        guard !isInGarbage else { return }
        isInGarbage = true
        note(.damaged, "bytes between values are no JSON")
        sink.take(.damaged, at: place)
    }

    mutating func stepSkipping(_ byte: UInt8) {
        if skip.isInString {
            skipString(byte)
            return
        }
        switch byte {
        case Self.quote: skip.isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): skip.depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
            if skip.depth == 0 {
                state = .after
                step(byte)
            } else if byte != UInt8(ascii: ",") {
                skip.depth -= 1
            }
        default: break
        }
    }

    /// Strings hold no line ends and hardly ever `},{"`: either shows that a quote was lost.
    private mutating func skipString(_ byte: UInt8) {
        if skip.isEscaped {
            skip.isEscaped = false
            return
        }
        if byte == skip.next {
            skip.boundary += 1
            if skip.boundary == 3 { skip.brace = place }
        } else if !Self.isBlank(byte) {
            skip.boundary = byte == UInt8(ascii: "}") ? 1 : 0
        }
        if skip.boundary == 4, let array = stack.firstIndex(of: UInt8(ascii: "[")) {
            abandon(to: array + 1)
            reopenObject()
            step(byte)
            return
        }
        switch byte {
        case 0x5C: skip.isEscaped = true
        case Self.quote: skip = JSONSkip(depth: skip.depth)
        case 0x0A: skip = JSONSkip(depth: skip.depth)
        default: break
        }
    }

    private mutating func reopenObject() {
        sink.take(.beginObject, at: skip.brace)
        stack.append(UInt8(ascii: "{"))
        columns.append(nil)
        state = .key
    }

    /// Whether a brace that does not belong here stands where the elements of an outer container
    /// begin their lines; then what was open inside that container was cut.
    mutating func beginsNextElement() -> Bool {
        for depth in 0..<stack.count where columns[depth] == column {
            let isList = depth == 0 || stack[depth - 1] == UInt8(ascii: "[")
            guard isList else { continue }
            note(.damaged, "an element was cut before the next one")
            abandon(to: depth)
            state = .value
            step(UInt8(ascii: "{"))
            return true
        }
        return false
    }

    /// Ends the containers deeper than this.
    mutating func abandon(to depth: Int) {
        sink.take(.abandoned(depth: depth), at: place)
        stack.removeLast(stack.count - depth)
        columns.removeLast(columns.count - depth - 1)
    }

    mutating func note(
        _ kind: Note.Kind,
        _ text: String,
        at noted: JSONPlace? = nil,
        limit: String? = nil
    ) {
        let noted = noted ?? place
        list.add(
            Note(kind, text, line: noted.line, byteOffset: noted.byteOffset, limit: limit)
        )
    }
}
