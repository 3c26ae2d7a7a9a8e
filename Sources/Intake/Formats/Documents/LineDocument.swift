/// A document that is read line by line.
protocol LineDocument: EntryReader {
    var document: DocumentState { get set }
    var lines: LineSplitter { get set }
    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState)
}

extension LineDocument {
    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        document.count(block)
        for line in lines.read(block) { take(line, &state) }
        state.flush()
    }

    /// Takes the last line, if no line end stands behind it.
    mutating func takeLast(into state: inout IntakeState) {
        for line in lines.finish() { take(line, &state) }
    }
}
