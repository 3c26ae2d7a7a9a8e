internal import CaseModel
internal import CaseStore

/// Reads the SQLite files of a package, such as the copy of a configuration database.
struct SQLiteDocument: EntryReader {
    static let format = "sqlite"

    private var document: DocumentState
    private var bytes: [UInt8] = []
    private var isOver = false

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        isOver = isOver || bytes.count + block.count > document.entry.limits.bufferedMemberBytes
        if isOver { bytes = [] } else { bytes += block }
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        var notes: [Note] = []
        if isOver {
            notes.append(
                Note(
                    .limit,
                    "the database is larger than what is held in memory, and is not read",
                    limit: "bufferedMemberBytes"
                )
            )
        } else {
            notes = readTables(into: &state)
        }
        return document.finish(notes: notes, into: &state)
    }

    private mutating func readTables(into state: inout IntakeState) -> [Note] {
        let limits = document.entry.limits
        var notes: [Note] = []
        if ForeignDatabase.hasWriteAheadLog(bytes) {
            notes.append(
                Note(.ambiguous, "changes that its write-ahead log may hold are not read with it")
            )
        }
        var tables = DatabaseTables()
        do throws(StoreError) {
            let database = try ForeignDatabase(
                bytes,
                steps: limits.databaseSteps,
                cellBytes: limits.cellBytes,
                subject: "database"
            )
            bytes = []
            for table in try database.tables() {
                notes += read(table, of: database, &tables, &state)
            }
        } catch {
            notes.append(Self.note(error, "the database could not be read"))
        }
        tables.finish(&state)
        return notes
    }

    private mutating func read(
        _ table: ForeignDatabase.Table,
        of database: borrowing ForeignDatabase,
        _ tables: inout DatabaseTables,
        _ state: inout IntakeState
    ) -> [Note] {
        tables.begin(table.name, columns: table.columns)
        var notes: [Note] = []
        var unflushed = 0
        do throws(StoreError) {
            try database.readRows(of: table) { cells in
                tables.take(cells, at: DocumentPlace(), &document, &state)
                unflushed += 1
                if unflushed == 10_000 {
                    unflushed = 0
                    state.flush()
                }
                return !state.isCancelled
            }
        } catch {
            let name = state.clean(String(table.name.prefix(60)))
            notes.append(Self.note(error, "the table \(name) was read in part"))
        }
        tables.end(&document, &state)
        return notes
    }

    private static func note(_ error: StoreError, _ text: String) -> Note {
        error.code == .stepLimit
            ? Note(.limit, "\(text): it takes too many steps", limit: "databaseSteps")
            : Note(.damaged, "\(text): \(error.message)")
    }
}
