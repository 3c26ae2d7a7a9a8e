internal import CaseModel
internal import GRDB
internal import Rules

/// Reads what intake could not read, and which limits it reached.
struct NoteReading {
    /// In the order of packages, entries and lines.
    let notes: [Assessment.PlacedNote]

    init(_ db: Database, _ labels: PackageLabels) throws {
        let sql = """
            SELECT package_id, entry_path, line, byte_offset, kind, text, limit_name FROM note
            """
        let rows = try Row.fetchAll(db, sql: sql)
        notes = rows.map { row in
            let entry: String = row[1]
            // A kind of a newer version still says that something was not read.
            let kind = Note.Kind(rawValue: row[4]) ?? .partlyRead
            return Assessment.PlacedNote(
                package: labels.id(of: row[0]) ?? "",
                entry: entry.isEmpty ? nil : entry,
                note: Note(kind, row[5], line: row[2], byteOffset: row[3], limit: row[6])
            )
        }.sorted { Self.order($0) < Self.order($1) }
    }

    /// Each limit once a place.
    func limits(_ limits: Limits) -> [Assessment.LimitReached] {
        var values: [String: Int64] = [:]
        for child in Mirror(reflecting: limits).children {
            guard let label = child.label else { continue }
            values[label] = (child.value as? Int64) ?? (child.value as? Int).map(Int64.init)
        }
        var seen: Set<[String]> = []
        return notes.compactMap { placed in
            guard let limit = placed.note.limit else { return nil }
            let place = placed.entry ?? placed.package
            guard seen.insert([limit, place]).inserted else { return nil }
            return Assessment.LimitReached(limit: limit, value: values[limit] ?? 0, place: place)
        }
    }

    private static func order(_ placed: Assessment.PlacedNote) -> (
        String, String, Int, Int64, String, String
    ) {
        (
            placed.package, placed.entry ?? "", placed.note.line ?? 0, placed.note.byteOffset ?? 0,
            placed.note.kind.rawValue, placed.note.text
        )
    }
}
