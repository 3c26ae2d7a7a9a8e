internal import Archives
internal import CaseModel

/// Reads dumps of PostgreSQL in the custom format through the user's own `pg_restore`.
///
/// The format is that of one program, and changes with it: nobody else should read it.
struct PostgresArchive: EntryReader {
    static let format = "postgres-archive"
    static let magic = Array("PGDMP".utf8)
    /// Before version 12 the standard output was the default, and since then it must be named; as a
    /// file all versions know it.
    private static let arguments = ["--no-owner", "--no-privileges", "--file=/dev/stdout"]
    /// Characters of what the program said that a note quotes.
    private static let quotedCharacters = 300

    private let program: String
    private let entry: EntryContext
    private var bytes: [UInt8] = []
    private var isOver = false

    init(_ entry: EntryContext, program: String) {
        self.entry = entry
        self.program = program
    }

    /// The archive as it is read where the user named a program for it.
    static func recognition(program: String) -> Recognition {
        Recognition(
            role: .document,
            format: format,
            source: nil,
            why: "it begins as archives of pg_restore do; the program that --pg-restore names "
                + "made plain SQL of it",
            make: { PostgresArchive($0, program: program) }
        )
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        isOver = isOver || bytes.count + block.count > entry.limits.bufferedMemberBytes
        if isOver { bytes = [] } else { bytes += block }
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        guard !isOver else {
            let text = "the dump is larger than what is held in memory, and is not read"
            state.note(Note(.limit, text, limit: "bufferedMemberBytes"))
            return EntryTally()
        }
        var dump = PostgresDump(entry, isConverted: true)
        var madeBytes: Int64 = 0
        let limits = entry.limits
        do throws(ArchiveError) {
            let converter = Converter(
                program: program,
                arguments: Self.arguments,
                limits: limits
            )
            let (end, said) = try converter.run(bytes) { block in
                madeBytes += Int64(block.count)
                guard madeBytes <= limits.bytesPerEntry, !state.isCancelled else { return false }
                dump.read(block, into: &state)
                return true
            }
            noteEnd(end, said, &state)
        } catch {
            state.note(Note(.partlyRead, "\(error)"))
        }
        bytes = []
        return dump.finish(into: &state)
    }

    private func noteEnd(_ end: Converter.End, _ said: [UInt8], _ state: inout IntakeState) {
        let words = TableText.trimmed(String(decoding: said, as: UTF8.self))
        let quoted = state.clean(String(words.prefix(Self.quotedCharacters)))
        let quote = quoted.isEmpty ? "" : "; it says: \(quoted)"
        switch end {
        case .exited(status: 0):
            guard !quote.isEmpty else { return }
            state.note(Note(.ambiguous, "pg_restore made plain SQL of it\(quote)"))
        case .exited(let status):
            state.note(Note(.damaged, "pg_restore ended with status \(status)\(quote)"))
        case .killed(let signal):
            state.note(Note(.damaged, "pg_restore was ended by signal \(signal)\(quote)"))
        case .silent:
            let text = "pg_restore wrote nothing for too long and was ended\(quote)"
            state.note(Note(.limit, text, limit: "converterSilenceSeconds"))
        case .stopped:
            let text = "pg_restore makes more of it than is read of one entry"
            state.note(Note(.limit, text, limit: "bytesPerEntry"))
        }
    }
}
